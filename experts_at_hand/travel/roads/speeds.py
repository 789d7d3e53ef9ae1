"""How fast each class of road is driven, on the average of a working day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.travel.unreachable import listed

NOT_BUILT = (
    "construction", "proposed", "planned", "abandoned", "razed", "disused", "dismantled",
    "demolished", "removed", "no",
)  # fmt: skip
"""Classes of OpenStreetMap for roads that are not there yet, or no longer."""

NO_ROADS = (
    "railway", "rail", "light_rail", "subway", "tram", "narrow_gauge", "monorail", "funicular",
    "miniature_railway", "preserved", "rack", "waterway", "river", "stream", "canal", "drain",
    "ditch", "weir", "dam", "aerialway", "barrier", "wall", "fence", "hedge", "power", "boundary",
    "man_made", "natural", "coastline", "route", "ferry", "aeroway", "runway", "taxiway", "no road",
)  # fmt: skip
"""Classes of other lines that stand in one layer with roads."""

DEFAULT_SPEEDS_MPH: Mapping[str, float] = MappingProxyType(
    {
        # Ordnance Survey: OpenMap Local and the function of Open Roads.
        "motorway": 60.0,
        "primary road": 38.0,
        "a road": 34.0,
        "b road": 30.0,
        "minor road": 27.0,
        "local road": 20.0,
        "local access road": 12.0,
        "restricted local access road": 10.0,
        "secondary access road": 10.0,
        "shared use carriageway": 10.0,
        "pedestrianised street": 5.0,
        "guided busway": 0.0,
        # Ordnance Survey: the classification of Open Roads, beyond those above.
        "classified unnumbered": 27.0,
        "unclassified": 22.0,
        "not classified": 15.0,
        # OpenStreetMap: the key "highway".
        "motorway_link": 40.0,
        "trunk": 42.0,
        "trunk_link": 30.0,
        "primary": 34.0,
        "primary_link": 25.0,
        "secondary": 30.0,
        "secondary_link": 25.0,
        "tertiary": 27.0,
        "tertiary_link": 22.0,
        "residential": 18.0,
        "living_street": 10.0,
        "service": 10.0,
        "track": 8.0,
        "pedestrian": 0.0,
        "footway": 0.0,
        "cycleway": 0.0,
        "bridleway": 0.0,
        "path": 0.0,
        "steps": 0.0,
        "corridor": 0.0,
        "busway": 0.0,
        "bus_guideway": 0.0,
        "elevator": 0.0,
        "platform": 0.0,
        "raceway": 0.0,
        "emergency_bay": 0.0,
        "rest_area": 0.0,
        "via_ferrata": 0.0,
        **dict.fromkeys(NOT_BUILT, 0.0),
        **dict.fromkeys(NO_ROADS, 0.0),
    }
)
"""Miles an hour by class of road, in small letters; 0 where no car may drive.

Assumptions: door-to-door averages with junctions and bends, well below the limits. A check on the
middle of the range: local A roads in England were driven at 25.2 mph over all hours in the year to
March 2017, towns included (Department for Transport, Travel time measures for local A roads).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSpeeds:
    """Speed of each link.

    Parameters
    ----------
    mph
        Miles an hour, one entry a link; 0 where no car may drive.
    notes
        Classes without a speed of their own, and speeds that found no class.
    """

    mph: FloatArray
    notes: tuple[str, ...]


def link_speeds(
    classes: Sequence[str],
    stated: Mapping[str, float],
    *,
    default_mph: float,
    miles: FloatArray | None = None,
) -> LinkSpeeds:
    """Give each link the speed of its class.

    Parameters
    ----------
    classes
        Class of each link as the file writes it; empty where it is blank.
    stated
        Miles an hour by class that go before `DEFAULT_SPEEDS_MPH`; capitals do not matter.
    default_mph
        For classes in neither, and for blanks.
    miles
        Length of each link, one entry a link: named with the classes in neither.

    Examples
    --------
    >>> speeds = link_speeds(["A Road, Collapsed Dual Carriageway", "Lane"], {"a road": 30},
    ...                      default_mph=20, miles=np.array([3.0, 0.25]))
    >>> speeds.mph.tolist()
    [30.0, 20.0]
    >>> print(*speeds.notes)
    1 link of class Lane (0.2 miles) is driven at 20 mph, the speed of roads without a class
    """
    own = {word(name): mph for name, mph in stated.items()}
    table = {**DEFAULT_SPEEDS_MPH, **own}
    names, inverse, counts = np.unique(
        np.array(classes, dtype=np.str_), return_inverse=True, return_counts=True
    )
    speeds = np.empty(len(names))
    unknown: list[str] = []
    found: set[str] = set()
    links = 0
    length = np.bincount(inverse.reshape(-1), weights=miles, minlength=len(names))
    for i, name in enumerate(names.tolist()):
        key = _key(name, table)
        found.add(key)
        speeds[i] = table.get(key, default_mph)
        if key not in table:
            far = "" if miles is None else f" ({length[i]:,.1f} miles)"
            unknown.append(f"{name or '(blank)'}{far}")
            links += int(counts[i])
    notes = []
    if unknown:
        what = "1 link" if links == 1 else f"{links:,} links"
        notes.append(
            f"{what} of class {listed(unknown)} {'is' if links == 1 else 'are'} driven at "
            f"{default_mph:g} mph, the speed of roads without a class"
        )
    strange = [name for name in stated if word(name) not in found]
    if strange:
        notes.append(f"speeds_mph names classes that no road has: {listed(strange)}")
    return LinkSpeeds(mph=speeds[inverse], notes=tuple(notes))


def word(name: str) -> str:
    """Return a class as it is looked up: small letters, single spaces."""
    return " ".join(name.lower().split())


def _key(name: str, table: Mapping[str, float]) -> str:
    """Find the class in the table; "A Road, Collapsed Dual Carriageway" is an A Road."""
    whole = word(name)
    return whole if whole in table else word(name.split(",", maxsplit=1)[0])
