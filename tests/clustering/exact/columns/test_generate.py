"""Generated columns reach the choice with fractions."""

import numpy as np
import pytest

from experts_at_hand.clustering.exact.columns.generate import generate
from experts_at_hand.clustering.exact.columns.pool import Asked, ColumnPool
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, ColumnParameters
from experts_at_hand.clustering.exact.set_partition import RestrictedMaster
from tests.clustering.small_places import place


def test_generation_reaches_the_choice_with_fractions() -> None:
    """Where hardly a column is missing, bound and restricted choice meet."""
    rng = np.random.default_rng(5)
    need = rng.integers(1, 9, 40).astype(float).tolist()
    spots = [tuple(at) for at in rng.uniform(0, 50, (40, 2))]
    problem = place(need, spots, 6, above=0.1).problem
    pool = ColumnPool(Asked(problem))
    pricer = Pricer.of(problem, pool)
    first = lower_bound(problem, 300.0, BoundParameters(rounds=100), pricer=pricer)
    bound = generate(pricer, first, ColumnParameters(generations=300))
    master = RestrictedMaster(problem, dear=np.full(40, 1e4))
    master.add(pool.columns())
    solved = master.solve()
    assert solved is not None
    assert bound.value == pytest.approx(solved[0], rel=2e-5)
    assert len(bound.hubs) == 6
