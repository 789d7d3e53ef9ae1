"""Workbooks: what cells do not say by themselves, and files that are damaged or far too large."""

import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.table import Table
from experts_at_hand.tables.workbook import read_workbook

ROWS = [
    ["setting_id", "name", "wte"],
    [1, "Oak", 0.29],
    ["002", "Elm", 1.0],
    [3, "Ash & Co <North>", -2.5e-7],
]


def book(folder: Path, change: Callable[[Worksheet], Any] | None = None) -> Path:
    """Write a workbook, changed at will."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "settings"
    for row in ROWS:
        sheet.append(row)
    if change is not None:
        change(sheet)
    made.save(folder / "b.xlsx")
    return folder / "b.xlsx"


def read(path: Path) -> tuple[Table | None, Findings]:
    findings = Findings()
    return read_workbook(path, {"settings": None}, findings).get("settings"), findings


def put(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of an archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


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


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        ("xl/worksheets/sheet1.xml", cut, "is damaged in its part xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", cut, "is damaged in its part xl/workbook.xml"),
        ("xl/styles.xml", cut, "is damaged in its part xl/styles.xml"),
        (
            "xl/worksheets/sheet1.xml",
            lambda c: c.replace(b't="n"', b't="s"'),
            "refers to the shared text",
        ),
        (
            "xl/workbook.xml",
            lambda c: c.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
            "Strict Open XML Spreadsheet; save it as Excel Workbook",
        ),
        (
            "xl/worksheets/sheet1.xml",
            lambda c: c.replace(b'r="A2"', b'r="ZZZZ2"'),
            "names a cell that no sheet has",
        ),
    ],
)
def test_damaged_files_are_one_refusal(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes], words: str
) -> None:
    _, findings = read(put(book(tmp_path), part, change))
    (problem,) = findings.listed()
    assert problem.startswith("b.xlsx: cannot be read as a workbook: it ")
    assert words in problem


def test_styles_that_other_programs_write_are_no_matter(tmp_path: Path) -> None:
    """An empty fill stopped openpyxl; only formats of numbers are looked at."""
    path = put(
        book(tmp_path), "xl/styles.xml", lambda c: c.replace(b"<fills", b"<fills><fill/></fills><x")
    )
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml")
    fixed = styles.replace(b"</fills>", b"</x>").replace(b"<fill/></x>", b"<fill/></fills>", 1)
    table, findings = read(put(path, "xl/styles.xml", lambda _: fixed))
    assert findings.problems == []
    assert table is not None


def test_shared_texts_with_formats_readings_and_escapes(tmp_path: Path) -> None:
    """As Excel writes them: pieces of one text in several fonts are one, readings are left out."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rel}"><workbookPr date1904="1"/><sheets>'
        '<sheet name=" Settings " sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id='rId1' "
        f"Type='{rel}/worksheet' Target='/xl/worksheets/s.xml'/></Relationships>",
        "xl/sharedStrings.xml": f"<sst {main}><si><t>na</t></si><si><r><t>No</t></r><r>"
        "<t>rth</t></r><rPh><t>reading</t></rPh></si><si><t>a_x000A_b</t></si></sst>",
        "xl/styles.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>",
        "xl/worksheets/s.xml": f"<worksheet {main}><sheetData><row r='1'>"
        "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c t='s'><v>2</v></c></row>"
        "<row><c t='n'><v>1</v></c><c s='1'><v>1</v></c><c t='b'><v>0</v></c></row>"
        "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    table, findings = read(tmp_path / "b.xlsx")
    assert findings.problems == []
    assert table is not None
    assert table.header == ("na", "North", "a\nb")
    assert table.rows[0].cells == ("1", "1904-01-02", "FALSE")


@pytest.mark.once
def test_a_sheet_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    """600 MB of blanks pack to half a megabyte."""
    path = book(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            for _ in range(600):
                stream.write(b" " * 1_000_000)
    _, findings = read(path)
    assert "unpacks to more than 500 MB" in findings.listed()[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no workbook", "cannot be opened as a workbook"),
        (b"\xd0\xcf\x11\xe0 and more", "it has a password or is of an older kind"),
        (b"", "cannot be opened as a workbook"),
    ],
)
def test_files_of_another_kind(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "b.xlsx").write_bytes(content)
    _, findings = read(tmp_path / "b.xlsx")
    assert words in findings.listed()[0]


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    (tmp_path / "b.xlsx").write_bytes(memory.getvalue())
    _, findings = read(tmp_path / "b.xlsx")
    assert "it holds no workbook" in findings.listed()[0]
