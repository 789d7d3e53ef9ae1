"""Clusters chosen from columns: no bound exceeds the best, and all columns find it."""

import numpy as np
import pytest
from hypothesis import given, settings

from experts_at_hand.clustering.exact.by_columns import ByColumns
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, ColumnParameters
from experts_at_hand.clustering.exact.solution import solution_of
from tests.clustering.small_places import Place, places

MANY = ColumnParameters(counts=(100_000,), worth=0.0, worth_between=0.0, reach=0.0)


@settings(max_examples=40)
@given(places(conditions=True))
def test_no_bound_exceeds_the_best_and_all_columns_find_it(where: Place) -> None:
    """The bound of every phase lies below the best; with all columns let in, the best is found."""
    problem = where.problem
    best = where.cheapest()
    search = ByColumns.of(problem, where.data, MANY)
    assert search is not None
    start = solution_of(problem, where.data, np.arange(len(problem.need)) % problem.clusters)
    bound = lower_bound(problem, start.cost, BoundParameters(rounds=30), pricer=search.pricer)
    assert bound.value <= best + 1e-7
    bound = search.climb(bound)
    assert bound.value <= best + 1e-7
    found, floor = search.choose(start, bound)
    assert floor <= best + 1e-7
    if np.isfinite(best) and start.kept:
        assert found.cost == pytest.approx(best, abs=1e-7)
        assert floor == pytest.approx(best, abs=1e-6)
    if found.kept:
        assert found.cost >= best - 1e-7
