"""The folder of an area: which files are read, and what is no folder of tables."""

from pathlib import Path

import openpyxl
import pytest

from experts_at_hand.errors import DataError
from experts_at_hand.examples import shipped
from experts_at_hand.sources import Tidy
from tests.sources.test_tidy import SETTINGS, TEAMS, folder_with


def test_one_workbook_with_two_sheets(tmp_path: Path) -> None:
    """The same area as from CSV; an id typed as text keeps its zeros."""
    book = openpyxl.Workbook()
    sheets = {"Settings": SETTINGS, "teams": TEAMS}
    book.remove(book.worksheets[0])
    for title, text in sheets.items():
        sheet = book.create_sheet(title)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "area.xlsx")
    from_book = Tidy().read(tmp_path)
    csv_folder = tmp_path / "csv"
    csv_folder.mkdir()
    from_text = Tidy().read(folder_with(csv_folder))
    assert from_book.settings == from_text.settings
    assert from_book.teams == from_text.teams
    assert Tidy().read(tmp_path / "area.xlsx").settings == from_text.settings


def test_files_of_another_kind_or_missing(tmp_path: Path) -> None:
    folder_with(tmp_path)
    (tmp_path / "settings.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(DataError, match="a workbook under the name of a CSV file"):
        Tidy().read(tmp_path)
    (tmp_path / "settings.csv").unlink()
    with pytest.raises(DataError, match=r"settings\.csv: missing"):
        Tidy().read(tmp_path)
    with pytest.raises(DataError, match="there is no such folder"):
        Tidy().read(tmp_path / "nowhere")
    (tmp_path / "fake.xlsx").write_text("no workbook", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be opened as a workbook"):
        Tidy().read(tmp_path / "fake.xlsx")


def test_files_are_those_that_are_read() -> None:
    """What provenance hashes: both tables and about.toml."""
    names = [file.path.name for file in Tidy().read(shipped("toy/area")).inputs]
    assert names == ["settings.csv", "teams.csv", "about.toml"]
