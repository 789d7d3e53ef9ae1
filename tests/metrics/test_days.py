"""Days at the average school, and the spread beside the mean."""

import pytest

from tests.metrics.test_access import card
from tests.places import tiny_place

pytestmark = pytest.mark.solver


def test_the_spread_of_days_stands_beside_the_mean() -> None:
    """Full need for four schools of 6, 12, 18 and 60 hours: 1, 2, 3 and 10 days of two visits.

    The mean is 4 days and the median 2.5; the tenth percentile lies 0.3 of the way from 1 to 2.
    """
    place = tiny_place({"a": (0, 6), "b": (0, 12), "c": (0, 18), "d": (0, 60)}, {"t": (0, 9_000)})
    measured = card(place)
    days = {
        word: measured[f"days_{word}_primary"].value
        for word in ("lowest", "p10", "median", "highest")
    }
    scale = days["lowest"]
    assert {word: value / scale for word, value in days.items()} == pytest.approx(
        {"lowest": 1.0, "p10": 1.3, "median": 2.5, "highest": 10.0}
    )
    assert measured["days_per_primary"].value / scale == pytest.approx(4.0)
