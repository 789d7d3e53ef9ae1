"""eah sweep, at the command line: what is done, what failed and why, for people and machines."""

import json
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import shipped

pytest.importorskip("pyarrow", reason="sweeps need the extra [sweep]")
pytestmark = pytest.mark.solver


def grid_of(home: Path) -> Path:
    """Write a grid of the toy area and one that cannot be read."""
    import shutil

    shutil.copytree(shipped("toy/area"), home / "areas" / "ash")
    shutil.copytree(shipped("toy/area"), home / "areas" / "gone")
    (home / "areas" / "gone" / "teams.csv").write_text("team_id\n")
    plain = 'title = "Plain"\n[area]\nfolder = "areas/ash"\n[travel]\nmethod = "straight_line"\n'
    (home / "plain.toml").write_text(plain)
    grid = home / "grid.toml"
    grid.write_text('title = "G"\nareas = ["areas/*"]\ndesigns = ["plain.toml"]\n')
    return grid


def test_a_run_that_failed_is_counted_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    code = main(["sweep", str(grid_of(tmp_path)), "-o", str(out), "--json", "-q"])
    said = json.loads(capsys.readouterr().out)
    assert code == 1
    assert (said["runs"], said["done"], said["done_before"]) == (2, 1, 0)
    (failed,) = said["failed"]
    assert failed["area"] == "gone"
    assert "teams.csv" in failed["reason"]
    assert main(["sweep", str(tmp_path / "grid.toml"), "-o", str(out), "--json", "-q"]) == 1
    assert json.loads(capsys.readouterr().out)["done_before"] == 1
