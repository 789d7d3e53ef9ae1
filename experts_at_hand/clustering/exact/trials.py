"""Clusters round hubs that a search tries."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from experts_at_hand.clustering.exact.branch_and_bound import Limits
from experts_at_hand.clustering.exact.interchange import interchange
from experts_at_hand.clustering.exact.lagrangian import LowerBound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.settled_hubs import assign
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.local_search.borders import descend_unconnected
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import IntArray

WORTH = 1.05
"""What clusters round hubs may cost to be looked for, in shares of those at hand: moves across
borders may still make them cheaper. An assumption from trials."""

ALTERNATIONS = 4
"""Times that members are given to hubs, and hubs chosen for members; an assumption from trials."""


def starts(problem: MedianProblem, bound: LowerBound, best: Solution) -> list[IntArray]:
    """Return sets of hubs to start from: those of the bound, after exchanges, and at hand."""
    return [bound.hubs, interchange(problem.cost, bound.hubs), best.hubs]


def trials(
    problem: MedianProblem, data: SearchData, hubs: IntArray, limits: Limits
) -> Iterator[Solution]:
    """Yield clusters round hubs: each setting to its nearest, and the cheapest within bounds."""
    inside = bool((problem.owner[hubs] >= 0).all())
    if problem.unbounded and not problem.sums and inside:
        # Without bounds the nearest hub is the best, and exchanges of hubs settle the rest.
        yield solution_of(problem, data, round_hubs(problem, interchange(problem.cost, hubs)))
        return
    if inside:
        yield solution_of(problem, data, descend_unconnected(data, round_hubs(problem, hubs)))
    if limits.nodes:
        yield from _alternating(problem, data, hubs, limits)


def _alternating(
    problem: MedianProblem, data: SearchData, hubs: IntArray, limits: Limits
) -> Iterator[Solution]:
    """Yield the cheapest clusters round hubs, then round the best hubs of these, and so on.

    As Cooper (1964), "Heuristic methods for location-allocation problems", with bounds kept.
    """
    best: Solution | None = None
    for _ in range(ALTERNATIONS):
        given = assign(problem, data, hubs, limits)
        if given is None:
            return
        yield given
        if (problem.owner[hubs] >= 0).all():
            given = solution_of(problem, data, descend_unconnected(data, given.labels))
            yield given
        again = np.sort(given.hubs)
        if not given.beats(best) or (again == hubs).all():
            return
        best, hubs = given, again


def worth_trying(limits: Limits, best: Solution) -> Limits:
    """Return limits that give up what is far dearer than clusters at hand."""
    return replace(limits, below=WORTH * best.cost) if best.kept else limits


def round_hubs(problem: MedianProblem, hubs: IntArray) -> IntArray:
    """Put each member to its cheapest hub, and each hub that is a member to itself."""
    labels: IntArray = problem.cost[hubs].argmin(axis=0).astype(np.int64)
    own = problem.owner[hubs]
    inside = (own >= 0).nonzero()[0]
    labels[own[inside]] = inside
    return labels
