"""Teams, professions and the working year: where capacity hours come from."""

import math
import re
from dataclasses import dataclass

from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.settings import Place, check_place, is_number

SALT = "salt"
"""Speech and language therapist."""

OT = "ot"
"""Occupational therapist."""

PROFESSION_NAMES = {
    SALT: "speech and language therapy",
    OT: "occupational therapy",
    "educational_psychologist": "educational psychology",
    "specialist_teacher": "specialist teaching",
}

_PROFESSION = re.compile(r"[a-z][a-z0-9_]*")


def profession_word(word: str) -> str:
    """Return the word if it can name a profession: small letters, digits and underscores.

    Raises
    ------
    ValueError
        If the word cannot stand in a column name or a scenario table.

    Examples
    --------
    >>> profession_word("educational_psychologist")
    'educational_psychologist'
    """
    if not _PROFESSION.fullmatch(word):
        raise ValueError(
            f"profession {word!r} is not a plain word; "
            "write small letters, digits and underscores, such as salt, ot or specialist_teacher"
        )
    return word


def profession_label(profession: str) -> str:
    """Name a profession for a reader; an unknown word is shown as it was written.

    >>> profession_label("ot"), profession_label("music_therapist")
    ('occupational therapy', 'music therapist')
    """
    return PROFESSION_NAMES.get(profession, profession.replace("_", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A staffed unit of one profession working from one base.

    Parameters
    ----------
    id
        Unique among teams and different from every setting's id.
    profession
        One word, see `profession_word`.
    wte
        Whole-time equivalents in the establishment, filled or not, >= 0.
    place
        Where the building stands that the team sets out from.
    vacancy_rate
        Share of those posts that is empty, in [0, 1].
    base
        Name of that building.
    band
        Agenda for Change band, as text; empty where unknown.
    hourly_cost
        GBP of one paid hour, oncosts included; ``None`` where unknown.
    clusters
        Ids of the clusters the team serves; empty where it may serve all.
    statutory_share
        Share of the working time of filled posts that is promised in education, health and care
        plans, in [0, 1]: ring-fenced, and no part of what is shared out.
    """

    id: str
    profession: str
    wte: float
    place: Place
    vacancy_rate: float = 0.0
    base: str = ""
    band: str = ""
    hourly_cost: float | None = None
    clusters: tuple[str, ...] = ()
    statutory_share: float = 0.0

    def __post_init__(self) -> None:
        freeze_fields(self)
        if not self.id:
            raise ValueError("a team has no id")
        check_place(self.place, f"team {self.id}")
        profession_word(self.profession)
        if not (is_number(self.wte) and self.wte >= 0):
            raise ValueError(f"team {self.id}: wte is {self.wte!r}, expected 0 or more")
        if not (is_number(self.vacancy_rate) and 0 <= self.vacancy_rate <= 1):
            raise ValueError(
                f"team {self.id}: vacancy_rate is {self.vacancy_rate}, expected a share from 0 to 1"
            )
        if not (is_number(self.statutory_share) and 0 <= self.statutory_share <= 1):
            raise ValueError(
                f"team {self.id}: statutory_share is {self.statutory_share}, expected a share from "
                "0 to 1"
            )
        if self.hourly_cost is not None and not (
            math.isfinite(self.hourly_cost) and self.hourly_cost >= 0
        ):
            raise ValueError(
                f"team {self.id}: hourly_cost is {self.hourly_cost}, expected 0 or more"
            )

    @property
    def filled_wte(self) -> float:
        """Whole-time equivalents in post."""
        return self.wte * (1 - self.vacancy_rate)

    @property
    def statutory_wte(self) -> float:
        """Whole-time equivalents in post whose time is promised in plans."""
        return self.filled_wte * self.statutory_share

    @property
    def offer_wte(self) -> float:
        """Whole-time equivalents in post that there are to share out."""
        return self.filled_wte * (1 - self.statutory_share)


HOURS_IN_A_YEAR = 8_784


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingYear:
    """What one whole-time equivalent can give to settings in a year.

    Parameters
    ----------
    weeks
        Weeks a year in which settings are open and therapists at work. 38 is the English school
        year of 190 days; leave and training fall outside it. An assumption.
    hours_per_week
        Contracted hours. 37.5 is the NHS Agenda for Change week.
    direct_share
        Share of those hours for visits and the travel to them, the rest being records, meetings,
        supervision and training. No published source: an assumption, shown in every report.
    paid_hours_per_wte
        Hours a year that are paid and at work, for what a post costs: 1,950 contracted hours less
        leave and bank holidays come to 1,640 to 1,690 in the NHS. Where the weeks above hold more,
        theirs count.

    Examples
    --------
    >>> WorkingYear().hours_per_wte
    926.25
    """

    weeks: float = 38.0
    hours_per_week: float = 37.5
    direct_share: float = 0.65
    paid_hours_per_wte: float = 1640.0

    def __post_init__(self) -> None:
        if not 0 < self.weeks <= 52.2:  # noqa: PLR2004 - weeks in a year
            raise ValueError(f"weeks is {self.weeks}, expected more than 0 and at most 52.2")
        if not 0 < self.hours_per_week <= 168:  # noqa: PLR2004 - hours in a week
            raise ValueError(f"hours_per_week is {self.hours_per_week}, expected 0 to 168")
        if not 0 < self.direct_share <= 1:
            raise ValueError(f"direct_share is {self.direct_share}, expected 0 to 1")
        if not 0 < self.paid_hours_per_wte <= HOURS_IN_A_YEAR:
            raise ValueError(
                f"paid_hours_per_wte is {self.paid_hours_per_wte}, expected more than 0 and at "
                f"most {HOURS_IN_A_YEAR:,}"
            )

    @property
    def hours_per_wte(self) -> float:
        """Hours a year that one whole-time equivalent spends at settings or on the way to them."""
        return self.weeks * self.hours_per_week * self.direct_share

    @property
    def paid_hours(self) -> float:
        """Hours a year that a whole-time equivalent is paid for, whatever they are spent on."""
        return max(self.paid_hours_per_wte, self.weeks * self.hours_per_week)

    def capacity_hours(self, team: Team) -> float:
        """Hours a year that a team has for visits of this offer, travel included."""
        return team.offer_wte * self.hours_per_wte
