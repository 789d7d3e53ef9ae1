"""A table of journeys, long or wide, as labelled arrays; every bad cell is named."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.input_file import InputFile
from experts_at_hand.errors import DataError
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import Headings, plain
from experts_at_hand.tables.table import Table
from experts_at_hand.tables.text_file import read_csv
from experts_at_hand.tables.values import is_missing, number_of, whole_id
from experts_at_hand.tables.workbook import ENDINGS, read_workbook

LONG = ("from_id", "to_id")

LONG_HEADINGS = Headings(
    required=LONG,
    optional=("minutes", "miles"),
    others={
        "from": "from_id", "origin": "from_id", "origin_id": "from_id", "orig_id": "from_id",
        "to": "to_id", "destination": "to_id", "destination_id": "to_id", "dest_id": "to_id",
        "mins": "minutes", "travel_time": "minutes", "travel_minutes": "minutes",
        "distance_miles": "miles",
    },
    first="origin",
)  # fmt: skip
"""Words of a long table, and those that routing tools write for them."""

LONGEST = {"minutes": 720.0, "miles": 900.0}
"""No drive in Great Britain is longer: Land's End to John o' Groats is 840 miles, some 15 hours
without a break, and no day's work holds half of it. What is beyond is another unit, or a number
that a tool writes where there is no way, such as 9999, 65535, 2147483647 or 4294967295."""

OTHER_UNIT = {"minutes": "are these seconds?", "miles": "are these metres or kilometres?"}


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
    notes
        What was done with the table on the way.
    """

    input: InputFile
    ids: tuple[str, ...]
    minutes: FloatArray
    miles: FloatArray | None = None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a message calls the file."""
        return self.input.path.name


def read_matrix_file(path: Path, quantity: str) -> MatrixFile:
    """Read a long or a wide table.

    Parameters
    ----------
    path
        A CSV file, UTF-8 with or without a byte order mark, or cp1252; or the first sheet of a
        workbook.
    quantity
        ``minutes`` or ``miles``: the column wanted of a long table.

    Raises
    ------
    DataError
        If it cannot be read; every bad cell is listed with its row and column.
    """
    findings = Findings()
    if not path.is_file():
        cure = "name a CSV file of journeys, relative to the scenario file"
        raise DataError(path.name, [f"found no file {path}; {cure}"])
    if path.suffix.casefold() in ENDINGS:
        table = read_workbook(path, {"": LONG_HEADINGS}, findings).get("")
    else:
        table = read_csv(path, findings, LONG_HEADINGS)
    findings.raise_if_any(path.name)
    assert table is not None  # noqa: S101 - a table that cannot be read is a problem
    if not table.rows:
        raise DataError(path.name, ["there are no journeys; add a row for each origin"])
    words = [plain(heading) for heading in table.header]
    header = [LONG_HEADINGS.others.get(word, word) for word in words]
    if all(word in header for word in LONG):
        found = _long(table, header, quantity, findings)
    else:
        found = _wide(table, quantity, findings)
    findings.raise_if_any(path.name)
    if _has_decimal_ids(table):
        findings.note(f"{path.name}: ids with decimals were read as whole, such as 1.0 as 1")
    ids, minutes, miles = found
    return MatrixFile(
        input=findings.inputs[0],
        ids=ids,
        minutes=minutes,
        miles=miles,
        notes=(*findings.doubts, *findings.notes),
    )


def _has_decimal_ids(table: Table) -> bool:
    cells = (row.cells[0] for row in table.rows)
    return any(whole_id(cell) != cell for cell in (*table.header, *cells))


class _Cells:
    """Reads numbers of journeys; what is none is a problem."""

    def __init__(self, table: Table, findings: Findings) -> None:
        self._file = table.file
        self._findings = findings

    def number(self, row: int, column: str, cell: str, quantity: str) -> float:
        """Return minutes or miles, ``nan`` where blank; what is no such number is a problem."""
        if is_missing(cell):
            return math.nan
        try:
            value = float(cell) if "_" not in cell else math.nan
        except ValueError:
            value = math.nan
        if 0 <= value <= LONGEST[quantity] or value == math.inf:
            return value
        self._refuse(row, column, cell, value, quantity)
        return math.nan

    def _refuse(self, row: int, column: str, cell: str, value: float, quantity: str) -> None:
        if value > LONGEST[quantity]:
            found = f"found {cell!r}, more {quantity} than any drive takes"
            cure = f"write inf where there is no way; {OTHER_UNIT[quantity]}"
        else:
            reading = number_of(cell, "measure")
            fault = "negative" if value < 0 else "not a number"
            if isinstance(reading, str) and "comma" in reading:
                fault = "which may be read in two ways"
            found = f"found {cell!r}, {fault}"
            cure = "write 0 or more with a decimal point, or inf where there is no way"
        self._findings.problem(self._file, row=row, column=column, found=found, cure=cure)


_Arrays = tuple[tuple[str, ...], FloatArray, FloatArray | None]


def _long(table: Table, header: Sequence[str], quantity: str, findings: Findings) -> _Arrays:
    if quantity not in header:
        findings.problem(
            table.file,
            row=table.heading_row,
            found=f"there is no column {quantity!r}",
            cure="add it beside from_id, to_id",
        )
        return (), np.zeros((0, 0)), None
    cells = _Cells(table, findings)
    origin, target, wanted = (header.index(word) for word in (*LONG, quantity))
    further = header.index("miles") if quantity == "minutes" and "miles" in header else None
    index: dict[str, int] = {}
    rows: list[tuple[int, int, int, float, float]] = []
    for row in table.rows:
        ends = whole_id(row.cells[origin]), whole_id(row.cells[target])
        if any(is_missing(end) for end in ends):
            found = "found a blank id"
            findings.problem(
                table.file, row=row.number, found=found, cure="fill in from_id and to_id"
            )
            continue
        i, j = (index.setdefault(id_, len(index)) for id_ in ends)
        value = cells.number(row.number, quantity, row.cells[wanted], quantity)
        if is_missing(row.cells[wanted]):
            findings.problem(
                table.file,
                row=row.number,
                column=quantity,
                found="found a blank",
                cure="write a number, or inf where there is no way",
            )
        extra = math.nan
        if further is not None:
            extra = cells.number(row.number, "miles", row.cells[further], "miles")
        rows.append((row.number, i, j, value, extra))
    minutes = np.full((len(index), len(index)), np.nan)
    miles = np.full_like(minutes, np.nan)
    first: dict[tuple[int, int], int] = {}
    ids = tuple(index)
    for number, i, j, value, extra in rows:
        if first.setdefault((i, j), number) != number:
            findings.problem(
                table.file,
                row=number,
                found=f"the journey from {ids[i]} to {ids[j]} stands in row {first[i, j]} already",
                cure="keep one",
            )
        minutes[i, j], miles[i, j] = value, extra
    if further is None or np.isnan(miles[~np.isnan(minutes)]).all():
        return ids, minutes, None
    miles[np.isinf(minutes)] = np.inf
    return ids, minutes, miles


def _wide(table: Table, quantity: str, findings: Findings) -> _Arrays:
    cells = _Cells(table, findings)
    destinations = [whole_id(heading) for heading in table.header[1:]]
    if not destinations:
        findings.problem(
            table.file,
            row=table.heading_row,
            found="neither the headings from_id, to_id, minutes nor ids of destinations",
            cure="write one of the two",
        )
    index = {id_: i for i, id_ in enumerate(dict.fromkeys(destinations))}
    first: dict[str, int] = {}
    rows: list[tuple[str, list[float]]] = []
    for row in table.rows:
        origin = whole_id(row.cells[0])
        if is_missing(origin):
            cure = "write its id in the first column"
            findings.problem(table.file, row=row.number, found="found no origin", cure=cure)
            continue
        if first.setdefault(origin, row.number) != row.number:
            found = f"the origin {origin} stands in row {first[origin]} already"
            findings.problem(table.file, row=row.number, found=found, cure="keep one")
        index.setdefault(origin, len(index))
        values = [
            cells.number(row.number, heading, cell, quantity)
            for heading, cell in zip(table.header[1:], row.cells[1:], strict=True)
        ]
        rows.append((origin, values))
    matrix = np.full((len(index), len(index)), np.nan)
    for origin, values in rows:
        matrix[index[origin], : len(values)] = values
    return tuple(index), matrix, None
