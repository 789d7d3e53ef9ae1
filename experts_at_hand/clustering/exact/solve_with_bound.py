"""Clusters round hubs improved from a start, with a bound that no clustering can beat."""

from experts_at_hand.clustering.exact.branch_and_bound import (
    any_solution,
)
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.parameters import SearchParameters
from experts_at_hand.clustering.exact.phases import Phases
from experts_at_hand.clustering.exact.solution import Solution
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.watch import tell

LARGER = (1, 2, 4, 8)
"""How much larger regions get, and how much longer each is searched, while there is time left."""


def solve_with_bound(
    problem: MedianProblem,
    data: SearchData,
    start: Solution,
    parameters: SearchParameters,
    until: Deadline = NEVER,
) -> tuple[Solution, float]:
    """Improve clusters at hand and prove how good they are.

    Parameters
    ----------
    problem, data
        Hubs, members, costs, and every bound.
    start
        Clusters at hand.
    parameters
        How hard to try.
    until
        When to stop with what is found.

    Returns
    -------
    The best clusters that were found, and what no clustering within the bounds can beat.
    """
    search = Phases.of(problem, data, parameters, until)
    best, bound, tight, floor = search.clusters_and_bound(start)
    if until.passed or best.proved_by(floor):
        return best, floor
    merging = search.merging(best, tight)
    by_columns = search.by_columns(best, bound) and not search.told_by_cuts(best, bound, tight)
    if not (by_columns and search.columns_first):
        best = merging.improve(best, floor)
    if by_columns:
        best, bound, proved = search.chosen(best, bound)
        floor = max(floor, proved)
        if best.proved_by(floor):
            return best, best.cost
    nodes = parameters.nodes
    if nodes and not best.kept:
        best = any_solution(problem, data, search.limits) or best
    if not nodes or not best.kept or until.passed:
        return best, floor
    if search.loose:
        return search.branched(best, bound)
    regions = search.regions(best, bound)
    best, bound = search.improved_by_regions(best, bound, tight, regions)
    best, proved = search.closed(best, bound, tight)
    floor = max(floor, min(proved, best.cost))
    tell(cost=best.cost, bound=floor)
    for times in LARGER if until.seconds is not None else ():  # what is left of the time
        if not best.proved_by(floor):
            best = merging.improve(best, floor, more=times)
            best = regions.larger(times, until).improve(best, bound, large=True)
    return best, min(floor, best.cost)
