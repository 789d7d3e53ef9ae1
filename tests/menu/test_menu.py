"""A menu of clusterings: all tried, told apart, planned, and the best written as scenarios."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.menu import Menu, adjusted_rand_index, menu_of, moved_settings, write_menu
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver


def grouped(*groups: str) -> Clustering:
    """Clusters of settings named by one letter each."""
    return Clustering(
        clusters=tuple(
            Cluster(id=f"C{i}", name="", hub_id=group[0], members=tuple(group))
            for i, group in enumerate(groups, start=1)
        ),
        method="drawn",
    )


def test_likeness_by_hand() -> None:
    """Pairs of abc|def and ab|cdef: 6 and 7 of 15, 4 in both; 2.8 by chance, so 1.2 / 3.7."""
    one, other = grouped("abc", "def"), grouped("ab", "cdef")
    assert adjusted_rand_index(one, other) == pytest.approx((4 - 2.8) / (6.5 - 2.8))
    assert adjusted_rand_index(one, grouped("fed", "cba")) == 1
    assert adjusted_rand_index(grouped("abc"), grouped("abc")) == 1
    assert adjusted_rand_index(grouped("a", "b"), grouped("a", "b")) == 1


def test_settings_that_move_whatever_clusters_are_called() -> None:
    assert moved_settings(grouped("abc", "def"), grouped("def", "abc")) == 0
    assert moved_settings(grouped("abc", "def"), grouped("ab", "cdef")) == 1
    assert moved_settings(grouped("abcdef"), grouped("abc", "d", "ef")) == 3


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


def test_its_files_run_as_they_stand(menu: Menu, tmp_path: Path) -> None:
    """Each of the best is a scenario that gives the same clusters or, with a proof, better ones."""
    write_menu(menu, tmp_path)
    with (tmp_path / "menu.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["choice"] for row in rows] == [
        *(choice.name for choice in menu.choices),
        *menu.refused,
    ]
    for choice in menu.best:
        scenario = load_scenario(tmp_path / f"{choice.name}.toml")
        found = scenario.clustering.partition(choice.outcome.area, choice.outcome.travel)
        assert found.objective is not None
        assert choice.clustering.objective is not None
        assert found.objective <= choice.clustering.objective + 1e-9


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


def test_the_command_writes_table_report_and_choices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    baseline = str(shipped("toy/baseline.toml"))
    assert main(["menu", baseline, "--clusters", "2,3", "-o", str(out), "--quiet"]) == 0
    said = capsys.readouterr().out
    assert "minutes to hub" in said
    assert "Distinct and best: " in said
    assert (out / "menu.csv").is_file()
    assert (out / "report.html").is_file()
    written = sorted(out.glob("*.toml"))
    assert written
    assert all(load_scenario(path).title for path in written)
    asked = ["menu", baseline, "--clusters", "2", "-o", str(out), "--json", "--quiet"]
    assert main(asked) == 0
    values = json.loads(capsys.readouterr().out)
    assert {choice["clusters"] for choice in values["choices"]} >= {2}
    assert main(["menu", baseline, "--clusters", "a..b"]) == 2
    assert "write 4..12" in capsys.readouterr().err
