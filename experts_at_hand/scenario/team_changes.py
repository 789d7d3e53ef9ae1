"""What-ifs on the workforce: vacancies, more or fewer posts, another base, a new team."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.workforce import Team, profession_word
from experts_at_hand.errors import ScenarioError, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChange:
    """What a scenario says of one team; what it leaves out stays as it is in teams.csv.

    Parameters
    ----------
    wte
        Whole-time equivalents in the establishment.
    vacancy_rate
        Share of them that is empty, 0 to 1.
    base
        Name of the base, as teams.csv spells it; a new team sets out from there.
    easting, northing
        Metres on the British National Grid: a base that teams.csv does not have.
    profession
        Needed for a new team only.
    band, hourly_cost
        Agenda for Change band; GBP of one paid hour.
    clusters
        Ids of the clusters the team serves.
    statutory_share
        Share of the working time of filled posts that is promised in plans, 0 to 1: ring-fenced.
    """

    wte: float | None = None
    vacancy_rate: float | None = None
    base: str | None = None
    easting: float | None = None
    northing: float | None = None
    profession: str | None = None
    band: str | None = None
    hourly_cost: float | None = None
    clusters: tuple[str, ...] | None = None
    statutory_share: float | None = None

    def __post_init__(self) -> None:
        if (self.easting is None) != (self.northing is None):
            raise ValueError("easting and northing go together; state both or neither")
        for name in ("wte", "hourly_cost"):
            value = getattr(self, name)
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} is {value}, expected 0 or more")
        for name in ("vacancy_rate", "statutory_share"):
            share = getattr(self, name)
            if share is not None and not 0 <= share <= 1:
                raise ValueError(f"{name} is {share}, expected a share from 0 to 1")
        if self.profession is not None:
            profession_word(self.profession)


def apply_team_changes(area: LocalArea, changes: Mapping[str, TeamChange]) -> LocalArea:
    """Return the area with its workforce changed.

    Parameters
    ----------
    area
        As read.
    changes
        By team id, in the order in which new teams are added.

    Raises
    ------
    ScenarioError
        Listing every change that cannot be made: an unknown base, a new team without profession,
        posts or place, a number out of range.
    """
    problems: list[str] = []
    teams = {team.id: team for team in area.teams}
    bases = {team.base: team.place for team in area.teams if team.base}
    for id_, change in changes.items():
        where = f"[teams.{id_}]"
        if change.base is not None and change.easting is None and change.base not in bases:
            problems.append(
                f"{where} base: no team has the base {change.base!r}; "
                f"{nearest(change.base, bases)}, or give its easting and northing"
            )
            continue
        try:
            teams[id_] = _changed(area, teams.get(id_), id_, change, bases)
        except ValueError as refusal:
            problems.append(f"{where} {refusal}")
    if problems:
        raise ScenarioError("the scenario", problems)
    return area.replace(teams=tuple(teams.values()))


def _changed(
    area: LocalArea, team: Team | None, id_: str, change: TeamChange, bases: Mapping[str, Place]
) -> Team:
    stated: dict[str, Any] = {
        f.name: getattr(change, f.name)
        for f in fields(change)
        if f.name not in {"easting", "northing"} and getattr(change, f.name) is not None
    }
    if change.easting is not None and change.northing is not None:
        stated["place"] = Place(easting=change.easting, northing=change.northing)
    elif change.base is not None:
        stated["place"] = bases[change.base]
    if team is not None:
        return replace(team, **stated)
    if id_ in area.setting_index:
        raise ValueError("is the id of a setting; give the new team another")
    missing = [key for key in ("profession", "wte", "place") if key not in stated]
    if missing:
        words = ", ".join("base" if key == "place" else key for key in missing)
        hint = nearest(id_, area.team_ids)
        raise ValueError(f"is no team of teams.csv ({hint}); a new team also needs {words}")
    return Team(id=id_, **stated)
