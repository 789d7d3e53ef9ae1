"""The report's own pictures for a notebook."""

from dataclasses import dataclass
from pathlib import Path

from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.map_picture import map_of


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a notebook shows and that can be kept as a file.

    Parameters
    ----------
    svg
        The whole picture as SVG.
    """

    svg: str

    def __repr__(self) -> str:
        return f"Picture of {len(self.svg):,} characters of SVG; keep it with .save('map.svg')"

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: Path | str) -> None:
        """Write the picture as an SVG file.

        Parameters
        ----------
        path
            Where to; what is there is replaced.
        """
        Path(path).write_text(self.svg, encoding="utf-8")


def plot(outcome: Outcome) -> Picture:
    """Draw the map of a plan as the report does: settings, clusters, hubs and bases.

    Parameters
    ----------
    outcome
        As `run` returns it.
    """
    # On the page the style sheet names the letters; alone the picture has to.
    letters = '<svg font-family="Arial, Helvetica, sans-serif" '
    return Picture(str(map_of(outcome)).replace("<svg ", letters, 1))
