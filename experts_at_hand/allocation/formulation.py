r"""The linear programme as PuLP states it: what is decided and what must hold.

Symbols, as in the names of the written ``.lp`` files
-----------------------------------------------------
==========================  ==============================================================
``hours_<team>_<setting>``  decision: contact hours a year of a team at a setting, >= 0
``access_<setting>_<p>``    decision: share of the setting's need of profession p met, 0 to 1
``lowest``                  decision: the access that every setting not yet settled has
``delivered_<setting>_<p>`` sum over teams of hours = need x access
``capacity_<team>``         sum over settings of k x hours <= working hours of the team
``minimum_<setting>_<p>``   need x access >= hours that a rule guarantees
``fixed_<team>_<setting>`` hours = hours that a rule fixes
``linked_<setting>``        weighted hours of its teams >= what a rule asks of them together
``supervision_<p>``         working hours of free teams + what supervision takes <= their hours
``worst_<setting>_<p>``     access >= lowest
==========================  ==============================================================

``k = 1 + tau / (60 L)`` is what one contact hour costs in working hours: a visit of ``L`` contact
hours takes ``tau`` minutes of travel and sign-in. Costs are in hours, whatever the objective, so
that the solver's tolerance means the same for all of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pulp

from experts_at_hand.allocation.pairs import Pairs
from experts_at_hand.allocation.problem import Guarantee, HourRow, PlanningProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.solver import weighted_sum


@lru_cache(maxsize=100_000)  # an id stands in many names
def _plain(word: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]", "_", word)


@dataclass(frozen=True, kw_only=True)
class LinearObjective:
    """A linear expression to be minimised.

    Parameters
    ----------
    hours
        Cost of one contact hour, one entry a pair; ``None`` for none.
    access
        Cost of full access, one entry a demand; ``None`` for none.
    lowest
        Cost of the lowest access.
    """

    hours: FloatArray | None = None
    access: FloatArray | None = None
    lowest: float = 0.0


class Formulation:
    """Variables and rules, born in one place, named for people, kept by key.

    Parameters
    ----------
    problem
        Sets and data.
    pairs
        Every pair that the rules allow.
    present
        One entry a pair: whether it becomes a variable.
    guarantees
        Hours that must be given; the problem's own unless stated.

    Attributes
    ----------
    programme
        The `pulp.LpProblem`.
    hours, access, lowest
        Variables: one a present pair, one a demand, and the lowest access where it was stated.
    pair_of_hours
        Position of the pair of each variable in ``hours``.
    capacity_row
        Row of each team in ``pairs.teams``. The rows of what is delivered come first, one a
        demand, so that row ``i`` is that of demand ``i``.
    worst_row
        Row of each demand, where the lowest access was stated.
    guarantee_rows
        Row, least and most hours of each guarantee.
    hour_rows
        Number of the row, weights by pair, and what is asked of all hours of a profession.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        pairs: Pairs,
        present: BoolArray,
        *,
        guarantees: Sequence[Guarantee] | None = None,
    ) -> None:
        self.problem = problem
        self.pairs = pairs
        self.programme: Any = pulp.LpProblem("allocation", pulp.LpMinimize)
        self.pair_of_hours: IntArray = np.flatnonzero(present).astype(np.int64)
        self.hours: list[Any] = []
        self.access: list[Any] = []
        self.lowest: Any = None
        self.capacity_row: dict[int, int] = {}
        self.worst_row: IntArray = np.zeros(0, dtype=np.int64)
        self.guarantee_rows: list[tuple[int, float, float]] = []
        self.hour_rows: list[tuple[int, FloatArray, HourRow]] = []
        self._names: dict[str, int] = {}
        self._rows = 0
        self._state_hours_and_access()
        self._state_guarantees(problem.guarantees if guarantees is None else guarantees)
        self._state_links()
        self._state_hour_rows()

    def _name(self, words: Sequence[str]) -> str:
        """Join words to a name that PuLP leaves alone and that nothing else has."""
        plain = "_".join([_plain(word) for word in words])[:200]
        number = self._names.get(plain, 0) + 1
        name = plain if number == 1 else f"{plain}__{number}"
        while name in self._names:  # somebody's id may look like a number of ours
            number += 1
            name = f"{plain}__{number}"
        self._names[plain] = number
        self._names[name] = self._names.get(name, 1)
        return name

    def _demand_words(self, demand: int) -> tuple[str, str]:
        return (
            self.problem.area.settings[self.pairs.setting[demand]].id,
            self.problem.area.professions[self.pairs.profession[demand]],
        )

    def variable(self, *words: str, at_most: float | None = None) -> Any:  # noqa: ANN401
        """Return a new decision, never negative."""
        return self.programme.add_variable(self._name(words), 0, at_most)

    def require(self, rule: Any, *words: str) -> int:  # noqa: ANN401 - PuLP is untyped
        """Add a row under a name that a refusal can quote, and return its number."""
        self.programme.addConstraint(rule, self._name(words))
        self._rows += 1
        return self._rows - 1

    def _state_hours_and_access(self) -> None:
        pairs, settings, teams = self.pairs, self.problem.area.settings, self.problem.area.teams
        given: list[list[tuple[Any, float]]] = [[] for _ in pairs.need]
        used: dict[int, list[tuple[Any, float]]] = {team: [] for team in pairs.teams.tolist()}
        for pair in self.pair_of_hours.tolist():
            team, demand = int(pairs.team[pair]), int(pairs.demand[pair])
            hours = self.variable("hours", teams[team].id, settings[pairs.setting[demand]].id)
            self.hours.append(hours)
            given[demand].append((hours, 1.0))
            used[team].append((hours, pairs.hour_cost[pair]))
        for demand, terms in enumerate(given):
            words = self._demand_words(demand)
            access = self.variable("access", *words, at_most=1)
            self.access.append(access)
            total = weighted_sum([*terms, (access, -pairs.need[demand])])
            self.require(total == 0, "delivered", *words)
        for team, terms in used.items():
            total = weighted_sum(terms) <= float(self.problem.capacity[team])
            self.capacity_row[team] = self.require(total, "capacity", teams[team].id)

    def _state_guarantees(self, guarantees: Sequence[Guarantee]) -> None:
        """State what rules guarantee; guarantees to demands that nobody reaches were refused."""
        pairs = self.pairs
        demand_of = {
            key: i
            for i, key in enumerate(
                zip(pairs.setting.tolist(), pairs.profession.tolist(), strict=True)
            )
        }
        hours_of = {
            (int(pairs.team[pair]), int(pairs.demand[pair])): hours
            for pair, hours in zip(self.pair_of_hours.tolist(), self.hours, strict=True)
        }
        for guarantee in guarantees:
            demand = demand_of.get((guarantee.setting, guarantee.profession))
            if demand is None:  # of a profession that is planned apart
                continue
            words = self._demand_words(demand)
            if guarantee.team is None:
                total = weighted_sum([(self.access[demand], pairs.need[demand])])
                row = self.require(total >= guarantee.hours, "minimum", *words)
                self.guarantee_rows.append((row, guarantee.hours, np.inf))
            elif guarantee.hours > 0 or (guarantee.team, demand) in hours_of:
                # None at all from a team that may not come anyway is kept without a row.
                hours = weighted_sum([(hours_of[guarantee.team, demand], 1.0)])
                team = self.problem.area.teams[guarantee.team].id
                row = self.require(hours == guarantee.hours, "fixed", team, words[0])
                self.guarantee_rows.append((row, guarantee.hours, guarantee.hours))

    def _state_links(self) -> None:
        """State how hours of several teams at one setting hang together; all of them are there."""
        if not self.problem.links:
            return
        pairs = self.pairs
        hours_of = {
            (int(pairs.team[pair]), int(pairs.setting[pairs.demand[pair]])): hours
            for pair, hours in zip(self.pair_of_hours.tolist(), self.hours, strict=True)
        }
        for link in self.problem.links:
            terms = [
                (hours_of[team, link.setting], weight)
                for team, weight in link.weights.items()
                if (team, link.setting) in hours_of
            ]
            if terms:  # else of a profession that is planned apart
                setting = self.problem.area.settings[link.setting].id
                self.require(weighted_sum(terms) >= link.least, "linked", setting)

    def _state_hour_rows(self) -> None:
        """State what holds of all hours of a profession, and keep what each pair weighs in it."""
        pairs = self.pairs
        planned = set(pairs.profession.tolist())
        for row in self.problem.hour_rows:
            if row.profession not in planned:
                continue
            weights = np.array(
                [
                    row.weight(team, cost) if pairs.profession[demand] == row.profession else 0.0
                    for team, cost, demand in zip(
                        pairs.team.tolist(), pairs.hour_cost.tolist(), pairs.demand.tolist(),
                        strict=True,
                    )
                ]
            )  # fmt: skip
            terms = zip(self.hours, weights[self.pair_of_hours].tolist(), strict=True)
            word = self.problem.area.professions[row.profession]
            number = self.require(weighted_sum([*terms]) <= row.most, row.name, word)
            self.hour_rows.append((number, weights, row))

    def state_lowest(self) -> None:
        """Add the lowest access, and that no setting falls below it."""
        if self.lowest is not None:
            return
        self.lowest = self.variable("lowest", at_most=1)
        rows = [
            self.require(
                weighted_sum([(access, 1.0), (self.lowest, -1.0)]) >= 0,
                "worst",
                *self._demand_words(demand),
            )
            for demand, access in enumerate(self.access)
        ]
        self.worst_row = np.array(rows, dtype=np.int64)

    def state(self, aim: LinearObjective) -> None:
        """State the objective."""
        terms: list[tuple[Any, float]] = []
        if aim.hours is not None:
            terms += zip(self.hours, aim.hours[self.pair_of_hours].tolist(), strict=True)
        if aim.access is not None:
            terms += zip(self.access, aim.access.tolist(), strict=True)
        if aim.lowest:
            terms.append((self.lowest, aim.lowest))
        self.programme.setObjective(weighted_sum(terms))
