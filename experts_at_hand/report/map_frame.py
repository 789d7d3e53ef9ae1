"""The ground of every map: what part of the country it shows, its squares, bases and scale."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.workforce import Team
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.boundary_line import boundary_bounds
from experts_at_hand.report.cluster_areas import Frame
from experts_at_hand.report.map_grid import MapGrid
from experts_at_hand.report.svg import element, text, title

WIDTH = 760.0
MARGIN = 34.0
MOST_HEIGHT = 620.0

MOST_ROOM = 2.0
"""A border is shown whole up to so many times the ground that the settings take."""


class MapFrame:
    """Turns metres on the National Grid into units of the picture; north is up.

    Parameters
    ----------
    places
        Settings and bases that are in the picture.
    border
        West, south, east and north of the area's border, which is in the picture as well where that
        leaves the settings room enough.
    """

    def __init__(self, places: Iterable[Place], border: Frame | None = None) -> None:
        spots = [(place.easting, place.northing) for place in places]
        east, north = [spot[0] for spot in spots], [spot[1] for spot in spots]
        if border is not None and _has_room(border, east, north):
            east, north = [*east, border[0], border[2]], [*north, border[1], border[3]]
        self.west, self.south = min(east), min(north)
        across, up = max(max(east) - self.west, 1.0), max(max(north) - self.south, 1.0)
        self.scale = min((WIDTH - 2 * MARGIN) / across, MOST_HEIGHT / up)
        self.left = (WIDTH - across * self.scale) / 2
        self.height = up * self.scale + 2 * MARGIN + 26
        self.foot = self.height - MARGIN - 26
        self.metres = max(across, up)

    @classmethod
    def of(cls, outcome: Outcome) -> "MapFrame":
        """Return the frame of every map of a plan's area."""
        return cls(outcome.area.places.values(), boundary_bounds(outcome))

    @property
    def grid(self) -> MapGrid:
        """The squares by which settings are found."""
        edge = MARGIN - 14
        return MapGrid(edge, edge, WIDTH - edge, self.foot + 14)

    @property
    def shown(self) -> Frame:
        """West, south, east and north of the squares: what the picture shows of the ground."""
        grid = self.grid
        west = self.west + (grid.left - self.left) / self.scale
        south = self.south + (self.foot - grid.bottom) / self.scale
        return (
            west,
            south,
            west + (grid.right - grid.left) / self.scale,
            south + (grid.bottom - grid.top) / self.scale,
        )

    def x(self, easting: float) -> float:
        """Return how far right a place stands."""
        return self.left + (easting - self.west) * self.scale

    def y(self, northing: float) -> float:
        """Return how far down a place stands."""
        return self.foot - (northing - self.south) * self.scale


def _has_room(border: Frame, east: Sequence[float], north: Sequence[float]) -> bool:
    """Whether settings keep at least half of the width and height that they would have alone."""
    west, south, right, top = border
    across = max(*east, right) - min(*east, west)
    up = max(*north, top) - min(*north, south)
    widest = max(max(east) - min(east), max(north) - min(north), 1.0)
    return max(across, up) <= MOST_ROOM * widest


def squares(outcome: Outcome) -> Mapping[str, str]:
    """Return the square of each setting on every map of a plan's area, by id.

    Parameters
    ----------
    outcome
        Whose settings; those that are not part of the offer are on no map.
    """
    frame = MapFrame.of(outcome)
    return {
        setting.id: frame.grid.square(
            frame.x(setting.place.easting), frame.y(setting.place.northing)
        )
        for setting in outcome.area.settings
    }


def drawn_bases(area: LocalArea, frame: MapFrame) -> Iterator[str]:
    """Draw a square at each base.

    Parameters
    ----------
    area, frame
        Whose teams, and where the picture shows them.
    """
    for (easting, northing), teams in at_bases(area).items():
        yield element(
            "rect",
            title(f"base of {', '.join(team.id for team in teams)}"),
            x=frame.x(easting) - 6,
            y=frame.y(northing) - 6,
            width=12,
            height=12,
            fill="#fff",
            stroke="#000",
            stroke_width=2.5,
        )


def at_bases(area: LocalArea) -> Mapping[tuple[float, float], list[Team]]:
    """Return the teams of each base, by its easting and northing."""
    bases: dict[tuple[float, float], list[Team]] = {}
    for team in area.teams:
        bases.setdefault((team.place.easting, team.place.northing), []).append(team)
    return bases


def drawn_scale(frame: MapFrame) -> Iterator[str]:
    """Draw a bar of a round number of kilometres, about a fifth of the width.

    Parameters
    ----------
    frame
        Of the picture.
    """
    rough = frame.metres / 5000
    power = 10 ** math.floor(math.log10(max(rough, 0.1)))
    km = max(step * power for step in (1, 2, 5) if step * power <= max(rough, power))
    length = km * 1000 * frame.scale
    y = frame.height - 16
    yield element("line", x1=MARGIN, x2=MARGIN + length, y1=y, y2=y, stroke="#000", stroke_width=3)
    yield text(f"{km:g} km", x=MARGIN + length + 8, y=y + 4)
    yield text("north is up", x=WIDTH - MARGIN, y=y + 4, text_anchor="end")
