"""Pairs that a bound with cuts rules out are in no clustering that is good enough."""

import numpy as np
from hypothesis import given, settings

from experts_at_hand.clustering.exact.capacity_cuts.relax_and_cut import relax_and_cut, suits
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, CutParameters
from tests.clustering.exact.capacity_cuts.towns import two_towns, without_cuts
from tests.clustering.small_places import Place, places
from tests.hunt import examples

CUTS = CutParameters(phases=8, rounds=60, reach=9)


def test_without_cuts_it_is_the_bound() -> None:
    """The same problem, the same bound, and no cut."""
    small = two_towns()
    bound = without_cuts(small, 200.0)
    tight = Tightened.without_cuts(small.problem, bound)
    assert tight.problem is small.problem
    assert tight.bound is bound
    assert not len(tight.cuts)


@given(small=places(conditions=True))
@settings(max_examples=examples(40), deadline=None)
def test_what_is_ruled_out_is_in_no_clustering_below(small: Place) -> None:
    """Every clustering that costs no more than some cost consists of possible pairs."""
    best = small.cheapest()
    if not np.isfinite(best) or not suits(small.problem, CUTS):
        return
    tight = relax_and_cut(small.problem, without_cuts(small, best), best, BoundParameters(), CUTS)
    for upper in (best, 1.2 * best):
        may = tight.possible_pairs(upper)
        for cost, columns in small.clusterings():
            if cost <= upper:
                assert all(may[hub, taken].all() for hub, taken in columns)
