"""The programme at work: few pairs, a proof that no other pair would help, solved in place.

A plan uses few of the teams x settings pairs, so the solver is given each setting's nearest teams
only. After every solve the duals price the absent pairs: one that could improve the aim enters and
the programme is solved again from the basis it has, until none can. Then the answer is optimal
among *all* pairs, which is what "optimal" means here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from experts_at_hand.allocation.formulation import Formulation, LinearObjective
from experts_at_hand.allocation.pairs import Pairs, list_pairs
from experts_at_hand.allocation.problem import Guarantee, PlanningProblem
from experts_at_hand.allocation.tolerances import (
    KEEP_HOURS,
    KEEP_SHARE,
    PRICE_TOLERANCE,
    PROMISE_SLACK,
)
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.solver import IncrementalLP, SolveStatus

NEAREST_TEAMS = 4
"""Teams a setting starts with. More means fewer rounds of pricing and a larger programme; the
figures behind the choice stand in ``benchmarks/README.md``."""

ENTERING = 4
"""Absent pairs of a setting that may enter at once: the best ones; the next solve tells whether
the others are still wanted."""

GIVING_WAY = (1e-8, 1e-7, 1e-6)
"""Hours that settled rows give back, step by step, where HiGHS finds no plan that keeps them all:
its answers may be off by more than the precision asked for (3e-8 was seen)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _HeldObjective:
    """A settled objective as a row: the hours' part of it, and what it may not exceed."""

    row: int
    hours: FloatArray
    upper: float


def keep_slack(value: float) -> float:
    """Return the hours of a settled objective that the next may give back."""
    return KEEP_HOURS + KEEP_SHARE * abs(value)


