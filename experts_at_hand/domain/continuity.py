"""Who comes to which setting for good, and what that costs in access and travel."""

from collections.abc import Mapping
from dataclasses import dataclass

from experts_at_hand.domain.allocation import Status
from experts_at_hand.domain.frozen import freeze_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionContinuity:
    """What was decided for one profession.

    Parameters
    ----------
    profession
        One word.
    kept
        Every setting keeps at least this share of the hours that it has where anybody may come.
    bound
        No choice of teams keeps more; 1 at most.
    split
        Settings with more than one team.
    free_lowest
        Lowest access where anybody may come.
    """

    profession: str
    kept: float
    bound: float
    split: int
    free_lowest: float

    @property
    def status(self) -> Status:
        """``optimal`` only where what is kept is all that can be."""
        return "optimal" if self.bound - self.kept <= CLOSE else "stopped"


CLOSE = 1e-6
"""Shares this close are one."""


@dataclass(frozen=True, kw_only=True)
class ContinuityDecision:
    """The teams that were named for each setting.

    Parameters
    ----------
    choose, sentence
        The registered word of what was asked, and what that is.
    leads
        Team id by setting id and profession.
    professions
        In the area's order; those of which anybody reaches anybody.
    free_travel_hours
        Hours a year of travel and signing in where anybody may come.
    notes
        What a reader should know.
    """

    choose: str
    sentence: str
    leads: Mapping[tuple[str, str], str]
    professions: tuple[ProfessionContinuity, ...]
    free_travel_hours: float
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        freeze_fields(self)
