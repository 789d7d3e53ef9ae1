"""What is found while tables are read: problems that stop, doubts, and notes to know.

A doubt is possible but unlikely, such as 37.5 whole-time equivalents in one team: the report shows
doubts before everything else. A note says what was done with the data.

>>> findings = Findings()
>>> findings.problem("settings.csv", row=3, column="phase", found="found 'nursry'",
...                  cure="did you mean 'nursery' (early_years)?")
>>> print(*findings.listed())
settings.csv, row 3, column phase: found 'nursry'; did you mean 'nursery' (early_years)?
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from experts_at_hand.domain.input_file import InputFile
from experts_at_hand.errors import DataError

SHOWN = 10
"""So many rows with one and the same fault are listed one by one; more become one line that names
every row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One breach of a table's contract.

    Parameters
    ----------
    file
        The file, or the workbook and its sheet.
    row
        As a spreadsheet counts, row 1 being the header; ``None`` where the whole file is meant.
    column
        Its heading; empty where the whole row is meant.
    found
        What was found, such as ``found 'abc'``, ``found a blank`` or ``missing``.
    cure
        What to do about it, the same words for the same fault.
    """

    file: str
    row: int | None
    column: str
    found: str
    cure: str

    def __str__(self) -> str:
        row = "" if self.row is None else f", row {self.row}"
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.found}; {self.cure}"


@dataclass(slots=True)
class Findings:
    """Collects while reading; nothing is raised before everything has been looked at."""

    problems: list[Problem] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inputs: list[InputFile] = field(default_factory=list)
    placed: dict[str, int] = field(default_factory=dict)

    def problem(
        self, file: str, *, row: int | None = None, column: str = "", found: str, cure: str
    ) -> None:
        """Keep one breach, see `Problem`."""
        self.problems.append(Problem(file=file, row=row, column=column, found=found, cure=cure))

    def note(self, sentence: str) -> None:
        """Keep what a reader of the results should know about the data."""
        self.notes.append(sentence)

    def doubt(self, sentence: str) -> None:
        """Keep what is possible but looks wrong."""
        if sentence not in self.doubts:
            self.doubts.append(sentence)

    def listed(self) -> list[str]:
        """Return every problem as a sentence: file by file, row by row."""
        files = {p.file: rank for rank, p in reversed(list(enumerate(self.problems)))}
        alike: dict[tuple[str, str, str], list[Problem]] = {}
        for problem in sorted(self.problems, key=lambda p: (files[p.file], p.row or 0)):
            key = (problem.file, problem.column, problem.cure)
            alike.setdefault(key, []).append(problem)
        lines: list[tuple[int, int, str]] = []
        for group in alike.values():
            rows = sorted({p.row for p in group if p.row is not None})
            if len(rows) > SHOWN:
                lines.append((files[group[0].file], rows[0], _together(group, rows)))
            else:
                lines += [(files[p.file], p.row or 0, str(p)) for p in group]
        return [line for _, _, line in sorted(lines, key=lambda line: line[:2])]

    def raise_if_any(self, where: str) -> None:
        """Refuse the tables if anything is wrong with them.

        Raises
        ------
        DataError
            Listing every problem.
        """
        if self.problems:
            raise DataError(where, self.listed())


def _together(group: list[Problem], rows: list[int]) -> str:
    first = group[0]
    column = f", column {first.column}" if first.column else ""
    others = "the same" if len({p.found for p in group}) == 1 else "the like"
    return (
        f"{first.file}, {row_ranges(rows)} ({len(rows)} rows){column}: "
        f"{first.found} in row {first.row} and {others} in the others; {first.cure}"
    )


def row_ranges(rows: Iterable[int]) -> str:
    """Name rows briefly.

    >>> row_ranges([4])
    'row 4'
    >>> row_ranges([2, 3, 4, 9])
    'rows 2-4, 9'
    """
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    plural = len(runs) > 1 or (bool(runs) and len(runs[0]) > 1)
    return f"row{'s' if plural else ''} {', '.join(words)}"


def count_of(number: int, noun: str) -> str:
    """Say how many.

    >>> count_of(1, "row"), count_of(3, "row")
    ('1 row', '3 rows')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
