"""Whom the plan is for: those left out keep a line and move no figure."""

import csv
from pathlib import Path

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.results import write_outcome

pytestmark = pytest.mark.solver

TOY = shipped("toy/area")


def scenario(folder: Path, offer: str, area: Path = TOY, pattern: str = "return") -> Path:
    path = folder / "s.toml"
    path.write_text(
        f"title = 'S'\narea = '{area.as_posix()}'\n[visits]\npattern = '{pattern}'\n{offer}",
        encoding="utf-8",
    )
    return path


def without(folder: Path, *gone: str) -> Path:
    """Write the toy area without some settings."""
    area = folder / "area"
    area.mkdir()
    for name in ("settings.csv", "teams.csv"):
        lines = (TOY / name).read_text("utf-8-sig").splitlines()
        kept = [line for line in lines if line.split(",")[0] not in gone]
        (area / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return area


def figures(outcome: Outcome) -> dict[str, float]:
    return {measure.metric: measure.value for measure in outcome.scorecard}


@pytest.mark.parametrize("pattern", ["return", "own_days", "planned_days"])
@pytest.mark.parametrize(
    ("offer", "gone"),
    [
        ("phases = ['primary', 'early_years']", ("105", "205", "204")),
        ("leave_out = ['101', '205']", ("101", "205")),
        ("phases = ['primary']\nleave_out = ['104']", ("105", "106", "204", "205", "206", "104")),
    ],
)
def test_leaving_out_is_deleting_for_everybody_else(
    tmp_path: Path, offer: str, gone: tuple[str, ...], pattern: str
) -> None:
    """Every figure of the scorecard, not only access: under every pattern of days."""
    offered = run(scenario(tmp_path, f"[offer]\n{offer}\n", pattern=pattern))
    deleted = run(scenario(tmp_path, "", without(tmp_path, *gone), pattern=pattern))
    assert {setting.id for setting in offered.area.outside} == set(gone)
    assert figures(offered) == pytest.approx(figures(deleted), nan_ok=True)


def test_those_outside_keep_a_line(tmp_path: Path) -> None:
    outcome = run(scenario(tmp_path, "[offer]\nleave_out = ['204']\n"))
    folder = write_outcome(outcome, tmp_path / "out")
    with (folder / "access.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["setting_id"] == "204"]
    assert [row["cluster_id"] for row in rows] == ["not part of this offer"] * 2
    assert {row["need_hours"] + row["allocated_hours"] + row["access"] for row in rows} == {""}
    assert any("1 setting is not part of this offer" in note for note in outcome.area.notes)


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        ("phases = ['primry']", "unknown phase 'primry'; did you mean 'primary'"),
        ("leave_out = ['1O1']", "there is no setting '1O1'; did you mean '101'"),
        ("phases = ['alternative']", "leaves no setting in the plan"),
        ("phase = ['primary']", "has no key 'phase'; did you mean 'phases'"),
        ("phases = 'primary'", "phases: found 'primary'"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, offer: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        run(scenario(tmp_path, f"[offer]\n{offer}\n"))
