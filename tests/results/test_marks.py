"""A workbook and a map are ours by what they say of themselves, not by their name."""

import shutil
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import shipped

BASELINE = str(shipped("toy/baseline.toml"))

pytestmark = pytest.mark.solver


@pytest.mark.parametrize("name", ["plan.xlsx", "map.gpkg"])
def test_a_file_of_the_users_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / name).write_bytes(b"PK mine")
    assert main(["compare", BASELINE, "-o", str(tmp_path), "-q"]) == 2
    assert f"{name} is a file that no run wrote" in capsys.readouterr().err
    assert (tmp_path / name).read_bytes() == b"PK mine"


def test_our_own_are_replaced(tmp_path: Path) -> None:
    for command in ("compare", "compare"):
        assert main([command, BASELINE, "-o", str(tmp_path), "-q"]) == 0
    for _ in range(2):
        assert main(["run", BASELINE, "-o", str(tmp_path), "-q"]) == 0
    assert {"plan.xlsx", "map.gpkg"} <= {p.name for p in (tmp_path / "baseline").iterdir()}


def test_another_workbook_of_that_name_in_a_result_folder_stays_ours_to_replace(
    tmp_path: Path,
) -> None:
    """A result folder is known by its plan.json; what is in it by the names that a run writes."""
    assert main(["run", BASELINE, "-o", str(tmp_path), "-q"]) == 0
    shutil.copy(tmp_path / "baseline" / "plan.xlsx", tmp_path / "baseline" / "mine.xlsx")
    assert main(["run", BASELINE, "-o", str(tmp_path), "-q"]) == 2
    assert (tmp_path / "baseline" / "mine.xlsx").is_file()