class AllocationModel:
    """The programme for some professions, stated in PuLP and solved live in HiGHS.

    Parameters
    ----------
    problem
        Sets and data.
    professions
        Positions of the professions that are planned together.
    guarantees
        Hours that must be given; the problem's own unless stated.
    nearest_teams
        How many teams a setting starts with.
    time_limit_seconds
        For all solves together; ``None`` for no limit.

    Attributes
    ----------
    pairs
        Every pair that the rules allow.
    present
        One entry a pair: whether the solver has it.
    settled_access
        One entry a demand: access that settled objectives guarantee.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        professions: Sequence[int],
        *,
        guarantees: Sequence[Guarantee] | None = None,
        nearest_teams: int = NEAREST_TEAMS,
        time_limit_seconds: float | None = None,
    ) -> None:
        self.problem = problem
        self.professions = tuple(professions)
        self.pairs: Pairs = list_pairs(problem, professions)
        self.present: BoolArray = self.pairs.nearest(nearest_teams) | self.pairs.named_by(problem)
        self.formulation = Formulation(problem, self.pairs, self.present, guarantees=guarantees)
        self.settled_access: FloatArray = np.zeros(len(self.pairs.need))
        self._has_own_level: BoolArray = np.zeros(len(self.pairs.need), dtype=bool)
        self._time_limit = time_limit_seconds
        self._aim = LinearObjective()
        self._kept: list[_HeldObjective] = []
        self._standing = [
            _HeldObjective(row=row, hours=weights, upper=asked.most)
            for row, weights, asked in self.formulation.hour_rows
        ]
        self._settled = False

    @cached_property
    def live(self) -> IncrementalLP:
        """The programme in the solver: stated before, changed in place from here on."""
        stated = self.formulation
        columns = [*stated.hours, *stated.access]
        if stated.lowest is not None:
            columns.append(stated.lowest)
        live = IncrementalLP(stated.programme, columns, time_limit_seconds=self._time_limit)
        hours, access = len(stated.hours), len(stated.access)
        self._pair_of_hours = stated.pair_of_hours
        self._hours_column = live.columns[:hours]
        self._access_column = live.columns[hours : hours + access]
        self._lowest_column = live.columns[hours + access :]
        return live

    @property
    def _columns(self) -> IntArray:
        return np.concatenate([self._hours_column, self._access_column, self._lowest_column])

    @cached_property
    def _team_row(self) -> IntArray:
        """Row of the capacity of each pair's team."""
        row = self.formulation.capacity_row
        return np.array([row[team] for team in self.pairs.team.tolist()], dtype=np.int64)

    def _coefficients(self, aim: LinearObjective) -> FloatArray:
        """Coefficients of an aim, in the order of ``_columns``."""
        none_of_hours, none_of_access = (
            np.zeros(len(self.pairs.team)),
            np.zeros(len(self.pairs.need)),
        )
        return np.concatenate(
            [
                (none_of_hours if aim.hours is None else aim.hours)[self._pair_of_hours],
                none_of_access if aim.access is None else aim.access,
                np.full(len(self._lowest_column), aim.lowest),
            ]
        )

    def minimise(self, aim: LinearObjective) -> SolveStatus:
        """Find the best plan for an aim among all pairs, whatever was left out at first.

        Returns
        -------
        SolveStatus
            ``optimal`` when no present pair and no absent pair can improve the aim.
        """
        self._aim = aim
        if "live" not in self.__dict__:
            self.formulation.state(aim)
        else:
            self.live.set_costs(self._columns, self._coefficients(aim))
        ways = iter(GIVING_WAY)
        while True:
            status = self.live.solve()
            if status == "infeasible" and not self.present.all():
                self._enter(np.flatnonzero(~self.present))
                continue
            if status == "infeasible" and self._settled:
                # Some plan kept every row a solve ago, to HiGHS's precision: give way by as much.
                hours = next(ways, None)
                if hours is None:
                    return "stopped"
                self._give_way(hours)
                continue
            if status != "optimal":
                return status
            wanted = self._improving()
            if not len(wanted):
                return "optimal"
            self._enter(wanted)

    def _give_way(self, hours: float) -> None:
        """Let settled objectives and settled access give back a little more."""
        shared = np.flatnonzero((self.settled_access > 0) & ~self._has_own_level)
        if len(shared):  # each gives back by its own need
            self._free_of_lowest(shared, float(self.settled_access[shared[0]]))
            self.live.set_column_bounds(self._lowest_column[0], 0.0, 1.0)
        for kept in self._kept:
            self.live.set_row_bounds(kept.row, -np.inf, kept.upper + hours)
        for demand in np.flatnonzero(self.settled_access > 0).tolist():
            slack = hours * max(1.0, 1 / float(self.pairs.need[demand]))
            row = int(self.formulation.worst_row[demand])
            self.live.set_row_bounds(row, float(self.settled_access[demand]) - slack, np.inf)

    def _improving(self) -> IntArray:
        """Absent pairs with a negative reduced cost: one hour of them would improve the aim."""
        absent = np.flatnonzero(~self.present)
        if not len(absent):
            return absent
        duals = self.live.row_duals()
        cost = np.zeros(len(absent)) if self._aim.hours is None else self._aim.hours[absent]
        reduced = cost - self.pairs.hour_cost[absent] * duals[self._team_row[absent]]
        reduced -= duals[self.pairs.demand[absent]]  # row i is what demand i is given
        for kept in (*self._standing, *self._kept):
            reduced -= kept.hours[absent] * duals[kept.row]
        return self._best_of_each_service(absent, reduced)

    def _best_of_each_service(self, absent: IntArray, reduced: FloatArray) -> IntArray:
        """Of the pairs that would improve the aim, the few best of each demand."""
        improving = reduced < -PRICE_TOLERANCE
        absent, reduced = absent[improving], reduced[improving]
        demand = self.pairs.demand[absent]
        order = np.lexsort((reduced, demand))
        ranked = demand[order]
        rank = np.arange(len(order)) - np.searchsorted(ranked, ranked, side="left")
        best: IntArray = absent[order[rank < ENTERING]]
        return best

    def _enter(self, entering: IntArray) -> None:
        """Give the solver some pairs that it did not have."""
        kept = [one for one in (*self._standing, *self._kept) if one.hours.any()]
        depth = 2 + len(kept)
        rows = np.empty((len(entering), depth), dtype=np.int64)
        values = np.empty((len(entering), depth))
        rows[:, 0], values[:, 0] = self.pairs.demand[entering], 1.0
        rows[:, 1], values[:, 1] = self._team_row[entering], self.pairs.hour_cost[entering]
        for i, one in enumerate(kept, start=2):
            rows[:, i], values[:, i] = one.row, one.hours[entering]
        costs = np.zeros(len(entering)) if self._aim.hours is None else self._aim.hours[entering]
        starts = np.arange(len(entering), dtype=np.int64) * depth
        numbers = self.live.add_columns(costs, starts, rows.ravel(), values.ravel())
        self._hours_column = np.concatenate([self._hours_column, numbers])
        self._pair_of_hours = np.concatenate([self._pair_of_hours, entering])
        self.present[entering] = True

    def keep(self, aim: LinearObjective, value: float) -> None:
        """Hold an aim at a value while the next is looked at."""
        upper = value + keep_slack(value)
        row = self.live.add_row(self._columns, self._coefficients(aim), upper=upper)
        hours = np.zeros(len(self.pairs.team)) if aim.hours is None else aim.hours
        self._kept.append(_HeldObjective(row=row, hours=hours, upper=upper))
        self._settled = True

    def settle_lowest(self, demands: IntArray, level: float) -> None:
        """Fix the access of demands that cannot rise above a level; the others may go on."""
        self.settled_access[demands] = level
        self._settled = True
        if len(demands) == np.count_nonzero(~self._has_own_level):
            # All that are left share a level: one bound, where a coefficient each takes a round.
            self.live.set_column_bounds(self._lowest_column[0], min(level, 1.0), 1.0)
        else:
            self._free_of_lowest(demands, level)

    def _free_of_lowest(self, demands: IntArray, level: float) -> None:
        """Give demands a level of their own in place of the lowest of all."""
        rows = self.formulation.worst_row[demands]
        for row in rows:
            self.live.set_coefficient(row, self._lowest_column[0], 0.0)
        self.live.set_rows_bounds(rows, np.full(len(rows), level), np.full(len(rows), np.inf))
        self._has_own_level[demands] = True

    def begin_again(self, problem: PlanningProblem) -> None:
        """Take back what was settled, and give teams other working hours.

        Parameters
        ----------
        problem
            As it was stated, but for the hours.
        """
        self.problem = problem
        if "live" not in self.__dict__:
            self.formulation.state(LinearObjective())
        row_of = self.formulation.capacity_row
        teams, rows = np.array(list(row_of)), np.array(list(row_of.values()))
        self.live.set_rows_bounds(rows, np.full(len(rows), -np.inf), problem.capacity[teams])
        if self._kept:
            self.live.drop_rows(len(self._kept))
        self._kept = []
        rows = self.formulation.worst_row[np.flatnonzero(self._has_own_level)]
        for row in rows:
            self.live.set_coefficient(row, self._lowest_column[0], -1.0)
        self.live.set_rows_bounds(rows, np.zeros(len(rows)), np.full(len(rows), np.inf))
        for lowest in self._lowest_column:
            self.live.set_column_bounds(lowest, 0.0, 1.0)
        self.settled_access = np.zeros(len(self.pairs.need))
        self._has_own_level[:] = False
        self._settled = False
        self.live.begin_again()

    def hours(self) -> FloatArray:
        """Contact hours of the last solve, one entry a pair."""
        hours = np.zeros(len(self.pairs.team))
        hours[self._pair_of_hours] = np.maximum(self.live.values()[self._hours_column], 0.0)
        return hours

    def lowest(self) -> float:
        """Lowest access of the last solve, among settings not yet settled."""
        return float(self.live.values()[self._lowest_column[0]])

    def worst_duals(self) -> FloatArray:
        """Hours that the aim loses for each unit of access demanded of a demand, >= 0."""
        return self.live.row_duals()[self.formulation.worst_row]

    def minimised_with_more(self, aim: LinearObjective, team_id: str, hours: float) -> float | None:
        """Return the least value of an aim if a team had more hours; ``None`` if time runs out.

        The team has its own hours again afterwards.
        """
        team = self.problem.area.team_index[team_id]
        row, limit = self.formulation.capacity_row[team], float(self.problem.capacity[team])
        self.live.set_row_bounds(row, -np.inf, limit + hours)
        rows = self.formulation.hour_rows
        shared = [(n, asked.most) for n, _, asked in rows if team in asked.hours_of]
        for number, most in shared:
            self.live.set_row_bounds(number, -np.inf, most + hours)
        # Read before the hours are taken back: HiGHS forgets an answer that no longer holds.
        value = self.live.objective if self.minimise(aim) == "optimal" else None
        self.live.set_row_bounds(row, -np.inf, limit)
        for number, most in shared:
            self.live.set_row_bounds(number, -np.inf, most)
        return value

    def any_plan(self) -> SolveStatus:
        """Find a plan that keeps every guarantee with the pairs at hand, however long it takes.

        Without one there is nothing to report when time runs out, so the limit is for what follows.
        """
        if "live" not in self.__dict__:
            self.formulation.state(LinearObjective())
        limit, self.live.time_limit_seconds = self.live.time_limit_seconds, None
        status = self.live.solve()
        if limit is not None:
            self.live.time_limit_seconds = limit + self.live.seconds
        return status

    def loosen_guarantees(self) -> None:
        """Let guarantees that take the very last hour be short of it by what nobody notices."""
        for row, least, most in self.formulation.guarantee_rows:
            self.live.set_row_bounds(row, least - PROMISE_SLACK, most + PROMISE_SLACK)

    def enter(self, pairs: BoolArray) -> None:
        """Give the solver the pairs marked, one entry a pair, as far as it lacks them."""
        entering = np.flatnonzero(pairs & ~self.present)
        if len(entering):
            self._enter(entering)

    def capacity_duals(self) -> dict[str, float]:
        """Change of the aim for one more working hour, by team id, as the duals have it."""
        duals = self.live.row_duals()
        shared = self.formulation.hour_rows
        return {
            self.problem.area.teams[team].id: float(duals[row])
            + sum(float(duals[n]) for n, _, asked in shared if team in asked.hours_of)
            for team, row in self.formulation.capacity_row.items()
        }
