"""Scenarios side by side: differences with their direction, bounds of travel, Pareto-best."""

import csv
from pathlib import Path

import pytest

from experts_at_hand.comparison import Comparison, compare, in_words, write_comparison
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run, run_all

pytestmark = pytest.mark.solver

STEMS = ("baseline", "clusters-large", "vacancies", "next-post")


@pytest.fixture(scope="module")
def outcomes() -> tuple[Outcome, ...]:
    return run_all([shipped(f"toy/{stem}.toml") for stem in STEMS])


@pytest.fixture(scope="module")
def comparison(outcomes: tuple[Outcome, ...]) -> Comparison:
    return compare(outcomes)


def test_the_first_is_the_baseline_unless_another_is_named(outcomes: tuple[Outcome, ...]) -> None:
    assert compare(outcomes).names == STEMS
    turned = compare(outcomes, baseline="vacancies")
    assert turned.baseline == "vacancies"
    assert turned.names == ("vacancies", "baseline", "clusters-large", "next-post")


def test_differences_have_a_sign_and_a_word(comparison: Comparison) -> None:
    """Access is better when higher, travel when lower."""
    base, clusters, vacancies, _ = comparison.row("lowest_access")
    assert (base.difference, base.verdict) == (0, "same")
    assert clusters.difference == pytest.approx(clusters.value - base.value)
    assert clusters.verdict == "better"
    assert vacancies.verdict == "other circumstances"
    travel = comparison.row("travel_hours")
    assert travel[1].difference < 0
    assert travel[1].verdict == "better"
    assert in_words(travel[1]).endswith("-10.8, better")


def test_travel_stands_between_its_bounds(comparison: Comparison) -> None:
    for name in comparison.names:
        least, most = comparison.travel_bounds(name)
        assert least < comparison[name].scorecard["travel_hours"].value < most
    assert "by a perfect planner" in repr(comparison)


def test_figures_by_cluster_are_not_compared(comparison: Comparison) -> None:
    """Cluster C1 of one scenario is another than C1 of the next."""
    assert not any("cluster=" in metric for metric in comparison.metrics)
    assert "lowest_access:phase=primary" in comparison.metrics


def test_pareto_best(outcomes: tuple[Outcome, ...], comparison: Comparison) -> None:
    """Clusters beat the baseline everywhere; an added post is no design that could beat them."""
    assert comparison.pareto_best == ("clusters-large",)
    assert compare(outcomes[:3]).pareto_best == ("clusters-large",)


def test_what_a_scenario_changes(comparison: Comparison) -> None:
    assert comparison.changes("baseline") == {}
    changed = comparison.changes("vacancies")
    assert changed["teams.salt-east.vacancy_rate"] == (None, 0.4)
    assert changed["visits.pattern"] == ("own_days", "cluster_days")
    assert not any(key.startswith("need.") for key in changed)


def test_another_need_is_said(tmp_path: Path) -> None:
    """Shares of another need are other shares."""
    base = shipped("toy/baseline.toml").as_posix()
    (tmp_path / "more.toml").write_text(
        f"extends = '{base}'\ntitle = 'More need'\n[need.salt]\nshare = 0.3\n", "utf-8"
    )
    notes = compare(run_all([base, tmp_path / "more.toml"])).notes
    assert len(notes) == 1
    assert "another need" in notes[0]


def test_the_table_has_a_column_a_scenario(comparison: Comparison, tmp_path: Path) -> None:
    """Metric x scenario, then the differences and their verdicts."""
    write_comparison(comparison, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [*STEMS, "comparison.csv", "changes.csv"]
    )
    with (tmp_path / "comparison.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["metric"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(comparison.metrics)
    row = rows["lowest_access"]
    assert float(row["clusters-large"]) - float(row["baseline"]) == pytest.approx(
        float(row["difference_clusters-large"]), abs=2e-6
    )
    assert row["verdict_vacancies"] == "other circumstances"
    assert row["verdict_clusters-large"] == "better"


def test_what_cannot_be_compared_is_refused(outcomes: tuple[Outcome, ...]) -> None:
    with pytest.raises(ScenarioError, match="nothing to compare"):
        compare([])
    with pytest.raises(ScenarioError, match="2 scenarios are called 'baseline'"):
        compare([outcomes[0], outcomes[0]])
    with pytest.raises(ScenarioError, match="did you mean 'baseline'"):
        compare(outcomes, baseline="basline")
    with pytest.raises(ScenarioError, match="no scenario 'zebra'"):
        compare(outcomes)["zebra"]


def test_it_shows_itself(comparison: Comparison) -> None:
    assert comparison._repr_html_().count("<th scope='col'>") == 4
    assert "Lowest access of any setting (share, higher is better)" in repr(comparison)


def test_days_that_take_longer_than_single_trips_are_said(outcomes: tuple[Outcome, ...]) -> None:
    """Among the toy's drawn clusters is one of two towns 40 km apart: a day there is no saving."""
    drawn = run(shipped("toy/drawn.toml"))
    comparison = compare([*outcomes, drawn])
    for name in comparison.names:
        _, most = comparison.travel_bounds(name)
        longer = comparison[name].scorecard["travel_hours"].value > most
        assert ("its days take longer" in comparison.bounds_in_words(name)) == longer
    assert "its days take longer" in comparison.bounds_in_words("drawn")


def test_one_scenario_alone_is_not_called_the_best(outcomes: tuple[Outcome, ...]) -> None:
    """There is no other that it could be better than."""
    assert "beaten by no other" in repr(compare(outcomes))
    assert "beaten by no other" not in repr(compare(outcomes[:1]))
