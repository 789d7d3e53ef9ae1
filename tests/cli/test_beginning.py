"""eah new and eah demo."""

import csv
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import copy_shipped, shipped

pytestmark = pytest.mark.solver


def test_demo_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "-o", str(tmp_path), "-q"]) == 0
    assert "Comparison with 'baseline'" in capsys.readouterr().out


def test_new_explains_its_tables_and_runs_on_anybodys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A user's first commands: the tables are empty, which is said; filled in, everything runs."""
    folder = tmp_path / "my-area"
    assert main(["new", str(folder)]) == 0
    capsys.readouterr()
    assert main(["check", str(folder / "area")]) == 2
    said = capsys.readouterr().err
    assert "settings.csv: the table is empty; add a row for each setting" in said
    assert "teams.csv: the table is empty; add a row for each team" in said
    filled = {"settings": (8, 14), "teams": (6, 11)}
    for name, (heading_row, width) in filled.items():
        table = folder / "area" / f"{name}.csv"
        with table.open(encoding="utf-8", newline="") as file:
            headings = list(csv.reader(file))[heading_row - 1]
        assert len(headings) == width
        with (shipped("toy/area") / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        with table.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[row.get(h, "") for h in headings] for row in rows])
    assert main(["check", str(folder)]) == 0
    assert "No problems found." in capsys.readouterr().out
    out = tmp_path / "out"
    assert main(["compare", str(folder), "-o", str(out), "-q"]) == 0
    assert sorted(path.stem for path in folder.glob("*.toml")) == [
        "baseline", "clusters", "less-time", "whoever-asks",
    ]  # fmt: skip
    assert (out / "whoever-asks" / "access.csv").is_file()


def test_new_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert "nothing is overwritten" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert copy_shipped("toy", empty)
