"""eah check lists every problem."""

import json
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import copy_shipped
from tests.cli.test_app import scenario

pytestmark = pytest.mark.solver


def test_check_lists_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy_shipped("toy", tmp_path / "a")
    table = tmp_path / "a" / "area" / "settings.csv"
    table.write_text(table.read_text().replace("primary", "primry", 2).replace("140", "many", 1))
    assert main(["check", str(tmp_path / "a" / "area")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "settings.csv, row 2, column phase: found 'primry'; did you mean 'primary'?" in said.err
    assert "settings.csv, row 2, column pupils: found 'many', not a number" in said.err
    assert "has 3 problems" in said.err


def test_check_takes_a_scenario_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its need models and its what-ifs count."""
    path = scenario(tmp_path, "[teams.ot-west]\nwte = 3\n")
    assert main(["check", path, "--json"]) == 0
    hours = json.loads(capsys.readouterr().out)["capacity_hours"]
    assert hours["ot"] == pytest.approx(3 * 926.25)
