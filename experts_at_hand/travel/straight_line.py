"""Travel as the crow flies, stretched by a detour factor: needs no roads, only places."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE, TravelMatrix
from experts_at_hand.registry.protocols import TRAVEL_MODELS


@TRAVEL_MODELS.register("straight_line")
@dataclass(frozen=True, slots=True, kw_only=True)
class StraightLine:
    """Stretch the straight line between two places by a detour factor and drive it at one speed.

    Rivers, hills and motorways are not seen: use it for a first look, or where no roads are at
    hand.

    Parameters
    ----------
    detour_factor
        Metres by road for one metre in a straight line, >= 1. Between the settings of Bath &
        North East Somerset the roads of OS OpenMap Local (2017) are 1.33 times as long in the
        mean and 1.26 times in the median; 1.3 lies between.
    speed_kmh
        Mean speed over the whole way, km an hour, > 0. 40 km/h (25 mph) is an assumption; the mean
        on local A roads in England was 25.2 mph in the year to March 2017 (Department for
        Transport, Travel time measures for local A roads, table CGN0501).

    Examples
    --------
    >>> from experts_at_hand.domain.settings import Phase, Place, Setting
    >>> def school(id_, easting):
    ...     return Setting(id=id_, name=id_, phase=Phase.PRIMARY,
    ...                    place=Place(easting=easting, northing=0))
    >>> area = LocalArea(name="two", settings=(school("a", 0), school("b", 10_000)), teams=())
    >>> matrix = StraightLine(detour_factor=1.5, speed_kmh=30).matrix(area)
    >>> float(matrix.minutes[0, 1])  # 10 km x 1.5 at 30 km/h
    30.0
    """

    figures_from: ClassVar[str] = (
        "Detour: roads of OS OpenMap Local (2017) round Bath & North East Somerset, unless stated; "
        "no published source for the speed: an assumption"
    )
    """Where the usual figures come from, for a report."""

    detour_factor: float = 1.3
    speed_kmh: float = 40.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.detour_factor) and self.detour_factor >= 1):
            raise ValueError(f"detour_factor is {self.detour_factor}, expected 1 or more")
        if not (math.isfinite(self.speed_kmh) and self.speed_kmh > 0):
            raise ValueError(f"speed_kmh is {self.speed_kmh}, expected more than 0 km an hour")

    def matrix(self, area: LocalArea) -> TravelMatrix:
        """Minutes and miles between all settings and bases; the same both ways."""
        places = area.places
        easting = np.array([place.easting for place in places.values()], dtype=np.float64)
        northing = np.array([place.northing for place in places.values()], dtype=np.float64)
        metres = np.hypot(easting[:, None] - easting, northing[:, None] - northing)
        metres *= self.detour_factor
        return TravelMatrix(
            ids=tuple(places),
            minutes=metres * (60 / (1000 * self.speed_kmh)),
            miles=metres / METRES_PER_MILE,
            method=self.sentence(),
            notes=(
                f"no roads were used: a mean speed of {self.speed_kmh:g} km/h and a detour factor "
                f"of {self.detour_factor:g} are assumed for every journey",
            ),
        )

    def sentence(self) -> str:
        """Say how travel is estimated."""
        longer = f", made {self.detour_factor:g} times as long," if self.detour_factor > 1 else ""
        return f"travel follows the straight line{longer} at {self.speed_kmh:g} km/h"
