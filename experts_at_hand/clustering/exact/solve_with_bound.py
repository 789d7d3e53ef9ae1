"""Clusters round hubs improved from a start, with a bound that no clustering can beat."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from experts_at_hand.clustering.exact.branch_and_bound import (
    Limits,
    any_solution,
    assign,
    close_gap,
)
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.effort import SearchSteps
from experts_at_hand.clustering.exact.hub_branching import branch_on_hubs
from experts_at_hand.clustering.exact.interchange import interchange
from experts_at_hand.clustering.exact.lagrangian import LowerBound, lower_bound, reduced_cost_fixing
from experts_at_hand.clustering.exact.matheuristic import Regions
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.local_search.borders import descend
from experts_at_hand.clustering.local_search.partition import Partition
from experts_at_hand.clustering.local_search.search_data import SearchData, neighbour_table
from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.watch import tell

NEAREST = 25
"""Nearest settings whose clusters a setting may change to; an assumption from trials."""

BRANCHES = 40
"""Branches on hubs for each node of branch and bound: they are that much quicker."""

WORTH_REGIONS = 3_000
"""Pairs left open from which neighbouring clusters are improved first; from trials."""

LOOSE_ROUNDS = 300
"""Steps towards the bound where clusters have no bounds: branching on hubs does the rest sooner."""

GUESSED = 1.3
"""What clusters may cost where none within the bounds is at hand, in shares of the nearest hubs'
cost: it only sets the first steps of the bound."""


def improve_with_bound(
    problem: MedianProblem,
    data: SearchData,
    start: Solution,
    steps: SearchSteps,
    until: Deadline = NEVER,
) -> tuple[Solution, float]:
    """Improve clusters at hand and prove how good they are.

    Parameters
    ----------
    problem, data
        Hubs, members, costs, and every bound.
    start
        Clusters at hand.
    steps
        How hard to try.
    until
        When to stop with what is found.

    Returns
    -------
    The best clusters that were found, and what no clustering within the bounds can beat.
    """
    limits = Limits(nodes=steps.nodes, until=until, pairs=steps.pairs)
    rounds = steps.rounds
    bound: LowerBound | None = None
    best, tried = start, set[bytes]()
    _tell(best, bound)
    loose = problem.unbounded and not problem.sums and len(problem.inside) == len(problem.cost)
    if loose:
        rounds = min(rounds, LOOSE_ROUNDS)
    for _ in range(1 if loose else steps.searches):
        bound = lower_bound(
            problem,
            _upper(problem, best, bound),
            rounds=rounds,
            start=bound,
            until=limits.until,
        )
        _tell(best, bound)
        again = _searched(problem, data, bound, best, tried, steps, until)
        if again is best or limits.until.passed:
            break
        best = again
    assert bound is not None  # noqa: S101 - at least one search
    if until.passed:
        return best, bound.value
    if limits.nodes and not best.kept:
        best = any_solution(problem, data, limits) or best
    if not limits.nodes or not best.kept:
        return best, bound.value
    if loose:
        branched = branch_on_hubs(problem, bound, best.hubs, nodes=BRANCHES * limits.nodes)
        found = solution_of(problem, data, round_hubs(problem, branched.hubs))
        return (found if found.beats(best) else best), branched.bound
    return _settled(problem, data, bound, best, rounds, limits)


def _settled(
    problem: MedianProblem,
    data: SearchData,
    bound: LowerBound,
    best: Solution,
    rounds: int,
    limits: Limits,
) -> tuple[Solution, float]:
    """Search what the bound leaves open: region by region while it is much, then as a whole."""
    regions = Regions(problem, data, until=limits.until.half_way)
    for large in (False, True):
        if not _large(problem, bound, best) or limits.until.passed:
            break
        better = regions.improve(best, bound, large=large)
        if better is not best:
            best = better
            _tell(best, bound)
            bound = lower_bound(problem, best.cost, rounds=rounds, start=bound, until=limits.until)
            _tell(best, bound)
    best, floor = close_gap(problem, data, bound, best, limits)
    tell(cost=best.cost, bound=floor)
    if limits.until.seconds is not None and best.cost > floor:  # what is left of the time
        best = replace(regions, until=limits.until).improve(best, bound, large=True)
    return best, min(floor, best.cost)


def _large(problem: MedianProblem, bound: LowerBound, best: Solution) -> bool:
    """Whether clusters within the bounds leave so much open that regions are searched."""
    return int(reduced_cost_fixing(problem, bound, best.cost).sum()) > WORTH_REGIONS


def _upper(problem: MedianProblem, best: Solution, bound: LowerBound | None) -> float:
    """Return what the best clusters may cost: it sets the length of the bound's steps."""
    if np.isfinite(best.cost) and not best.outside:
        return best.cost
    if bound is not None:
        return bound.value + (GUESSED - 1) * abs(bound.value)
    finite = np.where(np.isfinite(problem.cost), problem.cost, 0.0)
    return GUESSED * float(finite.mean(axis=0).sum())


