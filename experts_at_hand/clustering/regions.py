"""Clusters improved a few neighbours at a time, each time as well as branch and bound can.

Where an area is too large to be searched as a whole, a cluster and its nearest others are taken out
and their hubs and members chosen anew; what is cheaper is put back (as in Stefanello, de Araujo and
Mueller 2015, "Matheuristics for the capacitated p-median problem").
"""

import numpy as np

from experts_at_hand.clustering.answers import Answer, answer_of
from experts_at_hand.clustering.deadline import NEVER, Deadline
from experts_at_hand.clustering.median_problem import MedianProblem, Sum
from experts_at_hand.clustering.programme import Connection, PairProgramme
from experts_at_hand.clustering.search_data import SearchData
from experts_at_hand.domain.arrays import FloatArray, IntArray

REGIONS = (3, 5, 8)
"""Clusters of a region: more, once fewer bring nothing; an assumption from trials."""

HUBS_EACH = 15
"""Nearest hubs that each member of a region may go to; an assumption from trials."""

REGION_NODES = 20
"""Branch-and-bound nodes for a region: mostly few are needed."""

PASSES = 6
"""Times that every cluster is the middle of a region, at most."""


def improve_regions(
    problem: MedianProblem,
    data: SearchData,
    answer: Answer,
    connection: Connection | None = None,
    until: Deadline = NEVER,
) -> Answer:
    """Choose hubs and members anew, region by region, while that makes them cheaper.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    answer
        Clusters that keep every bound.
    connection
        What keeps clusters connected, if they have to be.
    until
        When to stop with what is found.
    """
    done: set[bytes] = set()
    sizes = [size for size in REGIONS if size < len(answer.hubs)] or [len(answer.hubs)]
    for _ in range(PASSES):
        before = answer.cost
        for cluster in range(len(answer.hubs)):
            region = _region(problem, answer, cluster, sizes[0])
            members = np.isin(answer.labels, region).nonzero()[0]
            key = answer.serving[members].tobytes() + members.tobytes()
            if key in done or until.passed:  # the same clusters were searched already
                continue
            done.add(key)
            labels = _again(problem, answer, region, members, connection)
            if labels is not None:
                found = answer_of(problem, data, labels)
                answer = found if found.kept and found.beats(answer) else answer
        if answer.cost >= before * (1 - 1e-9):
            sizes = sizes[1:]
        if not sizes or until.passed:
            break
    return answer


def _region(problem: MedianProblem, answer: Answer, cluster: int, size: int) -> IntArray:
    """Return a cluster and those whose members are nearest to its hub, ascending."""
    with np.errstate(divide="ignore", invalid="ignore"):
        away = problem.cost[answer.hubs[cluster]] / problem.need
    finite = np.where(np.isfinite(away), away, np.nan)
    count = len(answer.hubs)
    far = np.array([_mean(finite[answer.labels == other]) for other in range(count)])
    far[cluster] = -1.0
    return np.sort(np.argsort(far, kind="stable")[: min(size, count)])


def _mean(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.inf


def _again(
    problem: MedianProblem,
    answer: Answer,
    region: IntArray,
    members: IntArray,
    connection: Connection | None,
) -> IntArray | None:
    """Return the labels of all members once a region was searched; ``None`` for nothing found."""
    position = np.full(len(problem.need) + 1, -1)  # the last entry stands for hubs that are none
    position[members] = np.arange(len(members))
    elsewhere = np.setdiff1d(answer.hubs, answer.hubs[region])
    inside = (problem.owner >= 0) & (position[problem.owner] >= 0)
    hubs = np.setdiff1d((inside | (problem.owner < 0)).nonzero()[0], elsewhere)
    part = MedianProblem(
        cost=problem.cost[np.ix_(hubs, members)],
        need=problem.need[members],
        clusters=len(region),
        least=problem.least,
        most=problem.most_of[hubs],
        own=np.where(problem.owner[hubs] >= 0, position[problem.owner[hubs]], -1),
        forced=None if problem.forced is None else problem.forced[hubs],
        sums=tuple(Sum(s.weight[members], s.least, s.most) for s in problem.sums),
    )
    near = np.argsort(part.cost, axis=0, kind="stable")[:HUBS_EACH]
    may = np.zeros(part.cost.shape, dtype=np.bool_)
    may[near, np.arange(len(members))] = True
    may[part.inside, part.owner[part.inside]] = True
    row = np.full(len(problem.cost), -1)
    row[hubs] = np.arange(len(hubs))
    start = row[answer.serving[members]]
    may[start, np.arange(len(members))] = True
    may &= np.isfinite(part.cost)
    inner = None if connection is None else connection.among(members)
    result = PairProgramme(part, may).solve(start, REGION_NODES, connection=inner)
    if result.serving is None:
        return None
    labels = answer.labels.copy()
    labels[members] = region[np.unique(result.serving, return_inverse=True)[1]]
    return labels
