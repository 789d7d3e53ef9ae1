"""The cut of a crowded town is found where the town has a hub and a half."""

import numpy as np
import pytest

from experts_at_hand.clustering.exact.capacity_cuts.separation import Separation
from experts_at_hand.clustering.exact.median_problem import Sum
from experts_at_hand.clustering.exact.phase_parameters import CutParameters
from experts_at_hand.domain.arrays import FloatArray
from tests.clustering.exact.capacity_cuts.towns import TOWN, two_towns
from tests.clustering.small_places import place

LOOK = CutParameters(phases=1, reach=9)


def halves() -> tuple[FloatArray, FloatArray]:
    """Each hub is half open, and takes a third of every member of its town."""
    opened, taken = np.full(6, 0.5), np.zeros((6, 6))
    taken[:3, :3] = taken[3:, 3:] = 1 / 3
    return opened, taken


def test_a_town_with_a_hub_and_a_half_breaks_its_cut() -> None:
    """Of the 3 that are needed there 2 fit into a hub: two hubs, and half a one is missing."""
    cuts = Separation.of(two_towns().problem, LOOK).broken(*halves())
    assert len(cuts) == 2
    towns = {tuple(hubs.nonzero()[0].tolist()) for hubs in cuts.hubs}
    assert towns == {(0, 1, 2), (3, 4, 5)}
    assert cuts.count.tolist() == [2.0, 2.0]
    opened, taken = halves()
    for hubs, weight in zip(cuts.hubs, cuts.weight, strict=True):
        assert weight[hubs].tolist() == pytest.approx([1.0, 1.0, 1.0])
        assert not weight[~hubs].any()
        assert 2.0 - opened[hubs].sum() - (weight * taken[~hubs]).sum() == pytest.approx(0.5)


def test_whole_hubs_break_nothing() -> None:
    """Two hubs in the one town, one in the other and a traveller: every cut is kept."""
    opened, taken = np.zeros(6), np.zeros((6, 6))
    opened[[0, 1, 3]] = 1.0
    taken[0, [0, 2]] = taken[1, [1, 5]] = taken[3, [3, 4]] = 1.0
    assert not len(Separation.of(two_towns().problem, LOOK).broken(opened, taken))


def test_a_most_on_settings_makes_cuts_too() -> None:
    """Where a cluster may have two settings, and need is no matter, the same two cuts are found."""
    there = [(x + 100.0, y) for x, y in TOWN]
    few = Sum(np.ones(6), 1.0, 2.0)
    small = place([1.0] * 6, [*TOWN, *there], 3, above=5.0, sums=(few,))
    cuts = Separation.of(small.problem, LOOK).broken(*halves())
    assert cuts.count.tolist() == [2.0, 2.0]


def test_only_round_open_hubs_is_looked() -> None:
    """With no hub open there is nowhere to look."""
    cuts = Separation.of(two_towns().problem, LOOK).broken(np.zeros(6), np.zeros((6, 6)))
    assert not len(cuts)
