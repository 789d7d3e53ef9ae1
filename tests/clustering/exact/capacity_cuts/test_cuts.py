"""Every clustering keeps a cut, and a price on it makes none dearer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.assignment_model import AssignmentModel
from experts_at_hand.clustering.exact.capacity_cuts.cuts import CapacityCuts
from experts_at_hand.clustering.exact.capacity_cuts.relax_and_cut import suits
from experts_at_hand.clustering.exact.capacity_cuts.separation import Separation
from experts_at_hand.clustering.exact.phase_parameters import CutParameters
from experts_at_hand.domain.arrays import FloatArray
from tests.clustering.exact.capacity_cuts.towns import two_towns
from tests.clustering.small_places import Place, places
from tests.hunt import examples

EVERY = CutParameters(phases=1, least_broken=-10.0, least_open=-1.0, alike=1.0, cuts=40, reach=9)
"""Cuts whether they are broken or not."""


def some_cuts(small: Place, rng: np.random.Generator) -> CapacityCuts:
    """Return cuts found at shares drawn at random."""
    hubs, members = small.problem.cost.shape
    separation = Separation.of(small.problem, EVERY)
    opened: FloatArray = rng.random((hubs,))
    return separation.broken(opened, rng.random((hubs, members)))


def town_cut() -> CapacityCuts:
    """Return the cut of the first town: two of its hubs, or somebody is served from elsewhere.

    It needs 3 and a hub takes 2: ``r = 2``, and 1 is left for the last hub, so that every member
    weighs a whole hub.
    """
    inside = np.array([[True] * 3 + [False] * 3])
    return CapacityCuts(inside, inside.astype(np.float64), np.array([2.0]))


def test_what_a_cut_lacks_is_counted_in_hubs() -> None:
    """One hub in the town that takes two: one hub is missing; a third taken elsewhere, none is."""
    cut, taken = town_cut(), np.zeros((2, 6))
    taken[0, :2] = 1.0
    hubs = np.array([0, 3])
    assert cut.missing(hubs, taken).tolist() == [1.0]
    taken[1, 2] = 1.0
    assert cut.missing(hubs, taken).tolist() == [0.0]


def test_a_price_changes_costs_as_the_cut_says() -> None:
    """Whoever is served from elsewhere costs the price less, and so does a hub inside.

    At 6 a hub the two that are asked for make 12, which the three hubs that open share: 4 each.
    """
    problem = two_towns().problem
    priced = town_cut().priced(problem, np.array([6.0]))
    change = priced.cost - problem.cost
    assert change[3, 0] == pytest.approx(-6.0)
    assert change[0, 1] == pytest.approx(0.0)
    assert change[0, 0] == pytest.approx(4.0 - 6.0)
    assert change[3, 3] == pytest.approx(4.0)


def test_cuts_stand_in_branch_and_bound_as_rows() -> None:
    """With the rows of a cut nothing else is found than without."""
    small = two_towns()
    model = AssignmentModel(small.problem, np.isfinite(small.problem.cost))
    rows = model.rows.count
    town_cut().state(model)
    assert model.rows.count == rows + 1
    found = model.solve(None, 1_000)
    assert found.bound == pytest.approx(small.cheapest())


@given(seed=st.integers(0, 10**6), small=places(conditions=True))
@settings(max_examples=examples(60), deadline=None)
def test_every_clustering_keeps_every_cut(seed: int, small: Place) -> None:
    """Cuts found anywhere lack nothing in any clustering, which no price makes dearer."""
    if not suits(small.problem, EVERY):
        return
    rng = np.random.default_rng(seed)
    cuts = some_cuts(small, rng)
    prices = rng.random(len(cuts)) * rng.choice([0.0, 1.0, 30.0], len(cuts))
    priced = cuts.priced(small.problem, prices)
    for cost, columns in small.clusterings():
        hubs = np.array([hub for hub, _ in columns])
        taken = np.array([members for _, members in columns], dtype=np.float64)
        missing = cuts.missing(hubs, taken)
        assert (missing <= 1e-6).all()
        new = sum(float(priced.cost[hub, members].sum()) for hub, members in columns)
        assert new == pytest.approx(cost + float(prices @ missing), abs=1e-6)


@given(seed=st.integers(0, 10**6), small=places(conditions=True))
@settings(max_examples=examples(20), deadline=None)
def test_rows_of_cuts_cut_nothing_off(seed: int, small: Place) -> None:
    """Branch and bound with every cut that was found ends at the best clusters."""
    if not suits(small.problem, EVERY):
        return
    model = AssignmentModel(small.problem, np.isfinite(small.problem.cost))
    some_cuts(small, np.random.default_rng(seed)).state(model)
    best, found = small.cheapest(), model.solve(None, 10_000)
    if np.isfinite(best):
        assert found.bound == pytest.approx(best, abs=1e-6)
    else:
        assert found.serving is None
