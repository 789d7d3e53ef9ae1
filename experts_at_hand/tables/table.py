"""A table as text: headings, and rows that know where they stand in the file."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from experts_at_hand.tables.findings import Findings, count_of, row_ranges
from experts_at_hand.tables.headings import Headings, heading_row
from experts_at_hand.tables.values import clean

FEW_COLUMNS = 3
"""With fewer columns a row of one cell may well be a row of the table."""

_REMARK = re.compile(
    r"(sources?|notes?|footnotes?|contains|copyright)\s*(:|\d|-)|[*\u00a9]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row that is not empty.

    Parameters
    ----------
    number
        As a spreadsheet counts, the first line of the file being row 1.
    cells
        As many as there are columns, without blanks at either end.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as text.

    Parameters
    ----------
    file
        What a message calls it: the file, or the workbook and its sheet.
    header
        The headings, each once; words of the data contract where it knows them.
    rows
        In their order; rows without any text are left out.
    heading_row
        Where the headings stand.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    heading_row: int = 1

    def column(self, heading: str) -> list[str]:
        """Return the cells of a column in the order of the rows; blanks if there is none such."""
        if heading not in self.header:
            return [""] * len(self.rows)
        at = self.header.index(heading)
        return [row.cells[at] for row in self.rows]

    @property
    def numbers(self) -> list[int]:
        """Row numbers as a spreadsheet shows them."""
        return [row.number for row in self.rows]


def table_of(
    file: str,
    lines: Iterable[tuple[int, Sequence[str]]],
    findings: Findings,
    headings: Headings | None = None,
) -> Table:
    """Make a table of numbered lines of cells; say what does not fit.

    Parameters
    ----------
    file
        What a message calls it.
    lines
        Number and cells of each line; lines may be shorter than the header, as spreadsheets leave
        blank ends out, and empty lines may be left out.
    findings
        Where problems and notes go.
    headings
        Words by which the row of headings is known; the first line unless given.
    """
    cleaned = ((number, [clean(cell) for cell in line]) for number, line in lines)
    numbered = [(number, cells) for number, cells in cleaned if any(cells)]
    at = heading_row([cells for _, cells in numbered], headings) if headings else 0
    number_of_head, header = numbered[at] if numbered else (1, [])
    if headings and header and not header[0]:
        header = [headings.first, *header[1:]]
    if at:
        above = row_ranges(number for number, _ in numbered[:at])
        findings.note(
            f"{file}: the headings stand in row {number_of_head}; {above} above them "
            f"{'was' if at == 1 else 'were'} not read"
        )
    named = [position for position, heading in enumerate(header) if heading]
    rows = _without_remarks(file, numbered[at + 1 :], named, findings)
    _check_headings(file, number_of_head, [header[position] for position in named], findings)
    _say_stray(file, number_of_head, rows, set(named), findings)
    last = rows[-1][0] if rows else number_of_head
    empty = last - number_of_head - len(rows)
    if empty:
        were = "was" if empty == 1 else "were"
        findings.note(f"{file}: {count_of(empty, 'empty row')} {were} skipped")
    whole = named == list(range(len(named)))
    return Table(
        file=file,
        header=tuple(header[position] for position in named),
        rows=tuple(
            Row(number=number, cells=_cells_at(cells, named, whole=whole)) for number, cells in rows
        ),
        heading_row=number_of_head,
    )


def _say_stray(
    file: str,
    head: int,
    rows: list[tuple[int, list[str]]],
    named: set[int],
    findings: Findings,
) -> None:
    """Name cells beyond the last heading, or under none: a decimal comma makes such."""
    whole = named == set(range(len(named)))
    for number, cells in rows:
        if whole and len(cells) <= len(named):
            continue
        stray = next((p for p, cell in enumerate(cells) if cell and p not in named), None)
        if stray is not None:
            findings.problem(
                file,
                row=number,
                column=column_letters(stray),
                found=f"found {cells[stray]!r} under no heading",
                cure=f"name the column in row {head} or empty the cell; a text or a number that "
                "holds a comma stands in double quotes",
            )


def _cells_at(cells: list[str], named: list[int], *, whole: bool) -> tuple[str, ...]:
    """Return the cells under the headings, blanks where the line is shorter."""
    if whole and len(cells) >= len(named):
        return tuple(cells[: len(named)])
    return tuple(cells[p] if p < len(cells) else "" for p in named)


def _without_remarks(
    file: str, rows: list[tuple[int, list[str]]], named: list[int], findings: Findings
) -> list[tuple[int, list[str]]]:
    """Leave out remarks below the table, such as its source: lines of one cell with a sentence."""
    if len(named) < FEW_COLUMNS:
        return rows
    end = len(rows)
    while end and _is_remark(rows[end - 1][1]):
        end -= 1
    if end < len(rows):
        where = row_ranges(number for number, _ in rows[end:])
        findings.note(
            f"{file}: {where} below the table {'was' if len(rows) - end == 1 else 'were'} taken "
            f"for remarks ({rows[end][1][0]!r})"
        )
    return rows[:end]


def _is_remark(cells: Sequence[str]) -> bool:
    """Whether a line says something about the table; a comma in it may have made several cells."""
    if _REMARK.match(cells[0]):
        return True
    return bool(cells[0]) and (" " in cells[0] or ":" in cells[0]) and not any(cells[1:])


def _check_headings(file: str, row: int, headings: Sequence[str], findings: Findings) -> None:
    if not headings:
        findings.problem(
            file, row=row, found="no headings", cure="write the names of the columns in row 1"
        )
    times: dict[str, int] = {}
    for heading in headings:
        times[heading] = times.get(heading, 0) + 1
    for heading, count in times.items():
        if count > 1:
            findings.problem(
                file,
                row=row,
                column=heading,
                found=f"the heading stands {count} times",
                cure="keep one of the columns, or give each its own name",
            )


def column_letters(position: int) -> str:
    """Name a column as a spreadsheet does, counting from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
