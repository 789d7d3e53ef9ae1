"""Hard rules: what every plan keeps, whatever its aims.

A rule may forbid pairs of team and setting, guarantee hours, or both; and it checks a finished plan
in plain arithmetic that has never heard of the solver.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from experts_at_hand.allocation.problem import (
    FixedHours,
    Guarantee,
    MinimumHours,
    PlanningProblem,
)
from experts_at_hand.allocation.tolerances import HOURS_TOLERANCE
from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.registry.protocols import RULES


@RULES.register("reach")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Send nobody on a drive longer than this.

    Parameters
    ----------
    max_minutes
        Longest one-way drive from a team's base to a setting, minutes, > 0. A setting that no team
        reaches has access 0, is named, and holds nobody else back.
    """

    max_minutes: float

    def __post_init__(self) -> None:
        if not self.max_minutes > 0:
            raise ValueError(f"max_minutes is {self.max_minutes}, expected more than 0 minutes")

    uses_clusters: ClassVar[bool] = False

    @classmethod
    def example(cls) -> Self:
        """Half an hour."""
        return cls(max_minutes=30.0)

    def sentence(self) -> str:
        """Say what the rule asks."""
        return f"no therapist drives more than {self.max_minutes:g} minutes from base to a setting"

    def allowed(self, problem: PlanningProblem) -> BoolArray:
        """Pairs within the drive."""
        within: BoolArray = problem.outward_minutes <= self.max_minutes
        return within

    def guarantees(self, problem: PlanningProblem) -> Sequence[Guarantee]:  # noqa: ARG002 - contract
        """Nothing is guaranteed."""
        return ()

    def breaches(self, problem: PlanningProblem, hours: FloatArray) -> Sequence[str]:
        """Name each pair that drives too far."""
        return [
            f"{problem.area.teams[t].id} serves {problem.setting_label(s)}, "
            f"{problem.outward_minutes[t, s]:.1f} minutes away (at most {self.max_minutes:g})"
            for t, s in np.argwhere(hours > HOURS_TOLERANCE)
            if problem.outward_minutes[t, s] > self.max_minutes
        ]


