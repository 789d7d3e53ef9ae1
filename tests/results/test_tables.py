"""The tables of a plan agree with each other, and hold no formula."""

import csv
import json
from pathlib import Path

import pytest

from experts_at_hand.cli.console import outcome_values
from experts_at_hand.examples import copy_shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.results import read_table, write_outcome

pytestmark = pytest.mark.solver


def test_tables_agree_with_each_other(folder: Path) -> None:
    """Hours by team, by setting and by pair are the same hours."""
    pairs = read_table(folder, "allocation")
    for team in read_table(folder, "teams"):
        own = sum(float(r["contact_hours"]) for r in pairs if r["team_id"] == team["team_id"])
        assert own == pytest.approx(float(team["contact_hours"]), abs=1e-3)
        used = float(team["contact_hours"]) + float(team["travel_hours"])
        assert used / float(team["capacity_hours"]) == pytest.approx(
            float(team["utilisation"]), abs=1e-5
        )
    for row in read_table(folder, "access"):
        own = sum(
            float(r["contact_hours"])
            for r in pairs
            if (r["setting_id"], r["profession"]) == (row["setting_id"], row["profession"])
        )
        assert own == pytest.approx(float(row["allocated_hours"]), abs=1e-3)
        assert float(row["access"]) == pytest.approx(own / float(row["need_hours"]), abs=1e-5)
    assert len(read_table(folder, "access")) == 12 * 2
    assert len(read_table(folder, "clusters")) == 12


def test_no_cell_begins_as_a_formula(tmp_path: Path) -> None:
    """A school called =HYPERLINK(...) is a text in every table, and comes back as it was."""
    copy_shipped("toy", tmp_path / "a")
    table = tmp_path / "a" / "area" / "settings.csv"
    lines = table.read_text("utf-8").splitlines()
    for at, name in enumerate(["=1+1", "+44 School", "@SUM(A1)", "-cmd|' /C calc'!A0"], start=1):
        cells = lines[at].split(",")
        lines[at] = ",".join([cells[0], name, *cells[2:]])
    table.write_text("\n".join(lines) + "\n", "utf-8")
    folder = write_outcome(run(tmp_path / "a" / "baseline.toml"), tmp_path / "out")
    for path in folder.glob("*.csv"):
        for row in csv.reader(path.read_text("utf-8-sig").splitlines()):
            for cell in row:
                assert cell[:1] not in "=+@-\t" or not cell or float(cell) < 0, (path.name, cell)
    names = {row["name"] for row in read_table(folder, "access")}
    assert {"=1+1", "+44 School", "@SUM(A1)"} <= names


def test_figures_carry_the_same_digits_everywhere(folder: Path, outcome: Outcome) -> None:
    """Six decimals in tables, plan.json and for machines."""
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    card = {row["metric"]: float(row["value"]) for row in read_table(folder, "scorecard")}
    values = outcome_values(outcome)
    assert values["scorecard"] == pytest.approx(card, abs=0)
    settled = plan["objectives"][1]
    assert settled["objective"] == "travel_time"
    assert settled["value"] == card["travel_hours"] == round(card["travel_hours"], 6)
    assert values["objectives"] == plan["objectives"]
