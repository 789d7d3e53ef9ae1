"""The report's own pictures for a notebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from experts_at_hand.comparison import Gains
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.errors import UnknownNameError
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.change_map import change_map
from experts_at_hand.report.map_picture import map_of
from experts_at_hand.report.raster import png_of
from experts_at_hand.report.strip import WIDTH, height_of, strip
from experts_at_hand.report.svg import number, picture, text
from experts_at_hand.results import MARK

PASTED = 1_140
"""Pixels across of pictures that stand beside a report: 19 cm at 150 dots an inch, and half of the
time that twice the drawing takes."""


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


def write_pictures(outcome: Outcome, folder: Path, *, png: bool = True) -> None:
    """Write the map and the access of a plan into a folder that is there, to be pasted.

    Parameters
    ----------
    outcome
        The plan.
    folder
        Its folder of results.
    png
        Whether to write map.png and access.png beside map.svg and access.svg.
    """
    write_picture("map", plot(outcome), folder, png=png)
    write_picture("access", plot_all_access([outcome]), folder, png=png)


def write_change(gains: Gains, folder: Path, *, png: bool = True) -> None:
    """Write the map of what changes from the baseline, change.svg and change.png."""
    write_picture("change", standing_alone(change_map(gains)), folder, png=png)


def write_access(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Write access in every scenario, access.svg and access.png, into a folder that is there."""
    write_picture("access", plot_all_access(outcomes), folder)


def write_picture(name: str, drawn: Picture, folder: Path, *, png: bool = True) -> None:
    """Write a picture as SVG, and as PNG where that is asked for, into a folder that is there."""
    drawn.save(folder / f"{name}.svg")
    if png:
        (folder / f"{name}.png").write_bytes(png_of(drawn.svg, width=PASTED))


def plot_all_access(outcomes: Sequence[Outcome]) -> Picture:
    """Draw access to every profession, one strip below the other.

    Parameters
    ----------
    outcomes
        One scenario or several.
    """
    parts, top = [], 0.0
    for word in dict.fromkeys(p for o in outcomes for p in o.allocation.professions):
        said = f"Access to {profession_label(word)}: a dot for each setting, the bar the lowest"
        parts.append(text(said, x=8.0, y=top + 16, font_weight="bold"))
        drawn, rows = strip(outcomes, word)
        height = height_of(len(rows))
        place = f'<svg y="{number(top + 24)}" width="{number(WIDTH)}" height="{number(height)}" '
        parts.append(str(drawn).replace("<svg ", place, 1))
        top += 32 + height
    return standing_alone(
        picture(parts, width=WIDTH, height=top, label="Access by profession and scenario")
    )


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
    return standing_alone(drawn)


def plot(outcome: Outcome) -> Picture:
    """Draw the map of a plan as the report does: settings, clusters, hubs and bases.

    Parameters
    ----------
    outcome
        As `run` returns it.
    """
    return standing_alone(map_of(outcome))


def standing_alone(drawn: Markup) -> Picture:
    """Name the letters of a picture, as the style sheet does on the page, and say who drew it.

    Parameters
    ----------
    drawn
        As it stands on a page.
    """
    letters = '<svg font-family="Arial, Helvetica, sans-serif" font-size="13" '
    head, _, rest = str(drawn).replace("<svg ", letters, 1).partition(">")
    return Picture(f"{head}><!-- {MARK} -->{rest}")
