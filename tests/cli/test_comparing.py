"""eah compare, at the command line."""

import json
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import shipped
from tests.cli.test_app import BASELINE, LARGE

pytestmark = pytest.mark.solver


def test_compare_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every scenario in it, baseline.toml first."""
    assert main(["compare", str(shipped("toy")), "-o", str(tmp_path), "-q"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Comparison with 'baseline': Today: no clusters")
    assert "points, better" in said
    assert "points, worse" in said
    assert (tmp_path / "comparison.csv").is_file()
    assert (tmp_path / "vacancies" / "access.csv").is_file()


def test_compare_for_a_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", LARGE, BASELINE, "--baseline", "baseline", "-o", str(tmp_path), "--json"]
    assert main(words) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["baseline"] == "baseline"
    lowest = next(row for row in values["metrics"] if row["metric"] == "lowest_access")
    assert lowest["verdicts"] == {"clusters-large": "better"}


def test_a_wrong_baseline_is_refused_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", LARGE, "--baseline", "small", "-o", str(tmp_path / "out")]) == 2
    assert "no scenario is called 'small'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
