"""A place that tests of metrics look at."""

import pytest

from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.scorecard import Scorecard
from tests.metrics.test_access import card
from tests.places import tiny_place


@pytest.fixture(scope="module")
def uneven() -> Scorecard:
    """Share 150 hours between a and b at the door, 100 each; c is 30 minutes away, out of reach.

    Access: a 0.75, b 0.75, c 0.
    """
    place = tiny_place({"a": (0, 100), "b": (0, 100), "c": (30, 100)}, {"t": (0, 150)})
    return card(place, Reach(max_minutes=5))
