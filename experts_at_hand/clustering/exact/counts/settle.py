"""A branch settled: the few pairs of hub and member it can have, by branch and bound."""

from collections.abc import Sequence

import numpy as np

from experts_at_hand.clustering.exact.assignment_model import AssignmentModel, Connection, Searched
from experts_at_hand.clustering.exact.branch_and_bound import Limits
from experts_at_hand.clustering.exact.counts.choice import Count, choose_within
from experts_at_hand.clustering.exact.counts.climb import Branch
from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.clustering.exact.knapsack import fill_knapsacks
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray


def pairs_within(problem: MedianProblem, parts: Parts, branch: Branch, upper: float) -> BoolArray:
    """Mark the pairs of hub and member that a clustering of a branch may have below a cost.

    Parameters
    ----------
    problem, parts
        What is clustered, and what counts are of.
    branch
        With its counts and multipliers.
    upper
        The cost.

    Returns
    -------
    Hubs x members; none where the branch has no clustering.
    """
    filled = fill_knapsacks(problem, branch.multipliers)
    cost = _with_hub(filled.values, branch.counts, parts, problem.clusters, upper, branch)
    parts_cost = cost[:, None] + filled.added(problem, branch.multipliers)
    slack = 1e-9 * max(1.0, abs(upper))
    may: BoolArray = (parts_cost <= upper + slack) & np.isfinite(problem.cost)
    return may


def _with_hub(
    values: FloatArray,
    counts: Sequence[Count],
    parts: Parts,
    clusters: int,
    upper: float,
    branch: Branch,
) -> FloatArray:
    """Return what clusters of a branch cost at least that have a hub, for each hub."""
    cost = np.full(len(values), np.inf)
    chosen = choose_within(values, counts, parts, clusters)
    if chosen is None:
        return cost
    total = float(branch.multipliers.sum())
    best = total + float(values[chosen].sum())
    cost[chosen] = best
    # The hub takes the place of another one, at best of the dearest.
    promising = best + values - float(values[chosen].max()) <= upper + 1e-9 * abs(upper)
    promising[chosen] = False
    for hub in promising.nonzero()[0].tolist():
        first = values.copy()
        first[hub] = -1e300
        with_hub = choose_within(first, counts, parts, clusters)
        if with_hub is not None and hub in with_hub:
            cost[hub] = total + float(values[with_hub].sum())
    return cost


def search_pairs(
    problem: MedianProblem,
    parts: Parts,
    branch: Branch,
    may: BoolArray,
    limits: Limits,
    connection: Connection | None,
    enough: float,
) -> Searched:
    """Search for the cheapest clustering of a branch among some pairs.

    Parameters
    ----------
    problem, parts
        What is clustered, and what counts are of.
    branch
        With its counts.
    may
        Hubs x members: the pairs.
    limits
        How long it may take.
    connection
        What keeps clusters connected, if they have to be.
    enough
        A bound above this is all that is wanted to be known.
    """
    if not may.any(axis=0).all():
        return Searched(np.inf, None)
    model = AssignmentModel(problem, may)
    for count in branch.counts:
        hubs = parts.inside[count.part].nonzero()[0]
        opens = model.opens[hubs]
        opens = opens[opens >= 0]
        if not len(opens):
            if count.least > 0:
                return Searched(np.inf, None)
            continue
        model.rows.add(
            np.zeros_like(opens), opens, np.ones(len(opens)), low=count.least, high=count.most
        )
    return model.solve(None, limits.nodes, limits.until.seconds, connection, enough=enough)
