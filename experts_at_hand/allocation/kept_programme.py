"""Solving the programme of named teams: the most that every setting can keep, then least travel."""

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.solver import MixedProgramme, MixedResult, Rows, solve_mixed

NODES = 200
"""Nodes of one search."""

TRAVEL_NODES = 50
"""Nodes of the search for least travel among names that keep as much."""

HOLD = 1e-8
"""Share by which what is kept may be missed then: the precision of the search."""

NEARLY = 1e-4
"""Relative distance of bound and value at which a search ends: below what a reader sees."""


def most_kept(rows: Rows, fair: FloatArray, start: FloatArray) -> MixedResult:
    """Keep as much as can be.

    Parameters
    ----------
    rows
        Over hours of pairs, then decisions that are yes or no, then the share kept.
    fair
        Hours of a pair at most.
    start
        An answer at hand.
    """
    costs = np.zeros(len(start))
    costs[-1] = -1.0
    return solve_mixed(_stated(rows, costs, fair, 0.0), start=start, nodes=NODES, close=NEARLY)


def least_travel(rows: Rows, found: FloatArray, fair: FloatArray, travel: FloatArray) -> FloatArray:
    """Of the names that keep as much, choose those with least travel; as found where none is.

    Parameters
    ----------
    rows
        As `most_kept` has them.
    found
        Its answer.
    fair
        Hours of a pair at most.
    travel
        Hours on the road of an hour of each pair.
    """
    costs = np.zeros(len(found))
    costs[: len(travel)] = travel
    programme = _stated(rows, costs, fair, float(found[-1]) - HOLD)
    result = solve_mixed(programme, start=found, nodes=TRAVEL_NODES, close=NEARLY)
    return found if result.values is None else result.values


def _stated(rows: Rows, costs: FloatArray, fair: FloatArray, kept: float) -> MixedProgramme:
    """State the programme, with so much kept at least."""
    columns = len(costs)
    lower, upper = np.zeros(columns), np.ones(columns)
    lower[-1] = kept
    upper[: len(fair)] = fair
    whole = np.ones(columns, dtype=bool)
    whole[: len(fair)] = whole[-1] = False
    return MixedProgramme(
        costs=costs, lower=lower, upper=upper, whole=whole, matrix=rows.matrix(columns),
        row_lower=rows.lower, row_upper=rows.upper,
    )  # fmt: skip
