"""The files of a comparison: a folder a scenario, two tables, nothing of an earlier one left."""

import csv
from pathlib import Path

import pytest

from experts_at_hand.comparison import compare, write_comparison
from experts_at_hand.comparison.files import obsolete_results
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run_all

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def outcomes() -> tuple[Outcome, ...]:
    return run_all(
        [shipped(f"toy/{stem}.toml") for stem in ("baseline", "clusters-large", "drawn")]
    )


def test_a_table_of_figures_and_one_of_changes(
    outcomes: tuple[Outcome, ...], tmp_path: Path
) -> None:
    comparison = compare(outcomes)
    write_comparison(comparison, tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {
        "baseline", "clusters-large", "drawn", "comparison.csv", "changes.csv",
    }  # fmt: skip
    with (tmp_path / "comparison.csv").open(encoding="utf-8-sig") as file:
        rows = {row["metric"]: row for row in csv.DictReader(file)}
    row = rows["lowest_access"]
    own = comparison["drawn"].scorecard["lowest_access"].value
    assert float(row["drawn"]) == pytest.approx(own, abs=1e-6)
    assert float(row["difference_drawn"]) == pytest.approx(
        own - comparison["baseline"].scorecard["lowest_access"].value, abs=1e-6
    )


def test_scenarios_that_are_no_more_go_and_what_is_the_users_stays(
    outcomes: tuple[Outcome, ...], tmp_path: Path
) -> None:
    write_comparison(compare(outcomes), tmp_path)
    (tmp_path / "mine").mkdir()
    assert obsolete_results(tmp_path, ["baseline"]) == ("clusters-large", "drawn")
    write_comparison(compare(outcomes[:2]), tmp_path)
    names = {p.name for p in tmp_path.iterdir()}
    assert "drawn" not in names
    assert {"mine", "baseline", "clusters-large"} <= names
