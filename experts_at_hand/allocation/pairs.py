"""Which team could serve which setting, as flat arrays: the columns a programme may have."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False, kw_only=True)
class Pairs:
    """Services and the teams that may give them.

    A *demand* is a setting with need of a profession that at least one team can and may reach. A
    *pair* is a demand and one such team.

    Parameters
    ----------
    setting, profession
        One entry a demand: positions in the area.
    need
        One entry a demand: hours a year, > 0.
    cheapest
        One entry a demand: working hours that its cheapest contact hour takes, which no plan can
        beat.
    team, demand
        One entry a pair, ordered by demand, then team.
    hour_cost
        One entry a pair: working hours that one contact hour takes (``k``).
    teams
        Positions of the teams that have a pair, ascending.
    """

    setting: IntArray
    profession: IntArray
    need: FloatArray
    cheapest: FloatArray
    team: IntArray
    demand: IntArray
    hour_cost: FloatArray
    teams: IntArray

    def nearest(self, count: int) -> BoolArray:
        """Mark the ``count`` cheapest pairs of each demand, and the cheapest of each team."""
        order = np.lexsort((self.team, self.hour_cost, self.demand))
        first = np.searchsorted(self.demand[order], self.demand[order], side="left")
        marked = np.zeros(len(order), dtype=bool)
        marked[order[np.arange(len(order)) - first < count]] = True
        by_team = np.lexsort((self.demand, self.hour_cost, self.team))
        marked[by_team[np.unique(self.team[by_team], return_index=True)[1]]] = True
        return marked

    def named_by(self, problem: PlanningProblem) -> BoolArray:
        """Mark the pairs that rules name: present from the start, whatever they cost.

        Parameters
        ----------
        problem
            Whose rules they are.
        """
        named = np.zeros(len(self.team), dtype=bool)
        settings = self.setting[self.demand]
        for guarantee in problem.guarantees:
            if guarantee.team is not None:
                named |= (self.team == guarantee.team) & (settings == guarantee.setting)
        for link in problem.links:
            named |= np.isin(self.team, list(link.weights)) & (settings == link.setting)
        return named

    def met(self, hours: FloatArray) -> FloatArray:
        """Hours that reach each demand, from hours by pair."""
        total = np.zeros(len(self.need))
        np.add.at(total, self.demand, hours)
        return total


def list_pairs(problem: PlanningProblem, professions: Sequence[int]) -> Pairs:
    """List every pair that the rules allow.

    Parameters
    ----------
    problem
        Sets and data.
    professions
        Positions of the professions that are planned together.
    """
    columns = [np.flatnonzero(problem.reached[:, p]) for p in professions]
    setting = np.concatenate(columns).astype(np.int64)
    profession = np.repeat(np.array(professions, dtype=np.int64), [len(c) for c in columns])
    may = problem.allowed[:, setting]
    may &= problem.profession_of_team[:, None] == profession[None, :]
    demand, team = np.nonzero(may.T)
    hour_cost = problem.hour_cost[team, setting[demand]]
    cheapest = np.full(len(setting), np.inf)
    np.minimum.at(cheapest, demand, hour_cost)
    return Pairs(
        setting=setting,
        profession=profession,
        need=problem.need[setting, profession],
        cheapest=cheapest,
        team=team.astype(np.int64),
        demand=demand.astype(np.int64),
        hour_cost=hour_cost,
        teams=np.unique(team).astype(np.int64),
    )
