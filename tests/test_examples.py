"""The examples that travel with the package: found by name, copied where nothing is lost."""

from pathlib import Path

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import copy_shipped, shipped, shipped_folder


def test_a_name_that_is_not_shipped_lists_those_that_are() -> None:
    assert shipped("toy").is_dir()
    with pytest.raises(ScenarioError, match=r"toy/baseline\.toml"):
        shipped("toy/base.toml")


def test_a_copy_is_whole_and_without_the_readme(tmp_path: Path) -> None:
    files = copy_shipped("toy", tmp_path / "mine")
    names = {file.name for file in files}
    assert {"baseline.toml", "settings.csv", "teams.csv"} <= names
    assert "README.md" not in names
    assert (shipped_folder() / "toy" / "README.md").is_file()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    with pytest.raises(ScenarioError, match="not empty, and nothing is overwritten"):
        copy_shipped("toy", tmp_path / "mine")
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_beside_an_imported_area_only_scenarios_are_put_and_drive_on_its_roads(
    tmp_path: Path,
) -> None:
    area = tmp_path / "mine" / "area"
    area.mkdir(parents=True)
    (area / "settings.csv").write_text("setting_id\n")
    (area / "roads.gpkg").write_bytes(b"")
    files = copy_shipped("start", tmp_path / "mine")
    assert {file.suffix for file in files} == {".toml"}
    assert (area / "settings.csv").read_text() == "setting_id\n"
    base = (tmp_path / "mine" / "baseline.toml").read_text("utf-8")
    assert 'roads = "area/roads.gpkg"' in base
