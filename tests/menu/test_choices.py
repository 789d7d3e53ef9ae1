"""A menu of clusterings: all tried, told apart, planned, and the best written as scenarios."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.menu import Menu, menu_of, write_menu
from experts_at_hand.pipeline import run
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def menu() -> Menu:
    """Return the menu of the toy area in two and three clusters."""
    return menu_of(load_scenario(shipped("toy/baseline.toml")), (2, 3))


def test_every_method_and_number_is_there(menu: Menu) -> None:
    """Five methods twice, today's clusters, and these changed by five and ten settings."""
    tried = {choice.name for choice in menu.choices} | set(menu.refused)
    assert {"p_median-2", "contiguous-3", "communities-2", "agglomerative-3", "today"} <= tried
    assert {"improve-5", "improve-10"} <= tried
    assert len(tried) == 13
    assert menu.baseline.name == "baseline"


def test_choices_say_what_they_are(menu: Menu) -> None:
    """Figures agree with the clusters, by plain arithmetic."""
    for choice in menu.choices:
        outcome, clusters = choice.outcome, choice.clustering.clusters
        need = outcome.area.need.weights
        sums = [sum(need[outcome.area.setting_index[m]] for m in c.members) for c in clusters]
        mean = sum(sums) / len(sums)
        assert choice.need_from_mean == pytest.approx((min(sums) / mean - 1, max(sums) / mean - 1))
        assert choice.moved is not None
        assert choice.moved <= {"today": 0, "improve-5": 5, "improve-10": 10}.get(choice.name, 99)
        same = [c for c in menu.choices if c.name == choice.like]
        assert all(len(c.clustering) == len(clusters) for c in same)
        assert bool(same) == bool(choice.like)


def test_the_best_are_distinct_and_not_beaten(menu: Menu) -> None:
    assert menu.best
    for choice in menu.best:
        assert not choice.like
        assert choice.pareto_best
    groups = [choice.clustering.groups for choice in menu.best]
    assert len(set(groups)) == len(groups)


def test_a_menu_of_what_is_measured_is_planned(tmp_path: Path) -> None:
    """Hours by referral are the same whatever the clusters: its choices are plans, and say so."""
    path = tmp_path / "asked.toml"
    path.write_text(
        f"extends = '{shipped('toy/baseline.toml').as_posix()}'\ntitle = 'Asked'\n[allocation]\n"
        "method = 'by_referral'\nspread = 0.5\n",
        encoding="utf-8",
    )
    found = menu_of(load_scenario(path), [2])
    assert not found.baseline.allocation.optimal
    assert all(choice.outcome.allocation.optimal for choice in found.choices)
    assert "shares hours out by need" in repr(found)
    planned = menu_of(load_scenario(shipped("toy/baseline.toml")), [2])
    assert [c.cells for c in found.choices] == [c.cells for c in planned.choices]
    (tmp_path / "menu").mkdir()
    write_menu(found, tmp_path / "menu", place=tmp_path / "menu")
    (again,) = [run(tmp_path / "menu" / f"{found.best[0].name}.toml")]
    assert again.allocation.assignments == found.best[0].outcome.allocation.assignments


def test_choices_plan_with_the_days_that_clusters_are_for(menu: Menu) -> None:
    """The toy's baseline has own_days: there, clusters would differ in nothing."""
    travel = {round(choice.outcome.scorecard["travel_hours"].value, 6) for choice in menu.choices}
    assert len(travel) > 1
    for choice in menu.choices:
        assert choice.outcome.allocation.visits.pattern == "cluster_days"
        assert choice.outcome.allocation.visits.hours_per_visit == 3.0
    assert "Every choice plans with days that its clusters agree" in repr(menu)


def test_what_cannot_be_is_named_and_stops_nothing() -> None:
    scenario = load_scenario(shipped("toy/baseline.toml"))
    menu = menu_of(scenario, (2, 13), methods=("spanning_tree",))
    assert "13 clusters are more than the 12 settings" in menu.refused["spanning_tree-13"]
    assert "not possible: spanning_tree-13" in repr(menu)
    assert any(choice.name == "spanning_tree-2" for choice in menu.choices)


@pytest.mark.parametrize("counts", [(), (0, 1), (61,)])
def test_numbers_that_make_no_menu(counts: Sequence[int]) -> None:
    with pytest.raises(ScenarioError, match=r"such as 4\.\.12"):
        menu_of(load_scenario(shipped("toy/baseline.toml")), counts)
