"""Each setting to one team: no single move or swap is left."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.allocation.spread_evenly import spread_evenly
from tests.hunt import examples

pytestmark = pytest.mark.solver


@given(
    load=st.lists(st.floats(1, 50), min_size=2, max_size=6),
    sizes=st.lists(st.floats(20, 90), min_size=2, max_size=3),
)
@budget(max_examples=examples(40), deadline=None)
def test_no_single_move_or_swap_is_left(load: list[float], sizes: list[float]) -> None:
    """By brute force over every move and swap of what `spread_evenly` returns."""
    hours = np.tile(np.array(load), (len(sizes), 1))
    capacity = np.array(sizes)
    own, fullest = spread_evenly(hours, capacity, np.zeros(len(load), dtype=np.int64))

    def full(choice: np.ndarray) -> tuple[float, int]:
        used = np.array([hours[t, choice == t].sum() for t in range(len(sizes))]) / capacity
        return float(used.max()), int(used.argmax())

    assert full(own)[0] == pytest.approx(fullest)
    for s in range(len(load)):
        for t in range(len(sizes)):
            other = own.copy()
            other[s] = t
            assert full(other)[0] >= fullest - 1e-9
        for r in range(s):
            other = own.copy()
            other[s], other[r] = own[r], own[s]
            assert full(other)[0] >= fullest - 1e-9
