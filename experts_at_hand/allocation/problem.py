"""What an allocation is made from, as arrays with labels: the sets and data of the programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, Protocol, TypeAlias

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.visits import VisitCosts
from experts_at_hand.registry.protocols import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumHours:
    """At least these hours, from whichever team.

    Parameters
    ----------
    rule
        The rule's own sentence, to be quoted when it cannot be kept.
    setting, profession
        Positions in the area's settings and professions.
    hours
        Contact hours a year, >= 0.
    """

    rule: str
    setting: int
    profession: int
    hours: float
    team: ClassVar[None] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedHours:
    """Exactly these hours from one team.

    Parameters
    ----------
    rule, setting, profession, hours
        As for `MinimumHours`.
    team
        Position of the team in the area's teams.
    """

    rule: str
    setting: int
    profession: int
    hours: float
    team: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedHours:
    """Hours of some teams at one setting that hang together: a weighted sum of at least so much.

    Parameters
    ----------
    setting, profession
        Positions.
    weights
        By position of the team.
    least
        Hours, >= 0.
    """

    setting: int
    profession: int
    weights: Mapping[int, float]
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HourRow:
    """What holds of all hours of a profession together: a weighted sum of at most so much.

    Parameters
    ----------
    name
        What it is about.
    profession
        Position.
    contact, working
        Weights of a contact hour, and of the working hours that it takes, by position of the team.
    most
        Hours.
    hours_of
        Positions of the teams whose working hours ``most`` is the sum of, if it is one.
    """

    name: str
    profession: int
    contact: Mapping[int, float]
    working: Mapping[int, float]
    most: float
    hours_of: tuple[int, ...] = ()

    def weight(self, team: int, hour_cost: float) -> float:
        """Weight of one contact hour of a team that takes so many working hours."""
        return self.contact.get(team, 0.0) + self.working.get(team, 0.0) * hour_cost

    def total(self, problem: "PlanningProblem", hours: FloatArray) -> float:
        """Return what hours, teams x settings, add up to."""
        return sum(
            float(hours[t, s]) * self.weight(int(t), float(problem.hour_cost[t, s]))
            for t, s in np.argwhere(hours > 0)
            if problem.profession_of_team[t] == self.profession
        )


Guarantee: TypeAlias = MinimumHours | FixedHours
"""Hours that a rule guarantees."""


class HardRule(Rule, Protocol):
    """What the allocation room asks of a rule beyond its sentence."""

    def allowed(self, problem: "PlanningProblem") -> BoolArray | None:
        """Mark, teams x settings, who may go where; ``None`` where the rule has no say."""

    def guarantees(self, problem: "PlanningProblem") -> Sequence[Guarantee]:
        """List the hours that the rule guarantees."""

    def breaches(self, problem: "PlanningProblem", hours: FloatArray) -> Sequence[str]:
        """Say what is wrong with hours (teams x settings) by this rule, in plain arithmetic."""


@dataclass(frozen=True, eq=False, kw_only=True)
class PlanningProblem:
    """Everything the programme is stated from.

    Parameters
    ----------
    area, travel, clustering
        As everywhere.
    visits
        What a visit costs under the chosen pattern of days.
    rules
        Hard rules, in the order stated.
    """

    area: LocalArea
    travel: TravelMatrix
    clustering: Clustering
    visits: VisitCosts
    rules: tuple[HardRule, ...] = ()

    def with_hours(self, area: LocalArea) -> "PlanningProblem":
        """Return the same with other working hours of the same teams.

        Parameters
        ----------
        area
            With the same settings and need, and the same teams at the same places.
        """
        other = replace(self, area=area)
        for name in ("need", "hour_cost", "outward_minutes", "profession_of_team"):
            other.__dict__[name] = getattr(self, name)  # what hours do not change
        return other

    @cached_property
    def need(self) -> FloatArray:
        """Settings x professions: hours a year."""
        return self.area.need.hours

    @cached_property
    def capacity(self) -> FloatArray:
        """Working hours a year, one entry a team."""
        return self.area.capacity_hours

    @cached_property
    def hour_cost(self) -> FloatArray:
        """Teams x settings: working hours that one contact hour takes (``k``); may be ``inf``."""
        return self.visits.working_hours_per_contact_hour

    @cached_property
    def outward_minutes(self) -> FloatArray:
        """Teams x settings: one-way minutes from the base to the setting."""
        return self.travel.minutes_between(self.area.team_ids, self.area.setting_ids)

    @cached_property
    def profession_of_team(self) -> IntArray:
        """Position of each team's profession."""
        order = {word: i for i, word in enumerate(self.area.professions)}
        return np.array([order[team.profession] for team in self.area.teams], dtype=np.int64)

    @cached_property
    def allowed(self) -> BoolArray:
        """Teams x settings: whether a team with hours can and may serve a setting with need."""
        mask: BoolArray = np.isfinite(self.hour_cost)
        mask &= (self.capacity > 0)[:, None]
        mask &= (self.need > 0).T[self.profession_of_team]
        for rule in self.rules:
            permitted = rule.allowed(self)
            if permitted is not None:
                mask &= permitted
        return mask

    @cached_property
    def guarantees(self) -> tuple[Guarantee, ...]:
        """What all rules guarantee, in their order."""
        return tuple(guarantee for rule in self.rules for guarantee in rule.guarantees(self))

    @cached_property
    def links(self) -> tuple[LinkedHours, ...]:
        """How rules tie hours of several teams at one setting together, in the rules' order."""
        found = [getattr(rule, "links", None) for rule in self.rules]
        return tuple(link for links in found if links is not None for link in links(self))

    @cached_property
    def hour_rows(self) -> tuple[HourRow, ...]:
        """What rules ask of all hours of a profession together, in the rules' order."""
        found = [getattr(rule, "hour_rows", None) for rule in self.rules]
        return tuple(row for rows in found if rows is not None for row in rows(self))

    @cached_property
    def reached(self) -> BoolArray:
        """Settings x professions: needed, and at least one team can and may go there."""
        served = np.zeros(self.need.shape, dtype=bool)
        for profession in range(self.need.shape[1]):
            teams = self.profession_of_team == profession
            served[:, profession] = self.allowed[teams].any(axis=0)
        return served

    def setting_label(self, setting: int) -> str:
        """Name and id of a setting, for messages."""
        item = self.area.settings[setting]
        return f"{item.name} ({item.id})"
