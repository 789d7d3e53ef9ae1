"""Access: lowest, mean and the share of need met, by hand."""

import math

import numpy as np
import pytest

from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.scorecard import Scorecard
from experts_at_hand.metrics import measure
from experts_at_hand.metrics.equity import gini, kolm_pollak, percentile_ratio
from tests.places import TinyPlace, plan

pytestmark = pytest.mark.solver


def card(place: TinyPlace, *rules: Reach) -> Scorecard:
    """Plan, check and measure."""
    return measure(place.area, place.travel, place.clustering, plan(place, rules))


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("lowest_access", 0.0),
        ("lowest_access_within_reach", 0.75),
        (
            "p10_access:profession=salt",
            0.15,
        ),  # a fifth of the way from 0 to 0.75: rank 0.1 x 2 of 0, 1, 2
        ("mean_access", 0.5),
        ("share_of_need_met", 0.5),
        ("share_below_50", 1 / 3),
        ("share_below_80", 1.0),
        ("unreached", 1.0),
        ("contact_hours", 150.0),
        ("gini_access:profession=salt", 1 / 3),  # four differences of 0.75 over 2 x 9 x 0.5
        ("p90_p10_access:profession=salt", 5.0),
        # k = 1.5 / 1.125 = 4/3; -ln((1 + 2/e) / 3) x 3/4
        ("kolm_pollak_access:profession=salt", -math.log((1 + 2 / math.e) / 3) * 0.75),
        ("lowest_access:phase=primary", 0.0),
        ("mean_access:profession=salt", 0.5),
        ("share_of_need_met:phase=primary", 0.5),
    ],
)
def test_access_and_equity(uneven: Scorecard, metric: str, value: float) -> None:
    assert uneven[metric].value == pytest.approx(value, abs=1e-6)


def test_nothing_to_measure_is_nan() -> None:
    nothing = np.array([])
    assert math.isnan(gini(nothing))
    assert math.isnan(kolm_pollak(nothing))
    assert math.isnan(percentile_ratio(nothing))
    assert gini(np.zeros(3)) == 0
    assert kolm_pollak(np.zeros(3)) == 0
    assert percentile_ratio(np.array([0.0] * 5 + [1.0] * 5)) == math.inf
