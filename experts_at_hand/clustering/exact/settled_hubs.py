"""Members given to hubs that are settled: the cheapest within the bounds, or next to it."""

from collections.abc import Iterator

import numpy as np

from experts_at_hand.clustering.exact.assignment_model import AssignmentModel, Connection
from experts_at_hand.clustering.exact.branch_and_bound import LARGEST, Limits
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.solution import Solution, solution_served
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import BoolArray, IntArray

NEAREST_HUBS = 8
"""Hubs that a member may go to; an assumption from trials."""

PAIRS_EACH = 3.0
"""Pairs of each member that are decided on, of the least reduced cost. On 300 to 1,500 settings
that takes a third of the time of all pairs and comes to the same cost; an assumption from trials.
"""


def assign(
    problem: MedianProblem,
    data: SearchData,
    hubs: IntArray,
    limits: Limits,
    connection: Connection | None = None,
) -> Solution | None:
    """Give members to hubs that are settled, within the bounds; ``None`` where none was found.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    hubs
        Open hubs, ascending.
    limits
        How long it may take.
    connection
        What keeps clusters connected, if they have to be.
    """
    may = _near(problem, hubs)
    if not may.any(axis=0).all():
        return None
    for some in _pairs(problem, may, hubs, limits.below):
        model = AssignmentModel(problem, some, opened=hubs)
        result = model.solve(
            None, limits.nodes, limits.until.seconds, connection, below=limits.below
        )
        if result.serving is not None:
            return solution_served(problem, data, result.serving)
    return None


def _near(problem: MedianProblem, hubs: IntArray) -> BoolArray:
    """Return hubs x members: each member may go to the nearest, a hub takes itself."""
    cost = problem.cost[hubs]
    near = np.argsort(cost, axis=0, kind="stable")[:NEAREST_HUBS]
    may = np.zeros(problem.cost.shape, dtype=np.bool_)
    may[hubs[near], np.arange(len(problem.need))] = True
    inside = hubs[problem.owner[hubs] >= 0]
    may[:, problem.owner[inside]] = False
    may[inside, problem.owner[inside]] = True
    return may & np.isfinite(problem.cost)


def _pairs(
    problem: MedianProblem, may: BoolArray, hubs: IntArray, below: float
) -> Iterator[BoolArray]:
    """Yield the pairs of least reduced cost, then all, unless none of these could cost so little.

    With fractions of members allowed the cheapest is soon known, and by how much each pair would
    make it dearer: of what is nearly as cheap all pairs are among the first.
    """
    relaxed = AssignmentModel(problem, may, opened=hubs).relaxed()
    if relaxed is None or relaxed[0] >= below:
        return
    value, dearer = relaxed
    ranked = np.sort(dearer[may])
    few = min(len(ranked), round(PAIRS_EACH * len(problem.need)), LARGEST)
    most = ranked[few - 1]
    some = may & (dearer <= most)
    yield some
    if value + most < below and few < len(ranked) <= LARGEST:
        yield may
