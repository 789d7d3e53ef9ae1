r"""The rule of skill mix: who may deliver what, and what supervision takes.

Need has levels, from what a whole class gets to what one child gets, and a band may deliver up to
one of them. If a setting's access is to be the same at every level, then of its hours at most the
share of the levels up to l may come from bands that go no higher than l::

    sum over teams up to l of h  <=  share of need up to l  x  sum over all teams of h

Levels are nested, so that this for each l is all: hours that keep it can be dealt out to levels,
each band to those that it may deliver (Hall's condition). Supervision is working time of the teams
that need none: of one profession together, whoever of them gives it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import ClassVar, Self

import numpy as np

from experts_at_hand.allocation.problem import Guarantee, HourRow, LinkedHours, PlanningProblem
from experts_at_hand.allocation.tolerances import hours_tolerance
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.pay import plain_band
from experts_at_hand.domain.workforce import Team, profession_label
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.registry.protocols import RULES

WHOLE = 1e-6
"""How far shares may be from adding up to 1."""


@RULES.register("skill_mix")
@dataclass(frozen=True, kw_only=True)
class SkillMix:
    """Let each band deliver its levels of need only, and count the supervision that it takes.

    Parameters
    ----------
    levels
        Share of need by level, the most general first, such as universal, targeted, targeted_plus
        and specialist; together 1. A local assumption: there is no published split.
    up_to
        The most special level that a band may deliver, by band as ``teams.csv`` has it, such as 4;
        bands that are left out, and teams without one, may deliver every level.
    supervision
        Working hours of teams that need no supervision, for each contact hour of a band.
    most
        Share of all contact hours of a profession that a band may give, at most.
    profession
        Profession it is for, such as salt; each of them by default.
    """

    levels: Mapping[str, float] = field(default_factory=dict)
    up_to: Mapping[str, str] = field(default_factory=dict)
    supervision: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)
    profession: str | None = None

    uses_clusters: ClassVar[bool] = False

    def __post_init__(self) -> None:
        freeze_fields(self)
        for level, share in self.levels.items():
            if not (math.isfinite(share) and 0 <= share <= 1):
                raise ValueError(f"levels.{level} is {share}, expected a share from 0 to 1")
        total = sum(self.levels.values())
        if self.levels and abs(total - 1) > WHOLE:
            raise ValueError(f"levels add up to {total:g}, expected 1")
        for band, level in self.up_to.items():
            if self.levels and level not in self.levels:
                hint = nearest(level, self.levels)
                raise ValueError(f"up_to.{band}: there is no level {level!r}; {hint}")
        for band, hours in self.supervision.items():
            if not (math.isfinite(hours) and hours >= 0):
                raise ValueError(f"supervision.{band} is {hours}, expected 0 hours or more")
        for band, share in self.most.items():
            if not 0 <= share <= 1:
                raise ValueError(f"most.{band} is {share}, expected a share from 0 to 1")

    @classmethod
    def example(cls) -> Self:
        """Three levels, all of which band 6 may deliver."""
        levels = {"universal": 0.3, "targeted": 0.5, "specialist": 0.2}
        return cls(levels=levels, up_to={"6": "specialist"})

    def sentence(self) -> str:
        """Say what the rule asks."""
        whose = f" of {profession_label(self.profession)}" if self.profession else ""
        shares = ", ".join(f"{share:.0%} {_words(word)}" for word, share in self.levels.items())
        said = [f"need{whose} is {shares}"] if shares else []
        said += [f"band {band} delivers up to {_words(word)}" for band, word in self.up_to.items()]
        said += [
            f"an hour of band {band} takes {60 * hours:g} minutes of supervision"
            for band, hours in self.supervision.items()
        ]
        said += [
            f"band {band} gives at most {share:.0%} of all hours{whose}"
            for band, share in self.most.items()
        ]
        return "; ".join(said) or "any band delivers any level"

    def check_area(self, area: LocalArea) -> None:
        """Refuse a profession or a band that there is not, and a level that nobody may deliver."""
        problems: list[str] = []
        if self.up_to and not self.levels:
            cure = "state levels = { universal = 0.3, ... }"
            said = f"up_to names levels that are not stated; {cure}"
            raise ScenarioError("rule 'skill_mix'", [said])
        if self.profession is not None and self.profession not in area.professions:
            hint = nearest(self.profession, area.professions)
            problems.append(f"no profession {self.profession!r}; {hint}")
        bands = {_band(team) for team in area.teams} - {""}
        stated = dict.fromkeys((*self.up_to, *self.supervision, *self.most))
        problems += [
            f"no team has band {band!r}; {nearest(plain_band(band), bands)}"
            for band in stated
            if plain_band(band) not in bands
        ]
        for word in self._professions(area):
            highest = max((self._reach(team) for team in area.teams_of(word)), default=0)
            for level in [*self.levels][highest + 1 :]:
                if self.levels[level] > 0:
                    problems.append(
                        f"{profession_label(word)}: no band of its teams may deliver "
                        f"{_words(level)}, which is {self.levels[level]:.0%} of its need; add a "
                        "team that may, or state up_to otherwise"
                    )
            if self._supervised(area, word) and not self._free(area, word):
                problems.append(
                    f"{profession_label(word)}: every team needs supervision, and there is nobody "
                    "to give it; add a team of another band"
                )
        if problems:
            raise ScenarioError("rule 'skill_mix'", problems)

    def _professions(self, area: LocalArea) -> Iterator[str]:
        yield from (word for word in area.professions if self.profession in {None, word})

    def _reach(self, team: Team) -> int:
        """Return the position of the most special level that a team may deliver."""
        levels = [*self.levels]
        word = {plain_band(band): level for band, level in self.up_to.items()}.get(_band(team))
        return len(levels) - 1 if word is None else levels.index(word)

    def _supervised(self, area: LocalArea, word: str) -> dict[int, float]:
        """Return hours of supervision for a contact hour, by position of the team."""
        hours = {plain_band(band): value for band, value in self.supervision.items()}
        return {
            area.team_index[team.id]: hours[_band(team)]
            for team in area.teams_of(word)
            if hours.get(_band(team), 0.0) > 0
        }

    def _free(self, area: LocalArea, word: str) -> list[int]:
        supervised = self._supervised(area, word)
        every = [area.team_index[team.id] for team in area.teams_of(word)]
        return [team for team in every if team not in supervised]

    def allowed(self, problem: PlanningProblem) -> None:
        """Everybody may go everywhere."""
        self.check_area(problem.area)

    def guarantees(self, problem: PlanningProblem) -> Sequence[Guarantee]:  # noqa: ARG002 - contract
        """Nothing is guaranteed."""
        return ()

    def links(self, problem: PlanningProblem) -> Sequence[LinkedHours]:
        """List, setting by setting, how much may come from bands that go no higher than a level."""
        area = problem.area
        found = []
        for word in self._professions(area):
            p = area.professions.index(word)
            reach = {area.team_index[team.id]: self._reach(team) for team in area.teams_of(word)}
            for level, share in enumerate(list(accumulate(self.levels.values()))[:-1]):
                if level not in reach.values():
                    continue
                weights = {t: share - 1 if up <= level else share for t, up in reach.items()}
                found += [
                    LinkedHours(setting=int(s), profession=p, weights=weights, least=0.0)
                    for s in np.flatnonzero(problem.need[:, p] > 0)
                ]
        return found

    def hour_rows(self, problem: PlanningProblem) -> Sequence[HourRow]:
        """List what holds of all hours of a profession: supervision, and shares of bands."""
        area = problem.area
        found = []
        for word in self._professions(area):
            p = area.professions.index(word)
            teams = {area.team_index[team.id]: _band(team) for team in area.teams_of(word)}
            supervised = self._supervised(area, word)
            if supervised:
                free = self._free(area, word)
                found.append(
                    HourRow(
                        name="supervision", profession=p, contact=supervised,
                        working=dict.fromkeys(free, 1.0),
                        most=float(problem.capacity[free].sum()), hours_of=tuple(free),
                    )
                )  # fmt: skip
            for band, share in self.most.items():
                contact = {
                    t: 1 - share if own == plain_band(band) else -share for t, own in teams.items()
                }
                if plain_band(band) in teams.values():
                    found.append(
                        HourRow(
                            name=f"most_{band}", profession=p, contact=contact, working={}, most=0.0
                        )
                    )
        return found

    def breaches(self, problem: PlanningProblem, hours: FloatArray) -> Sequence[str]:
        """Name each setting and profession at which too much comes from a band."""
        found = []
        slack = hours_tolerance(float(hours.sum()))
        for link in self.links(problem):
            given = sum(w * float(hours[team, link.setting]) for team, w in link.weights.items())
            if given < -slack:
                found.append(
                    f"{problem.setting_label(link.setting)}: {-given:.4f} hours of "
                    f"{problem.area.professions[link.profession]} come from bands that may not "
                    "deliver their level"
                )
        for row in self.hour_rows(problem):
            over = row.total(problem, hours) - row.most
            if over > slack:
                word = problem.area.professions[row.profession]
                found.append(f"{word}: {row.name} is {over:.4f} hours above what it may be")
        return found


def _band(team: Team) -> str:
    return plain_band(team.band)


def _words(level: str) -> str:
    return level.replace("_", " ")
