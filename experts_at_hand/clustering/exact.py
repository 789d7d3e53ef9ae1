"""What the bound leaves open, settled by branch and bound."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.clustering.fills import MedianProblem
from experts_at_hand.clustering.lagrangian import LowerBound, possible
from experts_at_hand.domain.arrays import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

NEAREST_HUBS = 8
"""Hubs that a member may go to when hubs are settled; an assumption from trials."""

GUESSES = (0.35, 1.0)
"""How far up the gap the best is looked for at first, and then: the lower, the fewer pairs are left
to search, and what is found below the guess is proved best. An assumption from trials."""

SETTLED = 1e-9
"""Share of the cost by which bound and answer may differ and still be the same."""

LARGEST = 12_000
"""Pairs of hub and member up to which branch and bound is worth its time; an assumption."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Closed:
    """What branch and bound made of the gap.

    Parameters
    ----------
    bound
        No clustering is cheaper.
    labels
        The cluster of each setting; ``None`` where nothing better than the one at hand was found.
    """

    bound: float
    labels: IntArray | None


def close_gap(
    problem: MedianProblem,
    bound: LowerBound,
    labels: IntArray,
    *,
    sizes: tuple[float, float],
    nodes: int,
    seconds: float | None = None,
) -> Closed | None:
    """Search what could still be better than a clustering at hand; ``None`` if that is too much.

    Parameters
    ----------
    problem, bound
        What is clustered, and how cheap it could be.
    labels
        The cluster of each setting in the clustering at hand, which keeps every bound.
    sizes
        Settings a cluster holds at least and at most.
    nodes
        Branch-and-bound nodes at most.
    seconds
        And seconds at most; no limit by default.
    """
    hubs, upper = hubs_of(problem, labels)
    floor, better = bound.value, None
    for share in GUESSES:
        # What costs no more than the guess has these pairs only: found among them, it is the best.
        guess = floor + share * (upper - floor)
        tried = _search_below(problem, bound, guess, hubs[labels], sizes, nodes, seconds)
        if tried is None:
            break
        floor = max(floor, min(tried.bound, guess))
        if tried.labels is not None:
            found_hubs, cost = hubs_of(problem, tried.labels)
            if cost < upper - 1e-12:
                hubs, upper, labels, better = found_hubs, cost, tried.labels, tried.labels
        if upper <= floor + SETTLED * abs(upper):
            floor = upper
            break
    else:
        return Closed(bound=min(floor, upper), labels=better)
    if floor <= bound.value and better is None:
        return None
    return Closed(bound=min(floor, upper), labels=better)


def _search_below(
    problem: MedianProblem,
    bound: LowerBound,
    guess: float,
    chosen: IntArray,
    sizes: tuple[float, float],
    nodes: int,
    seconds: float | None,
) -> Closed | None:
    """Search the pairs that a clustering no dearer than a guess may have, and those at hand."""
    from experts_at_hand.solver import solve_binary

    may = possible(problem, bound, guess)
    may &= may[np.arange(len(may)), problem.owner][:, None]
    may[chosen, np.arange(len(chosen))] = True  # the answer at hand stays an answer
    hub, member = may.nonzero()
    if len(hub) > LARGEST:
        return None
    rows = _rules(problem, hub, member, sizes)
    result = solve_binary(
        problem.cost[hub, member],
        rows.matrix(len(hub)),
        (np.concatenate(rows.lower), np.concatenate(rows.upper)),
        start=(chosen[member] == hub).astype(np.float64),
        nodes=nodes,
        seconds=seconds,
    )
    if result.values is None:
        return Closed(bound=result.bound, labels=None)
    return Closed(bound=result.bound, labels=_labels(hub, member, result.values, len(chosen)))


