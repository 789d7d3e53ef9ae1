"""Every single move judged at once, against each of them made and measured by itself."""

import numpy as np
import pytest

from experts_at_hand.clustering.local_search.moves import ExactMoves
from experts_at_hand.clustering.local_search.partition import Partition
from tests.clustering.local_search.graphs import in_a_county


@pytest.mark.parametrize("seed", range(4))
def test_the_best_single_move_is_the_best_of_all(seed: int) -> None:
    data = in_a_county(16, 3, seed)
    labels = np.random.default_rng(seed).permutation(np.arange(16) % 3)
    now = Partition(data, labels).score
    changes = []
    for setting in range(16):
        for to in {0, 1, 2} - {int(labels[setting])}:
            moved = labels.copy()
            moved[setting] = to
            after = Partition(data, moved).score
            changes.append((after[0] - now[0], after[1] - now[1]))
    best = min(changes)
    found = ExactMoves(data, data.from_hub, labels, labels, 1).best_single()
    assert found is not None
    assert (found.outside, found.minutes) == pytest.approx(best, abs=1e-9)


def test_who_stays_is_not_moved_and_no_moves_are_none() -> None:
    data = in_a_county(16, 3)
    labels = np.arange(16) % 3
    everybody = np.ones(16, dtype=np.bool_)
    assert ExactMoves(data, data.from_hub, labels, labels, 3, stay=everybody).best_single() is None
    assert ExactMoves(data, data.from_hub, labels, labels, 0).best_single() is None


def test_what_was_moved_may_go_home_though_no_moves_are_left() -> None:
    data = in_a_county(16, 3)
    start = np.arange(16) % 3
    labels = start.copy()
    labels[0] = (labels[0] + 1) % 3
    found = ExactMoves(data, data.from_hub, labels, start, 1).best_single()
    assert found is None or found.settings == (0,)
