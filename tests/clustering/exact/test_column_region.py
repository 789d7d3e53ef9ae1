"""A region chosen anew from columns is no dearer."""

import numpy as np
import pytest

from experts_at_hand.clustering.exact.column_region import choose_anew
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, ColumnParameters
from experts_at_hand.clustering.exact.solution import solution_of
from tests.clustering.small_places import place


@pytest.mark.parametrize("seed", range(3))
def test_a_region_chosen_anew_is_no_dearer(seed: int) -> None:
    """Members spread over hubs without heed come nearer; what is best already stays."""
    rng = np.random.default_rng(seed)
    need = rng.integers(1, 9, 24).astype(float).tolist()
    spots = [tuple(at) for at in rng.uniform(0, 50, (24, 2))]
    where = place(need, spots, 4, above=0.6)
    problem = where.problem
    serving = np.arange(4)[np.arange(24) % 4]
    cost = float(problem.cost[serving, np.arange(24)].sum())
    bound = lower_bound(problem, cost, BoundParameters(rounds=100))
    labels = choose_anew(problem, serving, bound.multipliers, ColumnParameters(), 5_000)
    assert labels is not None
    found = solution_of(problem, where.data, labels)
    assert found.kept
    assert found.cost < cost
    again = choose_anew(problem, found.serving, bound.multipliers, ColumnParameters(), 5_000)
    assert again is None or solution_of(problem, where.data, again).cost <= found.cost + 1e-9
