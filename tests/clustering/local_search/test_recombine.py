"""Recombination: the seed decides, the bounds are kept, and more tries are never worse."""

import numpy as np
import pytest

from experts_at_hand.clustering.local_search.partition import Partition, better
from experts_at_hand.clustering.local_search.recombine import forget, recombine, usual_tries
from experts_at_hand.watch import Watch, watched
from tests.clustering.local_search.graphs import in_a_county

DATA = in_a_county(40, 5)


def test_the_seed_decides_whether_remembered_or_not() -> None:
    forget()
    one = recombine(DATA, seed=3, tries=40)
    one_again = recombine(DATA, seed=3, tries=40)
    forget()
    assert one.tolist() == one_again.tolist() == recombine(DATA, seed=3, tries=40).tolist()


def test_what_is_handed_out_is_a_copy() -> None:
    first = recombine(DATA, seed=1, tries=10)
    kept = first.tolist()
    first[:] = 0
    assert recombine(DATA, seed=1, tries=10).tolist() == kept


@pytest.mark.parametrize("seed", range(3))
def test_clusters_are_connected_near_the_bounds_and_no_worse_for_searching(seed: int) -> None:
    none, many = (Partition(DATA, recombine(DATA, seed=seed, tries=t)) for t in (0, 80))
    assert not better(none.score, many.score)
    assert many.score[0] == 0.0
    assert all(many.is_connected(cluster) for cluster in range(5))


def test_a_search_that_was_ended_is_not_remembered() -> None:
    forget()
    with watched(Watch(stop=True)):
        recombine(DATA, seed=2, tries=40)
    whole = recombine(DATA, seed=2, tries=40)
    forget()
    assert whole.tolist() == recombine(DATA, seed=2, tries=40).tolist()


def test_tries_grow_with_clusters_and_fall_with_their_size() -> None:
    counts = [usual_tries(k, 2_000) for k in (5, 20, 60, 142)]
    assert counts == sorted(counts)
    assert usual_tries(10, 3_000) < usual_tries(10, 300)
    assert isinstance(usual_tries(1, 1), int)
    assert np.isclose(usual_tries(6, 120), 360)
