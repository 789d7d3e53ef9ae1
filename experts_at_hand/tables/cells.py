"""Cells of a table as ids, words and numbers; what cannot be read as such is a problem."""

from collections.abc import Mapping
from dataclasses import dataclass

from experts_at_hand.errors import nearest
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import plain
from experts_at_hand.tables.table import Table
from experts_at_hand.tables.values import (
    WITHHELD,
    Quantity,
    fault_of_id,
    fault_of_text,
    is_missing,
    number_of,
    whole_id,
)


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads one table column by column.

    Parameters
    ----------
    table
        The table; its headings are words of the data contract.
    findings
        Where problems and notes go.
    """

    table: Table
    findings: Findings

    def problem(self, row: int, column: str, *, found: str, cure: str) -> None:
        """Keep one breach at a cell."""
        self.findings.problem(self.table.file, row=row, column=column, found=found, cure=cure)

    def codes(self, column: str) -> list[str]:
        """Return text as `text` does, whole numbers without decimals: 1.0 is 1."""
        return [whole_id(cell) for cell in self.text(column)]

    def text(self, column: str) -> list[str]:
        """Return text, blank where a mark says that nothing is known.

        Errors of a spreadsheet are problems, and so are dates, which spreadsheets make of codes,
        in a column whose heading does not speak of dates.
        """
        dates = "date" in column or "inspect" in column
        found: list[str] = []
        blank: dict[str, int] = {}
        for row, cell in zip(self.table.numbers, self.table.column(column), strict=True):
            fault = fault_of_text(cell, dates=dates) if cell else None
            if fault:
                what, cure = fault
                self.problem(row, column, found=f"found {cell!r}, {what}", cure=cure)
            elif cell and is_missing(cell):
                blank[cell] = blank.get(cell, 0) + 1
            found.append("" if is_missing(cell) else cell)
        self._note_blanks(column, blank)
        return found

    def required(self, column: str) -> list[str]:
        """Return text that no row may leave out."""
        words = self.text(column)
        if column in self.table.header:
            cells = self.table.column(column)
            for row, cell, word in zip(self.table.numbers, cells, words, strict=True):
                if not word:
                    found = f"found {cell!r}, which stands for a blank" if cell else "found a blank"
                    self.problem(row, column, found=found, cure="fill it in")
        return words

    def ids(self, column: str, *, taken: Mapping[str, str] | None = None) -> list[str]:
        """Return ids; each may stand once, and none may be among those taken elsewhere."""
        cells = self.required(column)
        ids = [whole_id(cell) for cell in cells]
        for row, cell in zip(self.table.numbers, cells, strict=True):
            fault = fault_of_id(cell) if cell else None
            if fault and fault != fault_of_text(cell):  # that one is said already
                self.problem(row, column, found=f"found {cell!r}, {fault[0]}", cure=fault[1])
        turned = [(cell, id_) for cell, id_ in zip(cells, ids, strict=True) if cell != id_]
        if turned:
            cell, id_ = turned[0]
            many = f"{len(turned)} ids" if len(turned) > 1 else "1 id"
            self.findings.note(
                f"{self.table.file}, column {column}: {many} with decimals read as whole, such as "
                f"{cell} as {id_}"
            )
        first: dict[str, int] = {}
        for row, cell in zip(self.table.numbers, ids, strict=True):
            if cell and cell in first:
                self.problem(
                    row,
                    column,
                    found=f"found {cell!r}, which stands in row {first[cell]} already",
                    cure="keep one of the rows, or give each its own id",
                )
            elif cell and taken and cell in taken:
                self.problem(
                    row,
                    column,
                    found=f"found {cell!r}, which is the id of {taken[cell]}",
                    cure="give settings and teams different ids",
                )
            first.setdefault(cell, row)
        return ids

    def words(
        self,
        column: str,
        known: Mapping[str, str],
        *,
        noun: str,
    ) -> list[str | None]:
        """Return words of a list; capitals, blanks and hyphens do not matter.

        Parameters
        ----------
        column
            Its heading; every row needs a word.
        known
            The word that counts, by each word a user might write; what was understood is noted
            once.
        noun
            What the words are, for the message.
        """
        found: list[str | None] = []
        understood: dict[str, str] = {}
        for row, cell in zip(self.table.numbers, self.required(column), strict=True):
            word = plain(cell)
            meant = known.get(word)
            found.append(meant)
            if meant is not None and meant != word:
                understood.setdefault(cell, meant)
            elif meant is None and cell and column in self.table.header:
                self.problem(row, column, found=f"found {cell!r}", cure=_hint(word, known, noun))
        if understood:
            said = ", ".join(f"{cell} as {word}" for cell, word in understood.items())
            self.findings.note(f"{self.table.file}, column {column}: understood: {said}")
        return found

    def numbers(
        self,
        column: str,
        *,
        quantity: Quantity = "measure",
        required: bool = False,
        share: bool = False,
    ) -> list[float | None]:
        """Return numbers, 0 or more, ``None`` where the cell is blank or the count withheld.

        Parameters
        ----------
        column
            Its heading.
        quantity
            What the numbers stand for.
        required
            Whether every row needs one.
        share
            Whether it is at most 1; ``25%`` is read as 0.25.
        """
        values: list[float | None] = []
        withheld: dict[str, int] = {}
        for row, cell in zip(self.table.numbers, self.table.column(column), strict=True):
            blank = not cell or (not required and cell.casefold() in WITHHELD)
            if blank and cell:
                withheld[cell] = withheld.get(cell, 0) + 1
            if blank and required and column in self.table.header:
                self.problem(row, column, found="found a blank", cure="write a number, 0 or more")
            values.append(None if blank else self._number(row, column, cell, quantity, share=share))
        self._note_blanks(column, withheld)
        return values

    def counts(self, column: str) -> list[float | None] | None:
        """Return a column of numbers, 0 or more, ``None`` in it where blank or withheld.

        A column with anything else, or with nothing, is no such column: ``None`` in its place.
        """
        values: list[float | None] = []
        for cell in self.table.column(column):
            blank = not cell or cell.casefold() in WITHHELD
            value = None if blank else number_of(cell, "measure")
            if isinstance(value, str) or (value is not None and value < 0):
                return None
            values.append(value)
        return None if all(value is None for value in values) else values

    def signed(self, column: str) -> list[float | None]:
        """Return numbers of either sign, such as degrees, ``None`` where blank."""
        return [
            None if is_missing(cell) else self._parsed(row, column, cell, "place")
            for row, cell in zip(self.table.numbers, self.table.column(column), strict=True)
        ]

    def _number(
        self, row: int, column: str, cell: str, quantity: Quantity, *, share: bool
    ) -> float | None:
        percent = share and cell.endswith("%")
        text = cell.rstrip("% ") if percent else cell
        value = self._parsed(row, column, text, quantity, shown=cell)
        if value is None:
            return None
        if percent:
            value /= 100
        if value < 0:
            cure = "write 0 or more, or leave it blank if it is not known"
            self.problem(row, column, found=f"found {cell!r}, which is negative", cure=cure)
            return None
        if share and value > 1:
            found = f"found {cell!r}, which is more than 1"
            cure = "write a share from 0 to 1, such as 0.25 for a quarter"
            self.problem(row, column, found=found, cure=cure)
            return None
        return value

    def _parsed(
        self, row: int, column: str, cell: str, quantity: Quantity, *, shown: str = ""
    ) -> float | None:
        value = number_of(cell, quantity)
        if isinstance(value, float):
            return value
        fault = fault_of_text(cell)
        what, cure = fault or ("not a number", value)
        if "," in cell and cure.startswith("write ") and "comma" in cure:
            what = "which may be read in two ways"
        self.problem(row, column, found=f"found {(shown or cell)!r}, {what}", cure=cure)
        return None

    def _note_blanks(self, column: str, marks: Mapping[str, int]) -> None:
        for mark, times in marks.items():
            self.findings.note(
                f"{self.table.file}, column {column}: {mark!r} was read as a blank "
                f"({times:,} {'cell' if times == 1 else 'cells'})"
            )


def _hint(word: str, known: Mapping[str, str], noun: str) -> str:
    close = nearest(word, known)
    if close.startswith("did you mean"):
        return f"did you mean {known[close.split(chr(39))[1]]!r}?"
    words = list(dict.fromkeys(known.values()))
    return f"write a {noun}: {', '.join(words)}"
