"""The choice of columns is the best there is."""

import numpy as np
import pytest
from hypothesis import given, settings

from experts_at_hand.clustering.exact.columns.pool import Columns
from experts_at_hand.clustering.exact.set_partition import choose_columns
from experts_at_hand.clustering.exact.solution import solution_of
from tests.clustering.small_places import Place, places


@settings(max_examples=40)
@given(places(conditions=True))
def test_the_choice_is_the_best_there_is(where: Place) -> None:
    """Columns of every hub, chosen among, cost what the best of all partitions costs."""
    problem = where.problem
    parts = [
        Columns.of(problem, np.full(len(sets), hub), np.array(sets))
        for hub in range(len(problem.cost))
        if (sets := where.sets(hub))
    ]
    best = where.cheapest()
    if not parts:
        assert best == np.inf
        return
    chosen = choose_columns(problem, Columns.joined(parts), nodes=1000)
    if chosen.labels is None:
        assert best == np.inf
    else:
        assert chosen.bound == pytest.approx(best, abs=1e-6)
        found = solution_of(problem, where.data, chosen.labels)
        assert found.cost == pytest.approx(best, abs=1e-6)