def _searched(
    problem: MedianProblem,
    data: SearchData,
    bound: LowerBound,
    best: Solution,
    tried: set[bytes],
    steps: SearchSteps,
    until: Deadline,
) -> Solution:
    """Return the best clusters round some sets of hubs, each tried once, or those at hand."""
    again = best
    for hubs in _starts(problem, bound, best)[: steps.starts]:
        ascending = np.sort(hubs)
        if ascending.tobytes() in tried or (hubs < 0).any():
            continue
        tried.add(ascending.tobytes())
        for trial in _trials(problem, data, ascending, steps.trial_nodes, until):
            again = trial if trial.beats(again) else again
        _tell(again, bound)
    return again


def _tell(best: Solution, bound: LowerBound | None) -> None:
    """Tell who watches of clusters that keep the bounds, and of the bound."""
    tell(cost=best.cost if best.kept else np.inf, bound=-np.inf if bound is None else bound.value)


def _starts(problem: MedianProblem, bound: LowerBound, best: Solution) -> list[IntArray]:
    """Return sets of hubs to start from: those of the bound, after exchanges, and at hand."""
    return [bound.hubs, interchange(problem.cost, bound.hubs), best.hubs]


def _trials(
    problem: MedianProblem, data: SearchData, hubs: IntArray, nodes: int, until: Deadline
) -> Iterator[Solution]:
    """Yield clusters round hubs: each setting to its nearest, and the cheapest within bounds."""
    inside = bool((problem.owner[hubs] >= 0).all())
    if problem.unbounded and not problem.sums and inside:
        # Without bounds the nearest hub is the best, and exchanges of hubs settle the rest.
        yield solution_of(problem, data, round_hubs(problem, interchange(problem.cost, hubs)))
        return
    if inside:
        yield solution_of(problem, data, descend_unconnected(data, round_hubs(problem, hubs)))
    if nodes:
        given = assign(problem, data, hubs, Limits(nodes=nodes, until=until))
        if given is not None:
            yield given
            if inside:
                yield solution_of(problem, data, descend_unconnected(data, given.labels))


def descend_unconnected(data: SearchData, labels: IntArray) -> IntArray:
    """Settle borders without regard to connection, each item looking at its nearest others."""
    if len(labels) < 2:  # noqa: PLR2004 - nobody to change places with
        return labels
    partition = Partition(without_contiguity(data), labels)
    descend(partition, pairs=True)
    return partition.labels


def without_contiguity(data: SearchData) -> SearchData:
    """Return the same data with the nearest others of each item as its neighbours."""
    minutes = data.from_hub + data.from_hub.T
    np.fill_diagonal(minutes, np.inf)
    many = min(NEAREST, len(minutes) - 1)
    near = np.argsort(minutes, axis=1, kind="stable")[:, :many]
    pairs = np.unique(
        np.sort(np.column_stack([np.repeat(np.arange(len(minutes)), many), near.ravel()]), axis=1),
        axis=0,
    )
    return replace(
        data,
        first=pairs[:, 0].copy(),
        second=pairs[:, 1].copy(),
        neighbours=neighbour_table(pairs, len(minutes)),
        connected=False,
    )


def round_hubs(problem: MedianProblem, hubs: IntArray) -> IntArray:
    """Put each member to its cheapest hub, and each hub that is a member to itself."""
    labels: IntArray = problem.cost[hubs].argmin(axis=0).astype(np.int64)
    own = problem.owner[hubs]
    inside = (own >= 0).nonzero()[0]
    labels[own[inside]] = inside
    return labels
