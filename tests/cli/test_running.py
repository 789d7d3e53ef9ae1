"""eah run, at the command line."""

import json
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from tests.cli.test_app import LARGE

pytestmark = pytest.mark.solver


def test_run_writes_a_result_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The result on stdout, where it went on stderr, and no bar where nobody looks."""
    assert main(["run", LARGE, "-o", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Two clusters, one around each town\n")
    assert "(optimal)" in said.out
    assert "3 blank counts at 1 setting were estimated" in said.out
    assert said.err == f"Written to {tmp_path.as_posix()}/clusters-large\n"
    assert (tmp_path / "clusters-large" / "plan.json").is_file()


def test_run_for_a_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stdout is one JSON object and nothing else."""
    assert main(["run", LARGE, "-o", str(tmp_path), "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["optimal"] is True
    assert values["scorecard"]["lowest_access"] == pytest.approx(0.499545, abs=1e-5)
    assert values["folder"].endswith("clusters-large")


def test_another_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", LARGE, "-o", str(tmp_path), "--seed", "5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["provenance"]["seed"] == 5
