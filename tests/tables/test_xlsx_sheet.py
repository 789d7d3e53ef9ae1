"""Cells of a sheet: what they show, what is hidden or merged, and what costs nothing."""

import datetime as dt
import tracemalloc
from pathlib import Path

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.workbook import read_workbook
from tests.tables.test_workbook import book, read


def test_cells_are_text_as_shown(tmp_path: Path) -> None:
    """0.29 is stored with 17 digits, 1.0 is shown as 1, 002 was typed as text."""
    table, findings = read(book(tmp_path))
    assert table is not None
    assert [row.cells for row in table.rows] == [
        ("1", "Oak", "0.29"), ("002", "Elm", "1"), ("3", "Ash & Co <North>", "-2.5e-07"),
    ]  # fmt: skip
    assert not findings.problems
    assert findings.doubts == findings.notes == []


def test_formats_count_where_they_change_what_is_meant(tmp_path: Path) -> None:
    """The format 000000 shows zeros; a date is a date; an error is an error."""

    def change(sheet: Worksheet) -> None:
        sheet["A2"] = 1234
        sheet["A2"].number_format = "000000"
        sheet["B2"] = dt.date(2026, 3, 1)
        sheet["B3"] = "#N/A"
        sheet["B3"].data_type = "e"
        sheet["B4"] = True

    table, _ = read(book(tmp_path, change))
    assert table is not None
    assert table.column("setting_id")[0] == "001234"
    assert table.column("name") == ["2026-03-01", "#N/A", "TRUE"]


def test_what_is_hidden_or_merged_is_said(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.merge_cells("C2:C3")
        sheet.parent.create_sheet("shown")
        sheet.sheet_state = "hidden"

    _, findings = read(book(tmp_path, change))
    assert findings.doubts == [
        "b.xlsx, sheet settings: the sheet is hidden, and was read",
        "b.xlsx, sheet settings: 1 row hidden by a filter or by hand was read (row 3); delete "
        "rows that are not meant",
    ]
    assert findings.notes == ["b.xlsx, sheet settings: hidden columns were read: C"]
    (problem,) = findings.listed()
    assert "the cells C2:C3 are merged" in problem


def test_a_merged_title_above_the_table_is_no_matter(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "Schools"
        sheet.merge_cells("A1:C1")

    path = book(tmp_path, change)
    findings = Findings()
    from experts_at_hand.tables.headings import Headings

    words = Headings(required=("setting_id", "name"))
    table = read_workbook(path, {"settings": words}, findings)["settings"]
    assert findings.problems == []
    assert table.numbers == [3, 4, 5]


def test_a_formatted_cell_in_the_last_row_costs_nothing(tmp_path: Path) -> None:
    """A million empty rows are not walked through: a few megabytes, where it was gigabytes."""

    def change(sheet: Worksheet) -> None:
        sheet.cell(row=1_048_576, column=1).font = Font(bold=True)

    path = book(tmp_path, change)
    tracemalloc.start()
    table, findings = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert table is not None
    assert len(table.rows) == 3
    assert findings.problems == []
    assert peak < 20_000_000
