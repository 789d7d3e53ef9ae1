"""Tables from the sheets of one .xlsx workbook."""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from experts_at_hand.domain.input_file import input_file
from experts_at_hand.sources.findings import Findings
from experts_at_hand.sources.tables import Table, choose_sheets, column_letters, table_of

SHARE_TOLERANCE = 1e15
"""Whole numbers below this are exact in a spreadsheet, and written without a decimal point."""


def read_workbook(path: Path, sheets: Sequence[str], findings: Findings) -> dict[str, Table]:
    """Read sheets by name, every cell as text.

    A formula counts as the value that the spreadsheet last stored for it; where none is stored,
    that is a problem and not a blank.

    Parameters
    ----------
    path
        The workbook.
    sheets
        Names wanted, in small letters; case and outer blanks of the sheet's own title are ignored.
    findings
        Where problems and notes go.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # openpyxl warns of drop-down lists and the like, which no table needs.
            warnings.simplefilter("ignore")
            content = path.read_bytes()
            book = openpyxl.load_workbook(io.BytesIO(content))
            values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as refusal:
        findings.problem(
            path.name,
            found=f"cannot be opened as a workbook ({refusal})",
            cure="close it elsewhere, or save it again as .xlsx without a password",
        )
        return {}
    findings.inputs.append(input_file(path, content))
    titles = choose_sheets(path.name, [s.title for s in book.worksheets], sheets, findings)
    tables: dict[str, Table] = {}
    for name, title in titles.items():
        file = f"{path.name}, sheet {title.strip()}"
        lines = list(_lines(file, book[title], values[title], findings))
        tables[name] = table_of(file, lines, findings)
    return tables


def _lines(file: str, sheet: Any, values: Any, findings: Findings) -> Iterator[list[str]]:  # noqa: ANN401 - untyped library
    """Cells as text from the sheet's first row on, whether used or not."""
    for number, (row, stored) in enumerate(
        zip(sheet.iter_rows(min_row=1), values.iter_rows(min_row=1), strict=True), start=1
    ):
        for at, (cell, value) in enumerate(zip(row, stored, strict=True)):
            if cell.data_type == "f" and value.value is None:
                findings.problem(
                    file,
                    row=number,
                    column=column_letters(at),
                    found=f"the formula {cell.value!r} without a stored value",
                    cure="open and save the workbook in a spreadsheet, or paste the values",
                )
        yield [_as_shown(cell) for cell in stored]


def _as_shown(cell: Any) -> str:  # noqa: ANN401 - untyped library
    """Return the cell as text, close to what the spreadsheet shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < SHARE_TOLERANCE:
        value = int(value)
    if isinstance(value, int):
        # The format 000000 shows the number 1234 as 001234: an id that was typed with zeros.
        zeros = cell.number_format if set(cell.number_format) == {"0"} else ""
        return str(value).zfill(len(zeros))
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return str(value)