@RULES.register("floor")
@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Guarantee every setting of a phase some hours or days a year, or its need where that is less.

    Parameters
    ----------
    hours
        Contact hours a year of each profession named; state hours or days.
    days
        Days a year at the setting: visits a day x hours a visit, of each profession named.
    phase
        Settings it is for, such as primary; all of them by default.
    profession
        Profession it is for, such as salt; each of them by default.
    """

    hours: float | None = None
    days: float | None = None
    phase: Phase | None = None
    profession: str | None = None

    def __post_init__(self) -> None:
        if self.phase is not None:
            try:
                object.__setattr__(self, "phase", Phase(self.phase))
            except ValueError:
                hint = nearest(str(self.phase), [phase.value for phase in Phase])
                raise ValueError(f"unknown phase {str(self.phase)!r}; {hint}") from None
        if (self.hours is None) == (self.days is None):
            raise ValueError("a floor states either hours or days, one of the two")
        if not self._amount >= 0:
            raise ValueError(f"a floor of {self._amount:g} is less than nothing; state 0 or more")

    uses_clusters: ClassVar[bool] = False

    @classmethod
    def example(cls) -> Self:
        """One hour for everybody."""
        return cls(hours=1.0)

    @property
    def _amount(self) -> float:
        amount = self.hours if self.hours is not None else self.days
        return float("nan") if amount is None else amount

    def sentence(self) -> str:
        """Say what the rule asks."""
        unit = "hours" if self.hours is not None else "days"
        who = f"{self.phase.label} setting" if self.phase else "setting"
        what = profession_label(self.profession) if self.profession else "each profession"
        return (
            f"every {who} gets at least {self._amount:g} {unit} a year of {what}, "
            "or all it needs where that is less"
        )

    def allowed(self, problem: PlanningProblem) -> None:
        """Everybody may go everywhere."""

    def check_area(self, area: LocalArea) -> None:
        """Refuse a profession that there is not."""
        if self.profession is not None and self.profession not in area.professions:
            hint = nearest(self.profession, area.professions)
            raise ScenarioError("rule 'floor'", [f"no profession {self.profession!r}; {hint}"])

    def guarantees(self, problem: PlanningProblem) -> Sequence[Guarantee]:
        """Hours for each setting of the phase, never more than it needs."""
        self.check_area(problem.area)
        days = problem.visits.day_hours
        wanted = self._amount * (np.ones(len(days)) if self.hours is not None else days)
        return [
            MinimumHours(
                rule=self.sentence(),
                setting=s,
                profession=p,
                hours=min(float(wanted[s]), float(problem.need[s, p])),
            )
            for p, profession in enumerate(problem.area.professions)
            for s, setting in enumerate(problem.area.settings)
            if self.profession in {None, profession}
            and self.phase in {None, setting.phase}
            and problem.need[s, p] > 0
        ]

    def breaches(self, problem: PlanningProblem, hours: FloatArray) -> Sequence[str]:
        """Name each setting that gets less."""
        found = []
        for guarantee in self.guarantees(problem):
            of_profession = problem.profession_of_team == guarantee.profession
            given = float(hours[of_profession, guarantee.setting].sum())
            if given < guarantee.hours - HOURS_TOLERANCE:
                found.append(
                    f"{problem.setting_label(guarantee.setting)} gets {given:.2f} hours of "
                    f"{problem.area.professions[guarantee.profession]}, "
                    f"guaranteed {guarantee.hours:.2f}"
                )
        return found


@RULES.register("locked")
@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """Keep an assignment as it is: a link therapist stays with a setting.

    Parameters
    ----------
    team
        The team's id.
    setting
        The setting's id.
    hours
        Contact hours a year, exactly. Without it, the team alone serves the setting in its
        profession, with as many hours as the plan gives.
    """

    team: str
    setting: str
    hours: float | None = None

    def __post_init__(self) -> None:
        if self.hours is not None and not self.hours >= 0:
            raise ValueError(f"hours is {self.hours}, expected 0 or more")

    uses_clusters: ClassVar[bool] = False

    @classmethod
    def example(cls) -> Self:
        """Return a link of the toy area."""
        return cls(team="salt-west", setting="101")

    def sentence(self) -> str:
        """Say what the rule asks."""
        if self.hours is None:
            return f"{self.team} alone serves setting {self.setting} in its profession"
        return f"{self.team} gives setting {self.setting} exactly {self.hours:g} hours a year"

    def check_area(self, area: LocalArea) -> None:
        """Refuse a team or a setting that there is not."""
        problems = [
            f"there is no {noun} {word!r}; {nearest(word, known)}"
            for noun, word, known in (
                ("team", self.team, area.team_index),
                ("setting", self.setting, area.setting_index),
            )
            if word not in known
        ]
        if problems:
            raise ScenarioError("rule 'locked'", problems)

    def positions(self, problem: PlanningProblem) -> tuple[int, int]:
        """Return team and setting by position, or say which of them there is not."""
        self.check_area(problem.area)
        return problem.area.team_index[self.team], problem.area.setting_index[self.setting]

    def allowed(self, problem: PlanningProblem) -> BoolArray | None:
        """Without hours, no other team of the profession comes to the setting."""
        team, setting = self.positions(problem)
        if self.hours is not None:
            return None
        allowed = np.ones((len(problem.area.teams), len(problem.area.settings)), dtype=bool)
        others = problem.profession_of_team == problem.profession_of_team[team]
        others[team] = False
        allowed[others, setting] = False
        return allowed

    def guarantees(self, problem: PlanningProblem) -> Sequence[Guarantee]:
        """List the hours that are locked."""
        team, setting = self.positions(problem)
        if self.hours is None:
            return ()
        profession = int(problem.profession_of_team[team])
        return [
            FixedHours(
                rule=self.sentence(),
                setting=setting,
                profession=profession,
                hours=self.hours,
                team=team,
            )
        ]

    def breaches(self, problem: PlanningProblem, hours: FloatArray) -> Sequence[str]:
        """Say where the assignment is not as locked."""
        team, setting = self.positions(problem)
        given = float(hours[team, setting])
        if self.hours is not None:
            if abs(given - self.hours) <= HOURS_TOLERANCE:
                return []
            return [f"{self.team} gives {given:.2f} hours, locked at {self.hours:.2f}"]
        peers = problem.profession_of_team == problem.profession_of_team[team]
        elsewhere = float(hours[peers, setting].sum()) - given
        if elsewhere <= HOURS_TOLERANCE:
            return []
        return [f"others give setting {self.setting} {elsewhere:.2f} hours; {self.team} alone may"]
