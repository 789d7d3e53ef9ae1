"""The report's own pictures for a notebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experts_at_hand.errors import UnknownNameError
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.map_picture import map_of
from experts_at_hand.report.raster import png_of
from experts_at_hand.report.strip import strip


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
        """Write the picture as an SVG file, or as PNG if the name ends so.

        Parameters
        ----------
        path
            Where to; what is there is replaced.
        """
        if Path(path).suffix.casefold() == ".png":
            Path(path).write_bytes(png_of(self.svg))
        else:
            Path(path).write_text(self.svg, encoding="utf-8")


def write_picture(outcome: Outcome, folder: Path) -> None:
    """Write the map of a plan, map.svg, into a folder that is there."""
    plot(outcome).save(folder / "map.svg")


def plot_access(outcomes: Sequence[Outcome], profession: str | None = None) -> Picture:
    """Draw access to one profession as the report does: a row a scenario, a dot a setting.

    Parameters
    ----------
    outcomes
        One scenario or several.
    profession
        One word, such as ``salt``; the first that is planned unless stated.

    Raises
    ------
    ScenarioError
        If no scenario plans it.
    """
    known = list(dict.fromkeys(p for o in outcomes for p in o.allocation.professions))
    if not known or (profession is not None and profession not in known):
        raise UnknownNameError("the picture", "profession", profession or "", known)
    drawn, _ = strip(outcomes, profession or known[0])
    return Picture(_alone(str(drawn)))


def plot(outcome: Outcome) -> Picture:
    """Draw the map of a plan as the report does: settings, clusters, hubs and bases.

    Parameters
    ----------
    outcome
        As `run` returns it.
    """
    return Picture(_alone(str(map_of(outcome))))


def _alone(svg: str) -> str:
    """Name the letters, as the style sheet does on the page."""
    letters = '<svg font-family="Arial, Helvetica, sans-serif" font-size="13" '
    return svg.replace("<svg ", letters, 1)
