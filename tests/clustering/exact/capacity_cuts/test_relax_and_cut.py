"""A bound that keeps cuts tells that somebody has to travel, and never too much."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from experts_at_hand.clustering.exact.capacity_cuts.relax_and_cut import relax_and_cut, suits
from experts_at_hand.clustering.exact.deadline import Deadline
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, CutParameters
from tests.clustering.exact.capacity_cuts.towns import two_towns, without_cuts
from tests.clustering.small_places import Place, places
from tests.hunt import examples

CUTS = CutParameters(phases=12, rounds=100, reach=9)


def test_parts_of_hubs_say_that_nobody_travels_and_cuts_that_somebody_does() -> None:
    """The best has two hubs here and one there: two go next door, and one travels 99 or more.

    Without cuts half a hub more in the other town lets everybody stay in town.
    """
    small = two_towns()
    best = small.cheapest()
    assert best == pytest.approx(99.0 + 1.0 + 1.0, abs=1.0)
    plain = without_cuts(small, best)
    assert plain.value < 6.0
    found = relax_and_cut(small.problem, plain, best, BoundParameters(), CUTS)
    assert found.bound.value == pytest.approx(best, rel=0.02)
    assert found.bound.value <= best + 1e-9
    assert len(found.cuts) >= 2


def test_near_members_alone_lead_to_the_same_bound() -> None:
    """Where each hub looks at a few members, the bound is taken with all of them."""
    small = two_towns()
    best = small.cheapest()
    few = BoundParameters(many_hubs=1, fewest_candidates=4, candidate_factor=0.5)
    found = relax_and_cut(small.problem, without_cuts(small, best), best, few, CUTS)
    assert best * 0.9 <= found.bound.value <= best + 1e-9


def test_a_deadline_in_the_past_leaves_the_bound_as_it_is() -> None:
    """Nothing is climbed once the time is over."""
    small = two_towns()
    plain = without_cuts(small, small.cheapest())
    found = relax_and_cut(
        small.problem, plain, 200.0, BoundParameters(), CUTS, until=Deadline.after(0.0)
    )
    assert found.bound.value == plain.value
    assert not len(found.cuts)


def test_cuts_are_for_hubs_that_are_members_and_clusters_with_a_most() -> None:
    """Without a most, or with a hub that is no member, none is looked for."""
    problem = two_towns().problem
    assert suits(problem, CUTS)
    assert not suits(problem, CutParameters())
    assert not suits(replace(problem, most=np.inf), CUTS)
    assert not suits(replace(problem, own=np.array([0, 1, 2, 3, 4, -1])), CUTS)
    assert not suits(problem, replace(CUTS, most_hubs=5))


@given(small=places(conditions=True))
@settings(max_examples=examples(60), deadline=None)
def test_the_bound_is_never_above_the_best(small: Place) -> None:
    """With every condition, at whatever is said to be at hand, and no lower than without cuts."""
    best = small.cheapest()
    if not np.isfinite(best) or not suits(small.problem, CUTS):
        return
    for upper in (best, 1.5 * best + 1.0):
        plain = without_cuts(small, upper)
        found = relax_and_cut(small.problem, plain, upper, BoundParameters(), CUTS)
        assert plain.value <= found.bound.value <= best + 1e-9 * max(1.0, best)
