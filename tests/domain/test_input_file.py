"""Files that were read, known by their content; a shapefile with all that belongs to it."""

import hashlib
from pathlib import Path

from experts_at_hand.domain.input_file import input_file, input_files


def test_by_content() -> None:
    found = input_file(Path("x.csv"), b"abc")
    assert found.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert found == input_file(Path("x.csv"), b"abc") != input_file(Path("x.csv"), b"abd")


def test_a_shapefile_comes_with_its_sidecars(tmp_path: Path) -> None:
    for end in ("shp", "dbf", "prj", "txt"):
        (tmp_path / f"map.{end}").write_text(end)
    found = input_files(tmp_path / "map.shp")
    assert [file.path.suffix for file in found] == [".shp", ".dbf", ".prj"]


def test_a_folder_has_no_content_of_its_own(tmp_path: Path) -> None:
    assert input_files(tmp_path) == ()
