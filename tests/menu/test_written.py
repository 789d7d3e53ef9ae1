"""What a menu writes: every file gives its own row again."""

import csv
import json
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.results import write_csv, write_outcome
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver


@pytest.mark.once
def test_each_of_its_files_gives_its_own_row_again(tmp_path: Path) -> None:
    """Byte for byte: the same clusters, bound, access and travel, also from another folder."""
    out = tmp_path / "menu"
    baseline = str(shipped("toy/baseline.toml"))
    assert main(["menu", baseline, "--clusters", "2,3", "-o", str(out), "--quiet"]) == 0
    with (out / "menu.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["choice"]: row for row in csv.DictReader(file)}
    files = sorted(out.glob("*.toml"))
    assert files
    for path in files:
        again = menu_rows(run(path), tmp_path / "again.csv")
        shown = (
            "clusters",
            "minutes_to_hub",
            "lower_bound",
            "gap",
            "lowest_access",
            "travel_hours",
        )
        assert {k: rows[path.stem][k] for k in shown} == {k: again[k] for k in shown}
        first = (out / path.stem / "clusters.csv").read_bytes()
        folder = write_outcome(run(path), tmp_path / "runs")
        assert (folder / "clusters.csv").read_bytes() == first
        assert (folder / "access.csv").read_bytes() == (out / path.stem / "access.csv").read_bytes()


def menu_rows(outcome: Outcome, file: Path) -> dict[str, str]:
    """Write the figures of a menu's row for one outcome, and read them back."""
    found, card = outcome.clustering, outcome.scorecard
    header = ("clusters", "minutes_to_hub", "lower_bound", "gap", "lowest_access", "travel_hours")
    figures = (
        len(found), found.objective, found.lower_bound, found.gap,
        card["lowest_access"].value, card["travel_hours"].value,
    )  # fmt: skip
    write_csv(file, header, [figures])
    with file.open(encoding="utf-8-sig", newline="") as written:
        return next(csv.DictReader(written))


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
