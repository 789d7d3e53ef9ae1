"""Each phase brings better clusters or a higher bound, and says which bound is the sharper."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from experts_at_hand.clustering.exact import phases
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.deadline import Deadline
from experts_at_hand.clustering.exact.parameters import EFFORTS
from experts_at_hand.clustering.exact.phase_parameters import (
    ColumnParameters,
    CountParameters,
    CutParameters,
)
from experts_at_hand.clustering.exact.phases import Phases
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.domain.arrays import IntArray
from tests.clustering.exact.capacity_cuts.towns import two_towns, without_cuts
from tests.clustering.small_places import Place

USUAL = EFFORTS["usual"]


def search(small: Place) -> Phases:
    """Return the phases of a place."""
    return Phases.of(small.problem, small.data, USUAL)


def at_hand(small: Place) -> Solution:
    """Return clusters that keep the bounds, two in the first town."""
    return solution_of(small.problem, small.data, np.array([0, 0, 1, 2, 2, 1]))


def test_clusters_and_bound_meet_in_two_towns() -> None:
    """The best is found and proved without branch and bound over pairs."""
    small = two_towns()
    best, _, _, floor = search(small).clusters_and_bound(at_hand(small))
    assert best.cost == pytest.approx(small.cheapest())
    assert best.proved_by(floor)


def test_hubs_whose_clusters_are_far_dearer_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """One set may be tried: the first costs three journeys of a hundred, so that the next is too.

    The third is not: the second has found something.
    """
    small = two_towns()
    found: dict[tuple[int, ...], Solution] = {
        (0, 1, 2): solution_of(small.problem, small.data, np.array([0, 1, 2, 0, 1, 2])),
        (0, 1, 3): solution_of(small.problem, small.data, np.array([0, 0, 1, 2, 1, 2])),
    }
    tried: list[tuple[int, ...]] = []

    def noted(_: object, __: object, hubs: IntArray, ___: object) -> Iterator[Solution]:
        tried.append(tuple(hubs.tolist()))
        yield found[tried[-1]]

    sets = [np.array([0, 1, 2]), np.array([0, 1, 3]), np.array([3, 4, 5])]
    monkeypatch.setattr(phases, "starts", lambda *_: sets)
    monkeypatch.setattr(phases, "trials", noted)
    plain = replace(
        EFFORTS["quick"], cuts=CutParameters(), counts=CountParameters(), columns=ColumnParameters()
    )
    start = solution_of(small.problem, small.data, np.array([0, 0, 1, 1, 2, 2]))
    best, *_ = Phases.of(small.problem, small.data, plain).clusters_and_bound(start)
    assert tried == list(found)
    assert best.cost == pytest.approx(small.cheapest())


def test_cuts_are_kept_where_they_win_and_columns_then_told() -> None:
    """Nearly all of the gap is closed by cuts: columns are said to have little to tell."""
    small = two_towns()
    phases, best = search(small), at_hand(small)
    bound = without_cuts(small, best.cost)
    tight = phases.with_cuts(best, bound)
    assert len(tight.cuts)
    assert tight.bound.value > bound.value
    assert phases.told_by_cuts(best, bound, tight)


def test_columns_go_first_where_clusters_are_small_or_have_a_least() -> None:
    """Two members a cluster are few; with a least of one each, many would change nothing."""
    phases = search(two_towns())
    assert phases.columns_first
    many = replace(USUAL, columns=replace(USUAL.columns, many_each=1.0))
    assert not replace(phases, parameters=many).columns_first
    least = replace(phases.problem, least=1.0)
    assert Phases.of(least, phases.data, many).columns_first


def test_no_cuts_are_looked_for_where_nothing_is_possible_or_time_is_over() -> None:
    """A bound that says that there are no clusters stays as it is, and so does one too late."""
    small = two_towns()
    phases, best = search(small), at_hand(small)
    bound = without_cuts(small, best.cost)
    for case, given in ((phases, replace(bound, value=np.inf)), (late(phases), bound)):
        tight = case.with_cuts(best, given)
        assert tight.bound is given
        assert tight.share is None


def late(phases: Phases) -> Phases:
    """Return phases whose time is over."""
    return replace(phases, until=Deadline.after(0.0))


def test_what_is_left_is_closed_by_the_sharper_bound() -> None:
    """From poor clusters and either bound the best is found and proved."""
    small = two_towns()
    phases, best = search(small), at_hand(small)
    bound = without_cuts(small, best.cost)
    for tight in (phases.with_cuts(best, bound), Tightened.without_cuts(small.problem, bound)):
        found, proved = phases.closed(best, bound, tight)
        assert found.cost == pytest.approx(small.cheapest())
        assert proved == pytest.approx(found.cost)