def assign(
    problem: MedianProblem, hubs: IntArray, *, sizes: tuple[float, float], nodes: int
) -> IntArray | None:
    """Give members to hubs within the bounds; ``None`` where none was found.

    Parameters
    ----------
    problem
        What is clustered.
    hubs
        Hubs to choose from, ascending; all are opened where they are as many as the clusters.
    sizes
        Settings a cluster holds at least and at most.
    nodes
        Branch-and-bound nodes at most.
    """
    from experts_at_hand.solver import solve_binary

    near = np.argsort(problem.cost[hubs], axis=0, kind="stable")[:NEAREST_HUBS]
    may = np.zeros(problem.cost.shape, dtype=np.bool_)
    may[hubs[near], np.arange(len(problem.need))] = True
    own = problem.owner[hubs]
    if len(hubs) == problem.clusters:
        may[:, own[own >= 0]] = False
    may[hubs[own >= 0], own[own >= 0]] = True
    may &= np.isfinite(problem.cost)
    hub, member = may.nonzero()
    rows = _rules(problem, hub, member, sizes)
    result = solve_binary(
        problem.cost[hub, member],
        rows.matrix(len(hub)),
        (np.concatenate(rows.lower), np.concatenate(rows.upper)),
        nodes=nodes,
    )
    if result.values is None:
        return None
    return _labels(hub, member, result.values, len(problem.need))


def _labels(hub: IntArray, member: IntArray, values: FloatArray, count: int) -> IntArray:
    taken = values > 0.5  # noqa: PLR2004 - yes or no
    serving = np.empty(count, dtype=np.int64)
    serving[member[taken]] = hub[taken]
    labels: IntArray = np.unique(serving, return_inverse=True)[1].astype(np.int64)
    return labels


class _Rows:
    """Collects rows of the programme as (row, decision, coefficient)."""

    def __init__(self) -> None:
        self.entries: list[tuple[IntArray, IntArray, FloatArray]] = []
        self.lower: list[FloatArray] = []
        self.upper: list[FloatArray] = []

    def add(
        self, row: IntArray, column: IntArray, value: FloatArray, *, low: float, high: float
    ) -> None:
        """Add rows 0 to ``row.max()`` of a block, all between the same two values."""
        first = sum(len(block) for block in self.lower)
        many = int(row.max(initial=-1)) + 1
        self.entries.append((row + first, column, value))
        self.lower.append(np.full(many, low))
        self.upper.append(np.full(many, high))

    def matrix(self, columns: int) -> "csr_array[np.float64]":
        """Return all rows as one sparse matrix."""
        from scipy.sparse import coo_array

        row, column, value = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        shape = (sum(len(block) for block in self.lower), columns)
        return coo_array((value, (row, column)), shape=shape).tocsr()


def _rules(
    problem: MedianProblem, hub: IntArray, member: IntArray, sizes: tuple[float, float]
) -> _Rows:
    """State what every clustering keeps, with a decision for each pair; a hub's own pair opens it.

    Parameters
    ----------
    problem
        What is clustered.
    hub, member
        Of each decision.
    sizes
        Settings a cluster holds at least and at most.
    """
    count, own = len(hub), hub == member
    every = np.arange(count)
    opens = np.full(len(problem.need), -1)
    opens[hub[own]] = own.nonzero()[0]
    rows = _Rows()
    rows.add(member, every, np.ones(count), low=1, high=1)  # each setting in one cluster
    others = (~own).nonzero()[0]
    pair = np.tile(np.arange(len(others)), 2)
    sides = np.concatenate([others, opens[hub[others]]])
    rows.add(pair, sides, np.repeat([1.0, -1.0], len(others)), low=-np.inf, high=0)
    both, where = np.tile(hub, 2), np.concatenate([every, opens[hub]])
    for weight, least, most in (
        (problem.need[member], problem.least, problem.most),
        (np.ones(count), *sizes),
    ):
        if least > 0:
            value = np.concatenate([weight, np.where(own, -least, 0.0)])
            rows.add(both, where, value, low=0, high=np.inf)
        if np.isfinite(most):
            value = np.concatenate([weight, np.where(own, -most, 0.0)])
            rows.add(both, where, value, low=-np.inf, high=0)
    opened = own.nonzero()[0]
    ones = np.ones(len(opened))
    rows.add(np.zeros_like(opened), opened, ones, low=problem.clusters, high=problem.clusters)
    return rows


def hubs_of(problem: MedianProblem, labels: IntArray) -> tuple[IntArray, float]:
    """Return the cheapest hub of each cluster, and what the clusters cost together."""
    hubs, total = [], 0.0
    for cluster in range(int(labels.max()) + 1):
        members = np.flatnonzero(labels == cluster)
        costs = problem.cost[np.ix_(members, members)].sum(axis=1)
        hubs.append(int(members[costs.argmin()]))
        total += float(costs.min())
    return np.array(hubs, dtype=np.int64), total
