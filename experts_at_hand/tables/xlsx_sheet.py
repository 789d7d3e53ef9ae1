"""One sheet of an .xlsx file as lines of text, with what its cells do not say by themselves."""

import datetime as dt
import gc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from experts_at_hand.tables.xlsx_parts import (
    BrokenWorkbookError,
    SheetPart,
    WorkbookParts,
    parse_part,
    unescaped,
)

EXACT = 1e15
"""Whole numbers below this are exact in a spreadsheet, and written without a decimal point."""

DIGITS = 15
"""Whole numbers of fewer digits are taken over as they are written."""

WIDEST = 16_384
"""Columns of a sheet at most, by the format."""


@dataclass(slots=True)
class Sheet:
    """What a sheet holds.

    Parameters
    ----------
    rows
        Text by column position, by row number; only cells that hold a value.
    hidden_rows
        Rows that are not shown, by a filter or by hand.
    hidden_columns
        First and last position of columns that are not shown.
    merged
        Ranges that were merged, as (first row, first column, last row, last column).
    unsaved
        Formulas without a stored value, as (row, column).
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsaved: list[tuple[int, int]] = field(default_factory=list)


def read_sheet(archive: zipfile.ZipFile, sheet: SheetPart, parts: WorkbookParts) -> Sheet:
    """Read a sheet, every cell as text.

    Raises
    ------
    BrokenWorkbookError
        If it is damaged.
    """
    reader = _Reader(parts)
    with _no_collection():
        parse_part(archive, sheet.part, start=reader.start, end=reader.end, text=reader.text)
    return reader.sheet


@contextmanager
def _no_collection() -> Iterator[None]:
    """Collect no garbage while a million small texts are made, none of which is any: a sixth."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class _Reader:
    """Told of every element of a sheet, and keeps what counts."""

    def __init__(self, parts: WorkbookParts) -> None:
        self.sheet = Sheet()
        self._parts = parts
        self._row = 0
        self._column = -1
        self._cells: dict[int, str] = {}
        self._kind = "n"
        self._style = "0"
        self._columns: dict[str, int] = {}
        self._formats: dict[str, tuple[bool, int]] = {}
        self._formula = False
        self._listening = False
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in {"v", "t", "is"}:
            pass
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self._formula = True
            self._listening = False
        elif name == "rPh":
            self._listening = False
        elif name == "mergeCell":
            self.sheet.merged.append(_range(attributes.get("ref", "A1")))
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            ends = int(attributes["min"]) - 1, int(attributes["max"]) - 1
            self.sheet.hidden_columns.append(ends)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if "r" in attributes:
            letters = attributes["r"].rstrip("0123456789")
            at = self._columns.get(letters)
            if at is None:
                at = self._columns[letters] = _column(letters, self._column)
            self._column = at
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._formula = False
        self._listening = True
        self._pieces = []

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = -1
        self._cells = {}
        if attributes.get("hidden") in {"1", "true"}:
            self.sheet.hidden_rows.add(self._row)

    def text(self, data: str) -> None:
        if self._listening:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        if name == "c":
            self._listening = False
            if self._pieces:
                pieces = self._pieces
                value = self._value(pieces[0] if len(pieces) == 1 else "".join(pieces))
                if value:
                    self._cells[self._column] = value
            elif self._formula:
                self.sheet.unsaved.append((self._row, self._column))
        elif name in {"f", "rPh"}:
            self._listening = True
        elif name == "row" and self._cells:
            self.sheet.rows[self._row] = self._cells

    def _value(self, raw: str) -> str:
        """Return the text of a cell, close to what the spreadsheet shows."""
        if self._kind == "n":
            return self._number(raw)
        if self._kind == "s":
            number = int(raw)
            if not 0 <= number < len(self._parts.texts):
                raise ValueError(f"a cell refers to the shared text {number}, which there is not")
            return self._parts.texts[number]
        if self._kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return unescaped(raw)

    def _number(self, raw: str) -> str:
        found = self._formats.get(self._style)
        date, zeros = self._format() if found is None else found
        if not (date or zeros) and raw.isdecimal() and raw[0] != "0" and len(raw) < DIGITS:
            return raw
        value = float(raw)
        if date:
            return _date(value, since_1904=self._parts.since_1904)
        if value.is_integer() and abs(value) < EXACT:
            return str(int(value)).zfill(zeros)
        return repr(value)

    def _format(self) -> tuple[bool, int]:
        """Return whether the cell's style shows a date, and how many digits at least."""
        number, known = int(self._style), len(self._parts.dates)
        shown = (
            (self._parts.dates[number], self._parts.zeros[number]) if number < known else (False, 0)
        )
        self._formats[self._style] = shown
        return shown


def _date(days: float, *, since_1904: bool) -> str:
    """Return a date as ISO text; a bare time, or a day that is none, stays a number."""
    first = dt.datetime(1904, 1, 1) if since_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001
    if not 1 <= days < 2_958_466:  # noqa: PLR2004 - the year 9999
        return repr(days)
    moment = first + dt.timedelta(days=days)
    return moment.date().isoformat() if days.is_integer() else moment.isoformat(timespec="seconds")


def _column(reference: str, otherwise: int) -> int:
    """Return the position of a cell's column by its name, such as AB12."""
    position = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        position = 26 * position + ord(letter) - ord("A") + 1
    if position > WIDEST:
        raise BrokenWorkbookError("names a cell that no sheet has", "save it again as .xlsx")
    return position - 1 if position else otherwise


def _range(reference: str) -> tuple[int, int, int, int]:
    """Return rows and columns of a range such as A1:B3."""
    first, _, last = reference.partition(":")
    ends = []
    for name in (first, last or first):
        digits = "".join(letter for letter in name if letter.isdigit())
        ends += [int(digits), _column(name, 0)]
    return ends[0], ends[1], ends[2], ends[3]
