"""What blanks can move in the result: the plan made again, held against scenarios run alone."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.cli import main
from experts_at_hand.comparison.blanks import result_moves
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import plan_prepared, prepare, run
from experts_at_hand.quality.gaps import QUARTILES, gaps_of, with_blanks_at
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a copy of the toy in which primary 101 tells no number of children on SEN support."""
    shutil.copytree(shipped("toy"), tmp_path / "toy")
    table = tmp_path / "toy" / "area" / "settings.csv"
    text = table.read_text("utf-8")
    table.write_text(text.replace("140,1,14,14,0.05,North", "140,1,,14,0.05,North", 1), "utf-8")
    return tmp_path / "toy" / "clusters-large.toml"


def test_figures_are_those_of_a_scenario_run_alone(file: Path) -> None:
    """The blank filled in by hand and the table run: the same lowest access, and the same hours."""
    prepared = prepare(load_scenario(file))
    area = prepared[1]
    moves = {move.column: move for move in result_moves(prepared)}
    assert list(moves) == [gap.column for gap in gaps_of(area)]
    move = moves["sen_support"]
    assert move.settings == 2  # 101, and nursery 206, which tells nothing
    before = run(file)
    assert move.lowest_access[0] == pytest.approx(before.scorecard["lowest_access"].value)
    for number, quartile in enumerate(QUARTILES, start=1):
        filled = with_blanks_at(area, "sen_support", quartile)
        alone = plan_prepared((prepared[0], filled, prepared[2], prepared[3]))
        for name in ("lowest_access", "travel_hours"):
            assert getattr(move, name)[number] == pytest.approx(
                alone.scorecard[name].value, abs=1e-9
            )
        hours = alone.allocation.allocated_hours.sum(axis=1)
        change = np.abs(hours - before.allocation.allocated_hours.sum(axis=1))
        at = [setting.name for setting in area.settings].index("Eastbrook Nursery")
        assert move.most is not None
        said = move.most[1]
        assert change[at] == pytest.approx(abs(said[number] - said[0]), abs=1e-6)
    # All primaries have 10% on SEN support, so 101 is as estimated; 206 may be half off.
    assert move.most is not None
    assert move.most[0] == "Eastbrook Nursery"
    assert "Eastbrook Nursery" in move.sentence()
    assert "with blanks low" in move.sentence()


def test_a_column_that_need_does_not_rest_on_moves_nothing(file: Path) -> None:
    (plans,) = [m for m in result_moves(prepare(load_scenario(file))) if m.column == "ehcp"]
    assert plans.lowest_access[0] == plans.lowest_access[1] == plans.lowest_access[2]
    assert plans.most is None
    assert plans.sentence().endswith("no setting's hours change by a tenth")


def test_the_command_says_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(file), "--results"]) == 0
    assert "sen_support of 2 settings is blank: the lowest access is" in capsys.readouterr().out
    assert main(["check", str(file), "--results", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["result_moves"]
    assert {move["column"] for move in found} == {"pupils", "sen_support", "ehcp"}
    assert main(["check", str(file.parent / "area"), "--results"]) == 2
    assert "needs a scenario" in capsys.readouterr().err


def test_without_blanks_nothing_is_planned_again(tmp_path: Path) -> None:
    shutil.copytree(shipped("toy"), tmp_path / "toy")
    table = tmp_path / "toy" / "area" / "settings.csv"
    text = table.read_text("utf-8")
    whole = text.replace("460000,230000,,,,,0.40", "460000,230000,60,0,18,5,0.40")
    assert whole != text
    table.write_text(whole, "utf-8")
    assert result_moves(prepare(load_scenario(tmp_path / "toy" / "baseline.toml"))) == ()
