"""Sets of hubs are drawn as the bound has them, and merging never makes clusters worse."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.branch_and_bound import Limits
from experts_at_hand.clustering.exact.capacity_cuts.relax_and_cut import relax_and_cut, suits
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.merging import Merging, drawn_hubs
from experts_at_hand.clustering.exact.phase_parameters import (
    BoundParameters,
    CutParameters,
    MergeParameters,
)
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.exact.trials import trials
from experts_at_hand.domain.arrays import IntArray
from tests.clustering.exact.capacity_cuts.towns import two_towns, without_cuts
from tests.clustering.small_places import Place, place, places
from tests.hunt import examples

CUTS = CutParameters(phases=4, rounds=60, reach=9)


def merging(small: Place, starts: int, until: Deadline = NEVER) -> Merging:
    """Return the search of a place, so many starts at most."""
    plain = without_cuts(small, 2.0 * small.cheapest() + 1.0)
    return Merging(
        problem=small.problem,
        data=small.data,
        tight=relax_and_cut(small.problem, plain, 200.0, BoundParameters(), CUTS),
        parameters=MergeParameters(starts=starts, patience=starts),
        trials=partial(trials, small.problem, small.data, limits=Limits(nodes=10)),
        until=until,
    )


def poor(small: Place) -> Solution:
    """Return the dearest clusters that keep every bound."""
    cost, columns = max(small.clusterings(), key=lambda found: found[0])
    labels = np.zeros(len(small.problem.need), dtype=np.int64)
    for cluster, (_, taken) in enumerate(columns):
        labels[taken] = cluster
    found = solution_of(small.problem, small.data, labels)
    assert found.cost <= cost + 1e-9  # clusters choose their own hubs
    return found


@given(
    shares=st.lists(st.integers(0, 10), min_size=4, max_size=12),
    seed=st.integers(0, 1_000),
)
@settings(max_examples=examples(60), deadline=None)
def test_every_stretch_gets_its_hubs_rounded_up_or_down(shares: list[int], seed: int) -> None:
    """As many hubs as are asked for; of each stretch no more than a hub off what its shares say."""
    total = sum(shares)
    clusters = -(-total // 10)
    if not total or (np.array(shares) > 0).sum() < clusters:
        return
    share = np.array(shares) * clusters / total
    if (share > 1).any():
        return
    order = np.random.default_rng(seed + 1).permutation(len(shares))
    hubs = drawn_hubs(share, order, clusters, np.random.default_rng(seed))
    assert len(hubs) == clusters
    assert (np.diff(hubs) > 0).all()
    chosen = np.isin(order, hubs)
    for first in range(len(order)):
        for last in range(first + 1, len(order) + 1):
            wanted = float(share[order[first:last]].sum())
            assert abs(chosen[first:last].sum() - wanted) < 1 + 1e-9


def test_a_hub_with_more_than_its_share_is_drawn_once() -> None:
    """Where one hub holds all shares, the others are taken in the order of theirs."""
    share = np.array([2.7, 0.1, 0.2, 0.0])
    hubs = drawn_hubs(share, np.arange(4), 3, np.random.default_rng(0))
    assert hubs.tolist() == [0, 1, 2]


def test_starts_find_the_best_of_two_towns() -> None:
    """From the dearest clusters a few starts come to the cheapest."""
    small = two_towns()
    found = merging(small, 12).improve(poor(small), 0.0)
    assert found.kept
    assert found.cost == pytest.approx(small.cheapest())


def test_nothing_is_started_where_little_is_open_or_no_time_is_left() -> None:
    """The clusters at hand come back as they are."""
    small = two_towns()
    start = poor(small)
    assert merging(small, 12).improve(start, start.cost) is start
    assert merging(small, 12, Deadline.after(0.0)).improve(start, 0.0) is start
    assert merging(small, 0).improve(start, 0.0) is start
    many = merging(small, 12)
    many.parameters = replace(many.parameters, members_started=5)
    assert many.improve(start, 0.0) is start


def test_a_set_of_hubs_is_tried_once() -> None:
    """However often it is drawn."""
    small = two_towns()
    tried: list[bytes] = []

    def noted(hubs: IntArray) -> Iterator[Solution]:
        tried.append(hubs.tobytes())
        yield from trials(small.problem, small.data, hubs, Limits(nodes=10))

    search = merging(small, 40)
    search.trials = noted
    search.improve(poor(small), 0.0)
    assert len(tried) == len(set(tried))


def test_what_several_starts_found_in_several_towns_is_put_together() -> None:
    """Three towns of four, two and two close by; each start has paired one of them well.

    Well paired a town costs 1 + 1, badly 5 + 5: a start 22 in all, and what is best of each 6.
    """
    xy = [(town + x, 0.0) for town in (0.0, 100.0, 200.0) for x in (0.0, 1.0, 5.0, 6.0)]
    small = place([1.0] * 12, xy, 6, above=0.0)
    well, badly = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    starts = [
        solution_of(
            small.problem,
            small.data,
            np.concatenate([2 * town + (well if town == good else badly) for town in range(3)]),
        )
        for good in range(3)
    ]
    assert [start.cost for start in starts] == pytest.approx([22.0] * 3)
    waiting = iter(starts[1:])
    search = Merging(
        problem=small.problem,
        data=small.data,
        tight=Tightened.without_cuts(small.problem, without_cuts(small, 200.0)),
        parameters=MergeParameters(starts=2, nearest=0, dear=0.0),  # no pairs, so the pool alone
        trials=lambda _: iter([next(waiting)]),
    )
    search.tight = replace(search.tight, share=np.full(12, 0.5))
    found = search.improve(starts[0], 0.0)
    assert found.cost == pytest.approx(6.0)


@given(small=places(conditions=True))
@settings(max_examples=examples(40), deadline=None)
def test_what_is_merged_keeps_everything_and_is_no_dearer(small: Place) -> None:
    """With every condition; never below what is possible."""
    best = small.cheapest()
    if not np.isfinite(best) or not suits(small.problem, CUTS):
        return
    start = poor(small)
    found = merging(small, 3).improve(start, -1.0)
    assert found.kept
    assert best - 1e-9 <= found.cost <= start.cost
