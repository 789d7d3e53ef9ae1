r"""What no plan over several years can better: one linear programme over all of them.

Posts are cut at will, never fall from one year to the next, cost no more than each year's budget
and grow no faster than each year allows. It maximises the sum of the lowest access of every year::

    need z = sum over teams of h            each year, setting and profession
    sum over settings of k h <= C_t, and <= H n_j for posts
    sum of costs x n <= budget of the year, n of a year >= n of the year before
    Z of a year <= z of each profession

Whatever posts are, in steps and year by year, they keep all that; guarantees of rules, left out
here, only take away. So it is a bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.post_programme import PostProgramme
from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.domain.arrays import BoolArray
from experts_at_hand.errors import SolverError
from experts_at_hand.solver import MixedProgramme, Rows, solve_mixed


@dataclass(frozen=True, eq=False, kw_only=True)
class BudgetYear:
    """One year of the programme.

    Parameters
    ----------
    problem
        Need, teams of today and places for posts in that year.
    budget
        What all its posts may cost.
    costs
        What a whole-time equivalent of each profession costs, in the unit of the budget.
    hire
        What may be added to the posts of the year before; ``inf`` for no limit.
    only_clusters
        Clusters whose hubs may have new posts; all of them where it is empty.
    """

    problem: PostProblem
    budget: float
    costs: Sequence[float]
    hire: float
    only_clusters: tuple[str, ...] = ()

    def closed(self) -> BoolArray:
        """Return, profession by profession and place by place, where no new post may be."""
        return np.array(
            [
                bool(self.only_clusters) and place.hub_of not in self.only_clusters
                for word in self.problem.professions
                for place in self.problem.places_of(word)
            ],
            dtype=bool,
        )


def most_over_years(years: Sequence[BudgetYear]) -> float:
    """Return the sum of the lowest access of every year that no plan exceeds.

    Parameters
    ----------
    years
        In order; places and professions are the same in all of them.

    Raises
    ------
    SolverError
        If the solver fails.
    """
    rows = Rows()
    next_column, lowest = 0, []
    before: list[tuple[int, int]] = []
    for year in years:
        lowest.append(next_column)
        next_column += 1
        posts: list[tuple[int, int]] = []
        for levels in year.problem.levels:
            next_column, at = _profession(rows, levels.programme, next_column, lowest[-1])
            posts.append(at)
        _money(rows, year, posts, before)
        before = posts
    costs = np.zeros(next_column)
    costs[lowest] = -1.0
    upper = np.full(next_column, np.inf)
    upper[lowest] = 1.0
    result = solve_mixed(
        MixedProgramme(
            costs=costs, lower=np.zeros(next_column), upper=upper,
            whole=np.zeros(next_column, dtype=bool), matrix=rows.matrix(next_column),
            row_lower=rows.lower, row_upper=rows.upper,
        ),
        nodes=1,
    )  # fmt: skip
    if result.values is None:
        raise SolverError("the programme over all years has no answer; please report this case")
    return float(result.values[lowest].sum())


def _profession(
    rows: Rows, programme: PostProgramme, first: int, lowest: int
) -> tuple[int, tuple[int, int]]:
    """State one profession in one year; return the next free column, and where its posts are."""
    pairs, posts = programme.pairs, programme.posts
    hours = first + np.arange(len(pairs.team))
    there = first + len(hours) + np.arange(len(posts.places))
    level = first + len(hours) + len(there)
    count = len(pairs.need)
    none = np.zeros(count)
    rows.add(
        none, none, (pairs.demand, hours, np.ones(len(hours))),
        (np.arange(count), np.full(count, level), -pairs.need),
    )  # fmt: skip
    used = np.unique(np.concatenate([pairs.team, posts.places]))
    capacity = np.where(np.isin(used, posts.places), 0.0, programme.problem.capacity[used])
    a_wte = posts.step_hours / programme.wte_of_step
    rows.add(
        np.full(len(used), -np.inf), capacity,
        (np.searchsorted(used, pairs.team), hours, pairs.hour_cost),
        (np.searchsorted(used, posts.places), there, np.full(len(there), -a_wte)),
    )  # fmt: skip
    zero = np.zeros(1, dtype=np.int64)
    if count:
        rows.add(
            np.array([-np.inf]), np.zeros(1), (zero, zero + lowest, np.ones(1)),
            (zero, zero + level, -np.ones(1)),
        )  # fmt: skip
    return level + 1, (int(there[0]) if len(there) else level, len(there))


def _money(
    rows: Rows, year: BudgetYear, posts: list[tuple[int, int]], before: list[tuple[int, int]]
) -> None:
    """State budget and hiring, and that posts never fall."""
    now = np.concatenate([np.arange(at, at + count) for at, count in posts])
    costs = np.concatenate(
        [np.full(count, cost) for (_, count), cost in zip(posts, year.costs, strict=True)]
    )
    zero = np.zeros(len(now), dtype=np.int64)
    rows.add(np.array([-np.inf]), np.array([year.budget]), (zero, now, costs))
    hired = [(zero, now, costs)]
    shut = np.flatnonzero(year.closed())
    new = [(np.arange(len(shut)), now[shut], np.ones(len(shut)))]
    if before:
        then = np.concatenate([np.arange(at, at + count) for at, count in before])
        each, one = np.arange(len(now)), np.ones(len(now))
        rows.add(0 * one, np.full(len(now), np.inf), (each, now, one), (each, then, -one))
        hired.append((zero, then, -costs))
        new.append((np.arange(len(shut)), then[shut], -np.ones(len(shut))))
    rows.add(np.full(len(shut), -np.inf), np.zeros(len(shut)), *new)
    rows.add(np.array([-np.inf]), np.array([year.hire]), *hired)
