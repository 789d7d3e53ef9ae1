"""Workbooks: what cells do not say by themselves, and files that are damaged or far too large."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
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
