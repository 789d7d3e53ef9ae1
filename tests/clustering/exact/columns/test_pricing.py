"""Columns are priced: whole members that fit and are worth most, against every choice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.columns.pool import Asked, ColumnPool
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.knapsack import fill_knapsacks
from experts_at_hand.clustering.exact.lagrangian import first_multipliers
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import FloatArray
from tests.clustering.small_places import Place, place, places


def worth(problem: MedianProblem, scale: float) -> FloatArray:
    """Return multipliers that make some members worth their journey and others not."""
    found: FloatArray = scale * (first_multipliers(problem) + problem.cost.mean(axis=0))
    return found


def priced(problem: MedianProblem, multipliers: FloatArray) -> tuple[Pricer, FloatArray]:
    """Return a pricer, and what it says that each hub's cheapest column is worth."""
    pricer = Pricer.of(problem, ColumnPool(Asked(problem)))
    filled = fill_knapsacks(problem, multipliers)
    return pricer, pricer.price(multipliers, filled, np.arange(len(problem.cost))).values


def test_a_hub_takes_what_fits_and_is_worth_most() -> None:
    """Hub 0 may hold 6: beside its own 2 it takes the 4 that is worth 5, not both of 2 worth 2."""
    spots = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, 2.0)]
    problem = place([2, 2, 2, 4], spots, 2, above=0.2).problem
    multipliers = np.array([0.0, 2.0, 2.0, 7.0])
    _, values = priced(problem, multipliers)
    assert problem.most_of[0] == pytest.approx(6.0)
    assert values[0] == pytest.approx(-5.0)


@settings(max_examples=60)
@given(places(), st.sampled_from([0.2, 0.6, 1.0, 1.7]))
def test_prices_never_exceed_the_cheapest_column(where: Place, scale: float) -> None:
    """Against every set; exactly so where needs are whole numbers, and never above elsewhere."""
    problem = where.problem
    multipliers = worth(problem, scale)
    _, values = priced(problem, multipliers)
    exact = bool((problem.need == np.round(problem.need)).all())
    for hub in range(len(problem.cost)):
        reduced = problem.cost[hub] - multipliers
        best = min((float(reduced[s].sum()) for s in where.sets(hub)), default=np.inf)
        assert values[hub] <= best + 1e-9
        if exact:
            assert values[hub] == pytest.approx(best, abs=1e-9)
