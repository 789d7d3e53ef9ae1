"""Who gains and who loses: hours setting by setting, held against the written tables."""

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from experts_at_hand.comparison import Comparison, compare, write_comparison
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all

pytestmark = pytest.mark.solver

STEMS = ("baseline", "drawn", "next-post")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    outcomes = run_all([shipped(f"toy/{stem}.toml") for stem in STEMS])
    return compare(outcomes, group_by=["current_cluster"])


@pytest.fixture(scope="module")
def written(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    write_comparison(comparison, folder)
    return folder


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", STEMS[1:])
def test_the_file_is_the_two_access_tables_side_by_side(written: Path, name: str) -> None:
    """A second road: what each scenario's own access.csv says, a day being six contact hours."""
    before, after = (
        {(r["setting_id"], r["profession"]): r for r in read(written / stem / "access.csv")}
        for stem in ("baseline", name)
    )
    rows = [row for row in read(written / "changes.csv") if row["scenario"] == name]
    assert len(rows) == len(after) == 24
    for row in rows:
        key = row["setting_id"], row["profession"]
        assert row["hours_before"] == before[key]["allocated_hours"]
        assert row["hours_after"] == after[key]["allocated_hours"]
        assert row["cluster_id"] == after[key]["cluster_id"]
        assert float(row["days_after"]) == pytest.approx(float(row["hours_after"]) / 6, abs=1e-6)
    gains = [float(r["hours_after"]) - float(r["hours_before"]) for r in rows]
    assert all(a >= b - 2e-6 for a, b in pairwise(gains))


@pytest.mark.parametrize("name", STEMS[1:])
def test_counts_are_those_of_the_file(comparison: Comparison, written: Path, name: str) -> None:
    change: dict[str, float] = defaultdict(float)
    for row in read(written / "changes.csv"):
        if row["scenario"] == name:
            change[row["setting_id"]] += float(row["hours_after"]) - float(row["hours_before"])
    whole = comparison.gains(name).whole
    assert whole.gaining == sum(hours >= 0.05 for hours in change.values())
    assert whole.losing == sum(hours <= -0.05 for hours in change.values())
    ranked = comparison.gains(name).by_setting
    assert ranked[0].gain == pytest.approx(max(change.values()), abs=1e-5)
    assert ranked[-1].gain == pytest.approx(min(change.values()), abs=1e-5)


@pytest.mark.parametrize("by", ["phase", "deprivation_fifth", "cluster", "current_cluster"])
def test_every_grouping_adds_up_to_the_whole(comparison: Comparison, by: str) -> None:
    gains = comparison.gains("drawn")
    groups = gains.by(by)
    for name in ("settings", "gaining", "losing", "hours_before", "hours_after", "days_after"):
        total = sum(getattr(group, name) for group in groups)
        assert total == pytest.approx(getattr(gains.whole, name))


def test_a_column_groups_by_what_stands_in_it(comparison: Comparison) -> None:
    groups = comparison.gains("drawn").by("current_cluster")
    assert [group.label for group in groups] == sorted(group.label for group in groups)
    assert {group.label for group in groups} >= {"North", "South"}


def test_a_column_that_there_is_not_is_refused(comparison: Comparison) -> None:
    with pytest.raises(ScenarioError, match="did you mean 'current_cluster'"):
        compare(comparison.outcomes, group_by=["curent_cluster"])


def test_another_profession_counts_from_nothing(comparison: Comparison) -> None:
    """What only one of two plans knows stands with 0 hours in the other."""
    there_and_back = [
        compare(comparison.outcomes, baseline=first).gains(second).whole
        for first, second in (("baseline", "next-post"), ("next-post", "baseline"))
    ]
    assert there_and_back[0].gain == pytest.approx(-there_and_back[1].gain)
    assert there_and_back[0].gaining == there_and_back[1].losing
