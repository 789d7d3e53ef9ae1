"""Settings as hubs and items: need-weighted minutes, ways too long, settings kept together."""

import numpy as np
import pytest

from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.methods.p_median import PMedian
from tests.clustering.maps import crow, line

AREA = line(1.0, 1.0, 2.0)


def instance(**asked: object) -> ClusteringInstance:
    method = PMedian(clusters=2, **asked)  # type: ignore[arg-type]
    return ClusteringInstance.of(AREA, crow(AREA), method.requirements)


def test_a_pair_costs_its_share_of_need_times_minutes() -> None:
    """A quarter, a quarter and a half of the need; a kilometre is a minute."""
    cost = instance().problem.cost
    assert cost == pytest.approx(
        np.array([[0.0, 0.25, 1.0], [0.25, 0.0, 0.5], [0.5, 0.25, 0.0]]), abs=1e-9
    )


def test_a_way_that_is_too_long_is_none() -> None:
    cost = instance(max_minutes=1.0).problem.cost
    assert np.isinf(cost[0, 2])
    assert np.isinf(cost[2, 0])
    assert np.isfinite(cost[1]).all()


def test_settings_that_stay_together_are_one_item() -> None:
    """``a`` and ``c`` together: one item with both needs, and a cost from each hub to both."""
    together = instance(must_link=(("a", "c"),))
    problem = together.problem
    assert problem.cost.shape == (3, 2)
    assert sorted(problem.need.tolist()) == [1.0, 3.0]
    whole = int(problem.need.argmax())
    assert problem.cost[0, whole] == pytest.approx(0.0 + 1.0)
    assert problem.cost[1, whole] == pytest.approx(0.25 + 0.5)
    assert together.data.count.tolist() in ([2.0, 1.0], [1.0, 2.0])


def test_bounds_on_need_are_hours() -> None:
    problem = instance(balance=0.5).problem
    assert (problem.least, float(problem.most_of[0])) == pytest.approx((1.0, 3.0), abs=1e-6)
