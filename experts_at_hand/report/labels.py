"""Where words stand on a map: beside what they name, over no other word, inside the picture."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

WIDE = 0.68
"""Width of a letter over its height, bold and broad letters counted: rather too much than too
little, since the reader's font is not known."""

TALL = 1.2
"""Height of a line over that of its letters."""

RINGS = (0.0, 14.0, 26.0, 40.0, 56.0, 76.0, 100.0, 130.0, 165.0, 205.0, 250.0)
"""Distances from what is named at which room is looked for, in units of the picture."""

ANGLES = 16
"""Directions in which it is looked for at each distance."""

LED = 20.0
"""Distance from which a line leads from the word to what it names."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle.

    Parameters
    ----------
    left, top, right, bottom
        Units of the picture; y grows downwards.
    """

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        """Whether it lies inside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A word that has found its place.

    Parameters
    ----------
    words
        What it says.
    box
        The room it takes.
    anchor
        The point that it names, as (x, y).
    """

    words: str
    box: Box
    anchor: tuple[float, float]

    @property
    def baseline(self) -> tuple[float, float]:
        """Where the words begin, for an element ``text``."""
        height = self.box.bottom - self.box.top
        return self.box.left, self.box.bottom - 0.28 * height

    @property
    def leader(self) -> tuple[float, float, float, float] | None:
        """The line from the word to what it names, ``None`` where the two are close."""
        x, y = self.anchor
        near_x = min(max(x, self.box.left), self.box.right)
        near_y = min(max(y, self.box.top), self.box.bottom)
        return (x, y, near_x, near_y) if math.hypot(near_x - x, near_y - y) > LED else None


@dataclass(slots=True)
class Placer:
    """Gives words their places one after another: the first ask have the first choice.

    Parameters
    ----------
    picture
        Where words may stand.
    taken
        What no word may cover.
    """

    picture: Box
    taken: list[Box] = field(default_factory=list)

    def place(self, words: str, anchor: tuple[float, float], size: float) -> Label | None:
        """Return a place for some words; ``None`` where there is no room anywhere near.

        Parameters
        ----------
        words
            One line.
        anchor
            What they name, as (x, y).
        size
            Height of the letters.
        """
        for box in _places(anchor, WIDE * size * len(words), TALL * size):
            if box.within(self.picture) and not any(box.meets(other) for other in self.taken):
                self.taken.append(box)
                return Label(words, box, anchor)
        return None


def _places(anchor: tuple[float, float], width: float, height: float) -> Iterator[Box]:
    """Yield places round a point: above first, then about it, then farther and farther away."""
    x, y = anchor
    for ring in RINGS:
        gap = 8.0 + ring
        for turn in range(ANGLES):
            angle = -math.pi / 2 + 2 * math.pi * _spread(turn) / ANGLES
            # The box touches the ring with the side that faces the point.
            middle_x = x + math.cos(angle) * (gap + width / 2)
            middle_y = y + math.sin(angle) * (gap + height / 2)
            yield Box(
                middle_x - width / 2,
                middle_y - height / 2,
                middle_x + width / 2,
                middle_y + height / 2,
            )


def _spread(turn: int) -> float:
    """Look to both sides in turn: 0, 1, -1, 2, -2, ..."""
    return (turn + 1) // 2 * (1 if turn % 2 else -1)


def marks(names: Sequence[str]) -> dict[str, str]:
    """Return what stands for each name on a map: itself where all are short, else a number.

    Examples
    --------
    >>> marks(["C1", "C2"]), marks(["Bathwick", "Twerton"])
    ({'C1': 'C1', 'C2': 'C2'}, {'Bathwick': '1', 'Twerton': '2'})
    """
    if all(len(name) <= SHORT for name in names):
        return {name: name for name in names}
    return {name: str(number) for number, name in enumerate(names, start=1)}


SHORT = 5
"""Letters of a name that may stand on a map itself."""
