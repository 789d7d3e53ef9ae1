"""Squares of a map, lettered across and numbered down, by which a setting is found at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from experts_at_hand.report.palette import DARK_GREY
from experts_at_hand.report.svg import element, text

ACROSS = 8
"""Squares from west to east; as many down as have room."""

LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class MapGrid:
    """Squares over a picture.

    Parameters
    ----------
    left, top, right, bottom
        Units of the picture.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def side(self) -> float:
        """Length of a square's side."""
        return (self.right - self.left) / ACROSS

    @property
    def down(self) -> int:
        """Squares from north to south, 1 or more."""
        return max(1, round((self.bottom - self.top) / self.side))

    @property
    def height(self) -> float:
        """Height of a square, so that whole ones fill the picture."""
        return (self.bottom - self.top) / self.down

    def square(self, x: float, y: float) -> str:
        """Return the square of a point.

        Parameters
        ----------
        x, y
            Units of the picture; a point outside has the nearest square.

        Examples
        --------
        >>> grid = MapGrid(left=0, top=0, right=80, bottom=40)
        >>> grid.square(5, 5), grid.square(79, 39), grid.square(80, 40)
        ('A1', 'H4', 'H4')
        """
        column = min(ACROSS - 1, max(0, int((x - self.left) / self.side)))
        row = min(self.down - 1, max(0, int((y - self.top) / self.height)))
        return f"{LETTERS[column]}{row + 1}"

    def drawn(self) -> Iterator[str]:
        """Yield pale lines between squares, and their letters and numbers along the edges."""
        line = {"stroke": "#d9d9d9", "stroke_width": 0.6}
        for column in range(ACROSS + 1):
            x = self.left + column * self.side
            yield element("line", x1=x, x2=x, y1=self.top, y2=self.bottom, **line)
        for row in range(self.down + 1):
            y = self.top + row * self.height
            yield element("line", x1=self.left, x2=self.right, y1=y, y2=y, **line)
        for column, letter in enumerate(LETTERS):
            x = self.left + (column + 0.5) * self.side
            yield text(letter, x=x, y=self.top - 3, **_EDGE)
        for row in range(self.down):
            y = self.top + (row + 0.5) * self.height + 4
            yield text(str(row + 1), x=self.left - 7, y=y, **_EDGE)


_EDGE = {"fill": DARK_GREY, "font_size": 11.0, "text_anchor": "middle"}
