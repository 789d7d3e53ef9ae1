"""Cells of a table as ids, words and numbers; what cannot be read as such is a problem."""

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experts_at_hand.registry import nearest
from experts_at_hand.sources.findings import Findings
from experts_at_hand.sources.tables import Table

WITHHELD = frozenset(
    {"na", "n/a", "supp", "c", "x", "z", "u", "low", "dns", "ne", "np", "*", "-", "..", ":", "."}
)
"""Marks that statistical tables write where a count is withheld or not known, in small letters:
those of the Department for Education's performance tables (NA, SUPP, NE, NP, DNS) and of its
statistical releases (c, x, z, u, low, :). Each is read as a blank and noted."""

SHORT = 5
"""Letters of a word in which one slip weighs more."""

_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")


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

    def required(self, column: str) -> list[str]:
        """Return text that no row may leave out."""
        cells = self.table.column(column)
        if column in self.table.header:
            for row, cell in zip(self.table.numbers, cells, strict=True):
                if not cell:
                    self.problem(row, column, found="found a blank", cure="fill it in")
        return cells

    def ids(self, column: str, *, taken: Mapping[str, str] | None = None) -> list[str]:
        """Return ids; each may stand once, and none may be among those taken elsewhere."""
        cells = self.required(column)
        first: dict[str, int] = {}
        for row, cell in zip(self.table.numbers, cells, strict=True):
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
        return cells

    def words(self, column: str, known: Mapping[str, str], *, noun: str) -> list[str | None]:
        """Return words of a list; capitals, blanks and hyphens do not matter.

        Parameters
        ----------
        column
            Its heading; every row needs a word.
        known
            The word that counts, by each word a user might write; where the two differ the user's
            is refused with the hint, so that nothing is guessed.
        noun
            What the words are, for the message.
        """
        found: list[str | None] = []
        for row, cell in zip(self.table.numbers, self.required(column), strict=True):
            word = plain(cell)
            if known.get(word) == word:
                found.append(word)
                continue
            found.append(None)
            if cell and column in self.table.header:
                self.problem(row, column, found=f"found {cell!r}", cure=_hint(word, known, noun))
        return found

    def numbers(
        self, column: str, *, required: bool = False, share: bool = False
    ) -> list[float | None]:
        """Return numbers, 0 or more, ``None`` where the cell is blank or the count withheld.

        Parameters
        ----------
        column
            Its heading.
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
            values.append(None if blank else self._number(row, column, cell, share=share))
        for mark, times in withheld.items():
            self.findings.note(
                f"{self.table.file}, column {column}: {mark!r} was read as a blank "
                f"({times:,} {'cell' if times == 1 else 'cells'})"
            )
        return values

    def signed(self, column: str) -> list[float | None]:
        """Return numbers of either sign, such as degrees, ``None`` where blank."""
        return [
            self._parsed(row, column, cell) if cell else None
            for row, cell in zip(self.table.numbers, self.table.column(column), strict=True)
        ]

    def _number(self, row: int, column: str, cell: str, *, share: bool) -> float | None:
        percent = share and cell.endswith("%")
        value = self._parsed(row, column, cell.rstrip("% ") if percent else cell, shown=cell)
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

    def _parsed(self, row: int, column: str, cell: str, *, shown: str = "") -> float | None:
        text = cell.removeprefix("£").strip()
        if _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        try:
            value = float(text) if "_" not in text else math.nan
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        cure = "write a number with a decimal point, or leave it blank if it is not known"
        self.problem(row, column, found=f"found {(shown or cell)!r}, not a number", cure=cure)
        return None


def plain(word: str) -> str:
    """Return a word as it is compared: small letters, underscores for blanks and hyphens.

    >>> plain("All-through "), plain("Setting ID")
    ('all_through', 'setting_id')
    """
    return re.sub(r"[\s\-/]+", "_", word.strip().casefold())


def _hint(word: str, known: Mapping[str, str], noun: str) -> str:
    meant = known.get(word)
    if meant is None:
        close = nearest(word, known)
        if close.startswith("did you mean"):
            meant = known[close.split("'")[1]]
    if meant is not None:
        return f"did you mean {meant!r}?"
    words = list(dict.fromkeys(known.values()))
    return f"write a {noun}: {', '.join(words)}"


def check_columns(
    table: Table,
    required: Sequence[str],
    optional: Sequence[str],
    mistaken: Mapping[str, str],
    findings: Findings,
) -> None:
    """Say which columns are missing, and which look like one that is missing.

    Parameters
    ----------
    table
        With plain headings, see `plain`.
    required, optional
        Words of the data contract.
    mistaken
        The word meant, by words that other tables use for it.
    findings
        Where problems go.
    """
    known = (*required, *optional)
    further = [heading for heading in table.header if heading not in known]
    for word in known:
        if word in table.header:
            continue
        other = next((h for h in further if _means(h, word, known, mistaken)), None)
        if other is not None:
            findings.problem(
                table.file,
                row=1,
                column=other,
                found=f"there is no column {word!r}, but this one",
                cure=f"rename it {word!r} if that is meant, or else give it a plainer name",
            )
        elif word in required:
            findings.problem(
                table.file,
                row=1,
                found=f"there is no column {word!r}",
                cure="add it, with a value in every row",
            )


def _means(heading: str, word: str, known: Sequence[str], mistaken: Mapping[str, str]) -> bool:
    """Whether a heading is probably a slip for the word."""
    if heading in mistaken:
        return mistaken[heading] == word
    return nearest(heading, known) == f"did you mean {word!r}?" and alike(heading, word)


def alike(one: str, other: str) -> bool:
    """Whether two words differ by a slip of the keyboard only.

    >>> alike("sen_suport", "sen_support"), alike("slat", "salt")
    (True, True)
    >>> alike("clinical_psychologist", "educational_psychologist")
    False
    """
    slip = 0.7 if max(len(one), len(other)) <= SHORT else 0.85
    return difflib.SequenceMatcher(None, one, other).ratio() >= slip
