"""Headings: where they stand, and which words of the data contract are meant by them."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from experts_at_hand.registry import nearest
from experts_at_hand.tables.findings import Findings

if TYPE_CHECKING:
    from experts_at_hand.tables.table import Table

SEARCHED = 40
"""Lines among which the row of headings is looked for: titles above a table are seldom longer."""

ENOUGH = 2
"""Known headings by which a row is taken for the row of headings."""

SHORT = 5
"""Letters of a word in which one slip weighs more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The words of one table.

    Parameters
    ----------
    required, optional
        Words of the data contract, plain (see `plain`).
    others
        The word meant, by plain headings that other tables use for it.
    first
        What the first column is called where its heading is blank; empty where it needs one.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    first: str = ""

    @property
    def known(self) -> tuple[str, ...]:
        """Every word of the contract."""
        return (*self.required, *self.optional)

    def count(self, cells: Sequence[str]) -> int:
        """Return how many of the cells are headings of this table."""
        words = {plain(cell) for cell in cells if cell}
        return len({self.others.get(word, word) for word in words} & set(self.known))


def plain(word: str) -> str:
    """Return a word as it is compared: small letters, underscores for blanks and hyphens.

    The ending "(name)" of the national school register is left out, ``&`` is ``and``.

    >>> plain("All-through "), plain("Setting ID"), plain("PhaseOfEducation (name)")
    ('all_through', 'setting_id', 'phaseofeducation')
    """
    text = word.strip().casefold().replace("&", " and ")
    return re.sub(r"[\s\-/]+", "_", text.removesuffix("(name)").strip())


def heading_row(lines: Sequence[Sequence[str]], headings: Headings) -> int:
    """Return the position of the line that holds the headings: the first unless one is plainer.

    >>> heading_row([["Table 3", ""], ["name", "phase"]], Headings(required=("name", "phase")))
    1
    """
    counts = [headings.count(line) for line in lines[:SEARCHED]]
    best = max(counts, default=0)
    return counts.index(best) if best >= ENOUGH else 0


def with_known_headings(table: "Table", headings: Headings, findings: Findings) -> "Table":
    """Write headings as words of the contract, and say what is missing or looks like a slip.

    ``Setting ID`` becomes ``setting_id``; ``URN`` becomes it too, with a note.

    Parameters
    ----------
    table
        As it was read.
    headings
        The words of the contract.
    findings
        Where problems and notes go.
    """
    words = [plain(heading) for heading in table.header]
    taken: dict[str, str] = {}
    for word in headings.known:
        if word in words:
            continue
        meant = [w for w in dict.fromkeys(words) if headings.others.get(w) == word]
        if len(meant) > 1:
            findings.problem(
                table.file,
                row=table.heading_row,
                found=f"the headings {' and '.join(map(repr, meant))} may both stand for {word!r}",
                cure=f"call the one that is meant {word!r}",
            )
        if meant:
            taken[meant[0]] = word
    if taken:
        said = ", ".join(f"{table.header[words.index(old)]} as {new}" for old, new in taken.items())
        findings.note(f"{table.file}: headings were understood: {said}")
    header = tuple(taken.get(word, word) for word in words)
    for word in dict.fromkeys(header):
        alike_ = [h for h, p in zip(table.header, header, strict=True) if p == word]
        if len(set(alike_)) > 1:
            findings.problem(
                table.file,
                row=table.heading_row,
                column=word,
                found=f"the headings {', '.join(map(repr, alike_))} mean the same",
                cure="keep one of the columns",
            )
    _check_missing(table, header, headings, findings)
    return replace(table, header=header)


def _check_missing(
    table: "Table", header: Sequence[str], headings: Headings, findings: Findings
) -> None:
    """Say which columns are missing, and which look like one that is missing."""
    further = [heading for heading in header if heading not in headings.known]
    for word in headings.known:
        if word in header:
            continue
        other = next((h for h in further if _means(h, word, headings.known)), None)
        if other is not None:
            findings.problem(
                table.file,
                row=table.heading_row,
                column=other,
                found=f"there is no column {word!r}, but this one",
                cure=f"rename it {word!r} if that is meant, or else give it a plainer name",
            )
        elif word in headings.required:
            findings.problem(
                table.file,
                row=table.heading_row,
                found=f"there is no column {word!r}",
                cure="add it, with a value in every row",
            )


def _means(heading: str, word: str, known: Sequence[str]) -> bool:
    """Whether a heading is probably a slip for the word."""
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
