"""The same columns every time."""

import numpy as np

from experts_at_hand.clustering.exact.columns.enumerate import columns_below
from experts_at_hand.clustering.exact.columns.generate import generate
from experts_at_hand.clustering.exact.columns.pool import Asked, ColumnPool
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, ColumnParameters
from tests.clustering.small_places import place


def test_the_same_columns_every_time() -> None:
    rng = np.random.default_rng(8)
    need = rng.uniform(1, 9, 30).tolist()
    spots = [tuple(at) for at in rng.uniform(0, 50, (30, 2))]
    problem = place(need, spots, 5, below=0.3, above=0.3).problem

    def once() -> tuple[bytes, float]:
        pricer = Pricer.of(problem, ColumnPool(Asked(problem)))
        bound = lower_bound(problem, 400.0, BoundParameters(rounds=60), pricer=pricer)
        bound = generate(pricer, bound, ColumnParameters())
        listed = columns_below(pricer, Asked(problem), bound.multipliers, 400.0, 300)
        return listed.columns.taken.tobytes(), listed.bound + listed.theta

    assert once() == once()
