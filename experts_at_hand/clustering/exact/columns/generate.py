"""Multipliers at which no column is missing: column generation round those of the bound.

The prices of a restricted choice jump about while columns are missing. So columns are priced
between them and the best multipliers known (smoothing, Wentges 1997, "Weighted Dantzig-Wolfe
decomposition for linear mixed-integer programming"); every pricing bounds all clusterings too.
"""

from dataclasses import replace

import numpy as np

from experts_at_hand.clustering.exact.columns.pool import Columns
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.knapsack import choose_hubs, fill_knapsacks
from experts_at_hand.clustering.exact.lagrangian import LowerBound
from experts_at_hand.clustering.exact.phase_parameters import ColumnParameters
from experts_at_hand.clustering.exact.set_partition import RestrictedMaster
from experts_at_hand.domain.arrays import FloatArray

BOX = 10.0
"""How many times its multiplier in the bound a member may be worth. An assumption: it keeps prices
from jumping about while columns are few. Where it is too little the bound ends lower, and holds."""


def generate(
    pricer: Pricer,
    bound: LowerBound,
    parameters: ColumnParameters,
    *,
    enough: float = np.inf,
    until: Deadline = NEVER,
) -> LowerBound:
    """Climb from the multipliers of a bound to where hardly a column is missing.

    Parameters
    ----------
    pricer
        With the pool that columns are collected in; those that it has met are chosen among.
    bound
        At hand.
    parameters
        How many steps, and how close.
    enough
        A bound above this is all that is wanted to be known.
    until
        When to stop with what is proved.
    """
    pool = pricer.pool
    assert pool is not None  # noqa: S101 - columns are generated into a pool
    # A member that the bound says little of may be worth as much as the mean one.
    worth = np.abs(bound.multipliers)
    master = RestrictedMaster(pricer.problem, dear=BOX * np.maximum(worth, worth.mean()))
    pricer.collect()
    best, _ = _priced(pricer, bound.multipliers, bound, parameters)
    master.add(pool.columns())
    keep = parameters.smoothing
    for _ in range(parameters.generations):
        solved = master.solve()
        if solved is None or until.passed:
            break
        value, prices = solved
        if value - best.value <= parameters.close * abs(value) or best.value > enough:
            break
        tried = keep * best.multipliers + (1 - keep) * prices
        best, new = _priced(pricer, tried, best, parameters)
        if not len(new) or (new.reduced(prices) >= 0).all():
            keep = keep / 2 if keep > parameters.least_smoothing else 0.0
        else:
            keep = parameters.smoothing
        master.add(new)
    return replace(best, hubs=master.hubs(), by_columns=True)


def _priced(
    pricer: Pricer, multipliers: FloatArray, best: LowerBound, parameters: ColumnParameters
) -> tuple[LowerBound, Columns]:
    """Price all hubs at some multipliers; return the better bound, and the columns that are new."""
    problem = pricer.problem
    filled = fill_knapsacks(problem, multipliers)
    more = int(min(parameters.more_hubs * problem.clusters, len(problem.cost)))
    filled = pricer.cheapest(multipliers, filled, more)
    new = pricer.collect()
    hubs = choose_hubs(problem, filled.values)
    value = float(multipliers.sum() + filled.values[hubs].sum())
    if value > best.value:
        best = replace(best, value=value, multipliers=multipliers, whole=True)
    return best, new
