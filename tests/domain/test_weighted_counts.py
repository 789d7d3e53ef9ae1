"""Counts by weight, by hand; what weighs nothing is not asked for."""

import numpy as np
import pytest

from experts_at_hand.domain.counts import Counts
from experts_at_hand.domain.weighted_counts import WeightedCounts

COUNTS = Counts(
    pupils=np.array([100.0]), ehcp=np.array([4.0]), sen_support=np.array([20.0]),
    idaci=np.array([0.5]), further={"slcn": np.array([7.0])},
)  # fmt: skip


def test_by_hand() -> None:
    """10 + 2 x 4 + 1 x 20 + 0.1 x 100 + 3 x 7 = 69, and half of a 40% uplift makes 82.8."""
    weights = WeightedCounts(
        per_setting=10.0, per_ehcp=2.0, per_sen_support=1.0, per_pupil=0.1,
        per_count={"slcn": 3.0}, deprivation_uplift=0.4,
    )  # fmt: skip
    assert weights.weigh(COUNTS)[0] == pytest.approx(69 * 1.2)
    assert weights.counts_deprivation_twice
    assert set(weights.weighed()) == {"ehcp", "sen_support", "pupils", "slcn", "idaci"}


def test_what_weighs_nothing_is_not_asked_for() -> None:
    weights = WeightedCounts(
        per_setting=6.0, per_sen_support=0.0, per_pupil=0.0, per_count={"slcn": 0.0}
    )
    assert weights.weighed() == ()
    assert weights.weigh(COUNTS).tolist() == [6.0]
    assert not weights.counts_deprivation_twice


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"per_pupil": -1.0}, "per_pupil is -1.0"),
        ({"per_count": {"slcn": float("nan")}}, "per_count.slcn is nan"),
        ({"deprivation_uplift": -2.0}, "deprivation_uplift is -2.0"),
    ],
)
def test_weights_below_nothing_are_refused(said: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        WeightedCounts(**said)  # type: ignore[arg-type]
