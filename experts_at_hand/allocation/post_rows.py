"""Rows and columns of the programme of posts, over some of the pairs of team and setting.

Columns: hours of each pair; steps at each place; whether there is a post, where there is a least
one; the lowest access; and the hours beyond it, where a rule guarantees some.
"""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.pairs import Pairs
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.solver import MixedProgramme, Rows

NO_END = 1e6
"""Steps that are more than any place has, where their number is what is looked for."""

ROUNDING = 1e-7
"""Part of a step that is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSteps:
    """What posts of one profession come in.

    Parameters
    ----------
    profession
        Position in the area's professions.
    places
        Positions of the teams that stand for places.
    step_hours
        Working hours a year of one step.
    least
        Steps of the least post, >= 1.
    cut
        Whether posts are cut at will, so that a place may have any part of a step.
    """

    profession: int
    places: IntArray
    step_hours: float
    least: int = 1
    cut: bool = False


class PostRows:
    """The programme of one profession over some pairs, to be stated for any number of steps.

    Parameters
    ----------
    problem
        With the teams of today and one of each place for posts.
    pairs
        Every pair that the rules allow.
    posts
        What posts come in.
    present
        One entry a pair: whether it is looked at.

    Attributes
    ----------
    lowest
        Column of the lowest access.
    scale
        Hours of need, all settings in reach together.
    lowest_cost, steps_cost, travel_cost
        Costs that count the lowest access in hours of need, the steps, and hours on the road.
    """

    def __init__(
        self, problem: PlanningProblem, pairs: Pairs, posts: PostSteps, present: BoolArray
    ) -> None:
        self.team, self.demand = pairs.team[present], pairs.demand[present]
        self.hour_cost, self.need = pairs.hour_cost[present], pairs.need
        self._pairs, self._posts = len(self.team), posts
        self._problem, self._cheapest = problem, pairs.cheapest
        hosts = len(posts.places)
        self._yes: int = hosts if posts.least > 1 else 0
        guarantees = [g for g in problem.guarantees if g.profession == posts.profession]
        at = {int(s): i for i, s in enumerate(pairs.setting)}
        self._promised = [(at[g.setting], g) for g in guarantees if g.setting in at]
        more = sorted({demand for demand, _ in self._promised})
        self._setting = pairs.setting
        self._hour_rows = [x for x in problem.hour_rows if x.profession == posts.profession]
        self._linked = self._linked_pairs()
        self._weights = [
            np.array(
                [row.weight(t, c) for t, c in zip(self.team.tolist(), self.hour_cost, strict=True)]
            )
            for row in self._hour_rows
        ]
        self._steps: IntArray = self._pairs + np.arange(hosts, dtype=np.int64)
        self.lowest: int = self._pairs + hosts + self._yes
        self._more = {demand: self.lowest + 1 + i for i, demand in enumerate(more)}
        self.columns = self.lowest + 1 + len(more)
        self.scale = float(self.need.sum())
        self.lowest_cost = np.zeros(self.columns)
        self.lowest_cost[self.lowest] = self.scale
        self.steps_cost = np.zeros(self.columns)
        self.steps_cost[self._steps] = 1.0
        self.travel_cost = np.zeros(self.columns)
        self.travel_cost[: self._pairs] = self.hour_cost - 1
        self._today = self._capacity_today()

    def _capacity_today(self) -> dict[int, float]:
        """Working hours of the teams that are there already, by position."""
        places = set(self._posts.places.tolist())
        capacity = self._problem.capacity
        return {t: float(capacity[t]) for t in np.unique(self.team).tolist() if t not in places}

    def _rows(self, steps: float) -> Rows:
        """Return what must hold with so many steps."""
        posts, count, hosts = self._posts, len(self.need), len(self._steps)
        used = np.unique(np.concatenate([self.team, posts.places]))
        each, every, pairs = np.arange(hosts), np.arange(count), np.arange(self._pairs)
        one, none, end = np.ones(hosts), np.zeros(count), np.full(hosts, np.inf)
        rows = Rows()
        beyond = list(self._more)
        rows.add(
            none, none, (self.demand, pairs, np.ones(self._pairs)),
            (every, np.full(count, self.lowest), -self.need),
            (np.array(beyond, dtype=np.int64), np.array(list(self._more.values()), dtype=np.int64),
             -np.ones(len(beyond))),
        )  # fmt: skip
        capacity = np.array([self._today.get(int(t), 0.0) for t in used])
        rows.add(
            np.full(len(used), -np.inf), capacity,
            (np.searchsorted(used, self.team), pairs, self.hour_cost),
            (np.searchsorted(used, posts.places), self._steps, -posts.step_hours * one),
        )  # fmt: skip
        rows.add(np.array([-np.inf]), np.array([steps]), (0 * each, self._steps, one))
        self._add_linked(rows)
        self._add_shared(rows)
        for demand, more in self._more.items():
            least = sum(g.hours for d, g in self._promised if d == demand and g.team is None)
            columns, need = np.array([more, self.lowest]), float(self.need[demand])
            limits = np.array([least]), np.array([max(least, need)])
            rows.add(*limits, (np.zeros(2, dtype=np.int64), columns, np.array([1.0, need])))
        if self._yes:
            there, most = self._steps + hosts, float(min(steps, NO_END))
            rows.add(0 * one, end, (each, self._steps, one), (each, there, -posts.least * one))
            rows.add(-end, 0 * one, (each, self._steps, one), (each, there, -most * one))
        return rows

    def _add_linked(self, rows: Rows) -> None:
        """State how hours of several teams at one setting hang together, as a skill mix has it."""
        row, pair, weight, least = self._linked
        rows.add(least, np.full(len(least), np.inf), (row, pair, weight))

    def _linked_pairs(self) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
        """Return row, pair and weight of each entry of the links, and the least of each row."""
        pair_of: dict[int, list[tuple[int, int]]] = {}
        settings = self._setting[self.demand].tolist()
        for pair, (setting, team) in enumerate(zip(settings, self.team.tolist(), strict=True)):
            pair_of.setdefault(setting, []).append((pair, team))
        links = [x for x in self._problem.links if x.profession == self._posts.profession]
        entries = [
            (row, pair, link.weights[team])
            for row, link in enumerate(links)
            for pair, team in pair_of.get(link.setting, ())
            if link.weights.get(team)
        ]
        table = np.array(entries, dtype=np.float64).reshape(-1, 3)
        rows, pairs = table[:, :2].T.astype(np.int64)
        return rows, pairs, table[:, 2], np.array([link.least for link in links])

    def _add_shared(self, rows: Rows) -> None:
        """State what holds of all hours together; hours that posts bring are theirs to give."""
        posts, pairs = self._posts, np.arange(self._pairs)
        places = posts.places.tolist()
        for row, weight in zip(self._hour_rows, self._weights, strict=True):
            given = np.array([float(place in row.hours_of) for place in places])
            today = [t for t in row.hours_of if t not in places]
            most = float(self._problem.capacity[today].sum()) if row.hours_of else row.most
            zero = np.zeros(len(places), dtype=np.int64)
            rows.add(
                np.array([-np.inf]), np.array([most]), (0 * pairs, pairs, weight),
                (zero, self._steps, -posts.step_hours * given),
            )  # fmt: skip

    def ceiling(self, steps: float) -> float:
        """Return the access that so many steps give without any travel but the least."""
        least = float((self.need * self._cheapest).sum())
        given = sum(self._today.values()) + steps * self._posts.step_hours
        return min(1.0, given / least)

    def programme(
        self,
        costs: FloatArray,
        *,
        steps: float,
        cap: float = 1.0,
        held: float | None = None,
        cut: bool = False,
        at: FloatArray | None = None,
    ) -> MixedProgramme:
        """State it for so many steps; posts may be cut at will where only a bound is wanted.

        ``held`` fixes the lowest access, ``at`` the steps at each place.
        """
        top = min(cap, self.ceiling(steps)) if held is None else held
        lower, upper = np.zeros(self.columns), np.full(self.columns, np.inf)
        upper[: self._pairs] = self.need[self.demand] * top * (1 + 1e-9)
        for demand in self._more:
            upper[: self._pairs][self.demand == demand] = self.need[demand]
        for demand, guarantee in self._promised:
            if guarantee.team is not None:
                pair = (self.demand == demand) & (self.team == guarantee.team)
                lower[: self._pairs][pair] = upper[: self._pairs][pair] = guarantee.hours
        upper[self.lowest] = top
        if held is not None:
            lower[self.lowest] = held
        whole = np.zeros(self.columns, dtype=bool)
        if not cut:
            whole[self._steps] = True
            upper[self._steps] = steps
        if self._yes:
            there = self._steps + len(self._steps)
            upper[there] = 1.0
            whole[there] = not cut
        if self._posts.cut:
            whole[self._steps] = False
        if at is not None:
            lower[self._steps] = upper[self._steps] = at
        rows = self._rows(steps)
        return MixedProgramme(
            costs=costs, lower=lower, upper=upper, whole=whole, matrix=rows.matrix(self.columns),
            row_lower=rows.lower, row_upper=rows.upper,
        )  # fmt: skip

    def steps_of(self, values: FloatArray) -> FloatArray:
        """Return the steps at each place."""
        found: FloatArray = values[self._steps]
        return found if self._posts.cut else np.rint(found)

    def needed_steps(self, values: FloatArray) -> FloatArray:
        """Return the steps that the hours of an answer take, and no more.

        Where they are for supervision too, all that the answer has are kept.
        """
        posts = self._posts
        if any(row.hours_of for row in self._hour_rows):
            return self.steps_of(values)
        worked = np.zeros(len(self._problem.capacity))
        np.add.at(worked, self.team, values[: self._pairs] * self.hour_cost)
        steps = worked[posts.places] / posts.step_hours
        if not posts.cut:
            steps = np.ceil(steps - ROUNDING)
        kept = np.where(steps > ROUNDING, np.maximum(steps, posts.least), 0.0)
        found: FloatArray = np.minimum(kept, self.steps_of(values))
        return found
