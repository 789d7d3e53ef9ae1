"""Education settings: the places that therapists visit.

A *setting* is a nursery, school or college. Configuration is never called "settings" here.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from numbers import Real

from experts_at_hand.domain.frozen import freeze_fields


class Phase(StrEnum):
    """What kind of setting it is, by the age of its children."""

    EARLY_YEARS = "early_years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    ALL_THROUGH = "all_through"
    POST_16 = "post_16"
    SPECIAL = "special"
    ALTERNATIVE = "alternative"

    @property
    def label(self) -> str:
        """The phase in words a reader knows."""
        return _LABELS[self]


_LABELS = {
    Phase.EARLY_YEARS: "early years",
    Phase.PRIMARY: "primary",
    Phase.SECONDARY: "secondary",
    Phase.ALL_THROUGH: "all-through",
    Phase.POST_16: "post-16",
    Phase.SPECIAL: "special",
    Phase.ALTERNATIVE: "alternative provision",
}


def looks_like_degrees(first: float, second: float) -> bool:
    """Whether two numbers are a longitude and a latitude of Great Britain rather than metres.

    As metres they would lie in the sea off Scilly, where no setting is.

    >>> looks_like_degrees(-2.36, 51.38), looks_like_degrees(375000, 165000)
    (True, False)
    """
    return -9 <= first <= 3 and 49 <= second <= 61  # noqa: PLR2004 - the corners of Great Britain


def is_number(value: object) -> bool:
    """Whether a value is a finite number: a text, True and nan are none.

    >>> is_number(3), is_number("3"), is_number(True), is_number(float("nan"))
    (True, False, False, False)
    """
    if type(value) is float or type(value) is int:  # nearly always, and quick
        return math.isfinite(value)
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    return math.isfinite(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point on the British National Grid (EPSG:27700).

    Parameters
    ----------
    easting, northing
        Metres. Straight lines on this grid are true to about 0.04% across Great Britain.
    """

    easting: float
    northing: float

    def __post_init__(self) -> None:
        if not (is_number(self.easting) and is_number(self.northing)):
            raise ValueError(
                f"place is ({self.easting!r}, {self.northing!r}), "
                "expected two finite numbers of metres"
            )
        if looks_like_degrees(self.easting, self.northing):
            raise ValueError(
                f"place is ({self.easting}, {self.northing}): these look like longitude and "
                "latitude; convert them to easting and northing (EPSG:27700)"
            )

    def metres_to(self, other: "Place") -> float:
        """Straight-line distance in metres.

        >>> Place(easting=0, northing=0).metres_to(Place(easting=3000, northing=4000))
        5000.0
        """
        return math.hypot(self.easting - other.easting, self.northing - other.northing)


def check_place(place: object, whose: str) -> None:
    """Refuse what is no place, such as a pair of numbers.

    Raises
    ------
    ValueError
        Saying what was found.
    """
    if not isinstance(place, Place):
        raise ValueError(  # noqa: TRY004 - one kind of error for every wrong value
            f"{whose}: place is {place!r}, expected such as Place(easting=375000, northing=165000)"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One nursery, school or college.

    Parameters
    ----------
    id
        The URN for schools; any unique text otherwise.
    name
        What people call it.
    phase
        See `Phase`.
    place
        Where it stands.
    pupils, ehcp, sen_support, fsm
        Numbers of children: on roll, with an education, health and care plan, on SEN support, and
        eligible for free school meals. ``None`` where the source is blank; never a silent zero.
    idaci
        Income Deprivation Affecting Children Index of the neighbourhood: share of children, 0 to 1.
    need_hours
        Hours a year by profession, where they are known and replace the need model.
    groups
        Any further column of the source, such as trust, ward or current cluster, as text.
    counts
        Those of them that hold numbers only, such as referrals or children by type of need;
        ``None`` where the cell is blank or the count withheld.
    """

    id: str
    name: str
    phase: Phase
    place: Place
    pupils: float | None = None
    ehcp: float | None = None
    sen_support: float | None = None
    fsm: float | None = None
    idaci: float | None = None
    need_hours: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, float | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze_fields(self)
        if not self.id:
            raise ValueError(f"setting {self.name!r} has no id")
        check_place(self.place, f"setting {self.id}")
        if not isinstance(self.phase, Phase):
            raise ValueError(  # noqa: TRY004 - one kind of error for every wrong value
                f"setting {self.id}: phase is {self.phase!r}, expected such as Phase.PRIMARY; "
                f"known: {', '.join(phase.name for phase in Phase)}"
            )
        for count in ("pupils", "ehcp", "sen_support", "fsm"):
            value = getattr(self, count)
            if value is not None and not (is_number(value) and value >= 0):
                raise ValueError(f"setting {self.id}: {count} is {value!r}, expected 0 or more")
        if self.idaci is not None and not (is_number(self.idaci) and 0 <= self.idaci <= 1):
            raise ValueError(f"setting {self.id}: idaci is {self.idaci!r}, expected 0 to 1")
        for column, value in self.counts.items():
            if value is not None and not (is_number(value) and value >= 0):
                raise ValueError(f"setting {self.id}: {column} is {value!r}, expected 0 or more")
        for profession, hours in self.need_hours.items():
            if not (is_number(hours) and hours >= 0):
                raise ValueError(
                    f"setting {self.id}: need of {profession} is {hours} hours, expected 0 or more"
                )
