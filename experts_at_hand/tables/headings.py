"""Headings: where they stand, and which words of the data contract are meant by them."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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


def alike(one: str, other: str) -> bool:
    """Whether two words differ by a slip of the keyboard only.

    >>> alike("sen_suport", "sen_support"), alike("slat", "salt")
    (True, True)
    >>> alike("clinical_psychologist", "educational_psychologist")
    False
    """
    slip = 0.7 if max(len(one), len(other)) <= SHORT else 0.85
    return difflib.SequenceMatcher(None, one, other).ratio() >= slip
