"""A CSV table of journeys, long or wide, as labelled arrays; every bad cell is named."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.input_file import InputFile, input_file
from experts_at_hand.errors import DataError

LONG = ("from_id", "to_id")
SHOWN = 20
"""How many problems of one file are listed before the rest are counted."""


@dataclass(frozen=True, eq=False, kw_only=True)
class MatrixFile:
    """Journeys between ids.

    Parameters
    ----------
    input
        The file as it was read.
    ids
        Every id that stands in it, in order of appearance.
    minutes
        Origins x destinations; ``nan`` where the file says nothing, ``inf`` where there is no way.
        Miles, for a file of miles.
    miles
        The same for the column miles of a long table; ``None`` if it has none.
    """

    input: InputFile
    ids: tuple[str, ...]
    minutes: FloatArray
    miles: FloatArray | None = None

    @property
    def name(self) -> str:
        """What a message calls the file."""
        return self.input.path.name


class _Problems:
    """Collects what is wrong; nothing is raised before the whole file has been looked at."""

    def __init__(self) -> None:
        self.listed: list[str] = []
        self.count = 0

    def add(self, problem: str) -> None:
        self.count += 1
        if self.count <= SHOWN:
            self.listed.append(problem)

    def raise_if_any(self, name: str) -> None:
        if self.count > SHOWN:
            self.listed.append(f"and {self.count - SHOWN:,} more of the like")
        if self.count:
            raise DataError(name, self.listed)

    def number(self, row: int, column: str, cell: str) -> float:
        """Return minutes or miles, ``nan`` where blank; what is no such number is a problem."""
        text = cell.strip()
        if not text:
            return math.nan
        try:
            value = float(text) if "_" not in text else math.nan
        except ValueError:
            value = math.nan
        if not value >= 0:
            fault = "negative" if value < 0 else "not a number"
            self.add(
                f"row {row}, column {column}: found {cell!r}, {fault}; "
                "write 0 or more, or inf where there is no way"
            )
            return math.nan
        return value


def read_matrix_file(path: Path, quantity: str) -> MatrixFile:
    """Read a long or a wide table.

    Parameters
    ----------
    path
        A CSV file, UTF-8 with or without a byte order mark, or cp1252.
    quantity
        ``minutes`` or ``miles``: the column wanted of a long table.

    Raises
    ------
    DataError
        If it cannot be read; every bad cell is listed with its row and column.
    """
    lines, read = _lines(path)
    header = [cell.strip() for cell in lines[0]] if lines else []
    plain = [heading.casefold() for heading in header]
    body = [(row, cells) for row, cells in enumerate(lines[1:], start=2) if any(cells)]
    if not body:
        raise DataError(path.name, ["there are no journeys; add a row for each origin"])
    if all(word in plain for word in LONG):
        if quantity not in plain:
            raise DataError(
                path.name, [f"row 1: there is no column {quantity!r}; add it beside from_id, to_id"]
            )
        return _long(read, plain, body, quantity)
    return _wide(read, header, body)


def _lines(path: Path) -> tuple[list[list[str]], InputFile]:
    try:
        content = path.read_bytes()
    except OSError as refusal:
        cure = "name a CSV file of journeys, relative to the scenario file"
        raise DataError(path.name, [f"cannot be opened ({refusal.strerror}); {cure}"]) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if content.startswith(b"PK\x03\x04") or "\0" in text:
        raise DataError(
            path.name, ["this is no CSV text; save the table as 'CSV UTF-8 (comma delimited)'"]
        )
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as mistake:
        raise DataError(
            path.name, [f"a cell cannot be read ({mistake}); save the table as CSV again"]
        ) from None
    return lines, input_file(path, content)


def _long(
    read: InputFile, header: Sequence[str], body: Sequence[tuple[int, list[str]]], quantity: str
) -> MatrixFile:
    problems = _Problems()
    origin, target, wanted = (header.index(word) for word in (*LONG, quantity))
    further = header.index("miles") if quantity == "minutes" and "miles" in header else None
    index: dict[str, int] = {}
    rows: list[tuple[int, int, int, float, float]] = []
    for row, cells in body:
        padded = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
        ends = padded[origin], padded[target]
        if not all(ends):
            problems.add(f"row {row}: found a blank id; fill in from_id and to_id")
            continue
        i, j = (index.setdefault(id_, len(index)) for id_ in ends)
        value = problems.number(row, quantity, padded[wanted])
        if math.isnan(value) and not padded[wanted]:
            problems.add(f"row {row}, column {quantity}: found a blank; write a number, or inf")
        extra = math.nan if further is None else problems.number(row, "miles", padded[further])
        rows.append((row, i, j, value, extra))
    minutes = np.full((len(index), len(index)), np.nan)
    miles = np.full_like(minutes, np.nan)
    first: dict[tuple[int, int], int] = {}
    ids = tuple(index)
    for row, i, j, value, extra in rows:
        if first.setdefault((i, j), row) != row:
            problems.add(
                f"row {row}: the journey from {ids[i]} to {ids[j]} stands in row {first[i, j]} "
                "already; keep one"
            )
        minutes[i, j], miles[i, j] = value, extra
    problems.raise_if_any(read.path.name)
    if further is None or np.isnan(miles[~np.isnan(minutes)]).all():
        return MatrixFile(input=read, ids=ids, minutes=minutes)
    miles[np.isinf(minutes)] = np.inf
    return MatrixFile(input=read, ids=ids, minutes=minutes, miles=miles)


def _wide(
    read: InputFile, header: Sequence[str], body: Sequence[tuple[int, list[str]]]
) -> MatrixFile:
    problems = _Problems()
    destinations = [heading for heading in header[1:] if heading]
    if not destinations:
        problems.add(
            "row 1: neither the headings from_id, to_id, minutes nor ids of destinations; "
            "write one of the two"
        )
    for id_ in dict.fromkeys(destinations):
        if destinations.count(id_) > 1:
            problems.add(f"row 1: the destination {id_} stands twice; keep one column")
    index = {id_: i for i, id_ in enumerate(dict.fromkeys(destinations))}
    first: dict[str, int] = {}
    cells_of: list[tuple[int, str, list[float]]] = []
    for row, cells in body:
        origin = cells[0].strip()
        if not origin:
            problems.add(f"row {row}: found no origin; write its id in the first column")
            continue
        if first.setdefault(origin, row) != row:
            problems.add(f"row {row}: the origin {origin} stands in row {first[origin]} already")
        index.setdefault(origin, len(index))
        padded = cells[1:] + [""] * (len(header) - len(cells))
        values = [
            problems.number(row, heading, cell)
            for heading, cell in zip(header[1:], padded, strict=False)
            if heading
        ]
        cells_of.append((row, origin, values))
    problems.raise_if_any(read.path.name)
    matrix = np.full((len(index), len(index)), np.nan)
    for _, origin, values in cells_of:
        matrix[index[origin], : len(values)] = values
    return MatrixFile(input=read, ids=tuple(index), minutes=matrix)
