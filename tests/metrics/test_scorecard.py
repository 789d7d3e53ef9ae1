"""The whole scorecard: every measure with unit, direction and label."""

import pytest

from experts_at_hand.allocation.rules import Reach
from tests.metrics.test_access import card
from tests.places import tiny_place

pytestmark = pytest.mark.solver


def test_clusters_are_measured_where_there_are_several() -> None:
    place = tiny_place({"a": (0, 10), "b": (50, 10)}, {"t": (0, 10)}, groups=[["a"], ["b"]])
    measured = card(place, Reach(max_minutes=30))
    assert measured["mean_access:cluster=C1"].value == pytest.approx(1)
    assert measured["mean_access:cluster=C2"].value == pytest.approx(0)
    alone = card(tiny_place({"a": (0, 10)}, {"t": (0, 10)}))
    assert not any("cluster=" in m.metric for m in alone)


def test_every_measure_has_unit_direction_and_label() -> None:
    measured = card(tiny_place({"a": (3, 10), "b": (8, 10)}, {"t": (0, 10)}))
    assert len({m.metric for m in measured}) == len(measured)
    for m in measured:
        assert m.unit, m.metric
        assert m.label[0].isupper(), m.metric
        assert m.better in {"higher", "lower"}
