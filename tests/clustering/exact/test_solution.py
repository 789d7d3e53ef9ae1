"""When a search may end: with everything asked kept, and little enough left open."""

import numpy as np
import pytest

from experts_at_hand.clustering.exact.solution import Solution


def solution(cost: float, outside: float) -> Solution:
    labels = np.array([0, 1])
    return Solution(labels=labels, hubs=np.array([0, 1]), cost=cost, outside=outside)


@pytest.mark.parametrize(
    ("cost", "outside", "bound", "open_"),
    [
        (10.0, 0.0, 9.995, False),  # half a thousandth is left
        (10.0, 0.0, 9.9, True),
        (8.0, 2.0, 9.9, True),  # cheaper than anything can be: it keeps less than is asked
        (10.0, 0.0, -np.inf, True),
        (np.inf, 0.0, 9.9, True),
    ],
)
def test_what_is_outside_the_bounds_is_never_the_end(
    cost: float, outside: float, bound: float, open_: bool
) -> None:
    found = solution(cost, outside)
    assert found.open_by(bound, 1e-3) is open_
    assert not found.proved_by(bound) or not found.open_by(bound, 1e-3)
