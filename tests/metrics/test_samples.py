"""Who is looked at: those with need, within reach, in fifths of deprivation, in groups."""

from dataclasses import replace

import numpy as np
import pytest

from experts_at_hand.allocation.rules import Reach
from experts_at_hand.metrics.samples import Plan
from tests.places import plan, tiny_place

pytestmark = pytest.mark.solver

PLACE = tiny_place(
    {"a": (0, 100.0), "b": (0, 100.0), "c": (30, 100.0), "d": (0, 0.0)}, {"t": (0, 150.0)},
    groups=[["a", "c"], ["b", "d"]],
)  # fmt: skip


def sample(*idaci: float | None) -> Plan:
    """Plan with a reach of five minutes: a and b get 75 of 100 hours, c none, d needs none."""
    answer = plan(PLACE, [Reach(max_minutes=5)])
    settings = PLACE.area.settings
    if idaci:
        settings = tuple(replace(s, idaci=i) for s, i in zip(settings, idaci, strict=True))
    area = PLACE.area.replace(settings=settings)
    return Plan(area, PLACE.travel, PLACE.clustering, answer)


def test_access_is_of_those_with_need() -> None:
    found = sample()
    assert found.access().tolist() == pytest.approx([0.75, 0.75, 0.0])
    assert found.access(found.within_reach).tolist() == pytest.approx([0.75, 0.75])
    assert found.share_met() == pytest.approx(0.5)
    assert np.isnan(found.share_met(np.zeros((4, 1), dtype=np.bool_)))


def test_fifths_keep_equals_together_and_leave_blanks_out() -> None:
    assert sample(0.4, 0.3, 0.2, None).fifths.tolist() == [1, 3, 5, 0]
    assert sample(0.2, 0.2, 0.2, 0.2).fifths.tolist() == [3, 3, 3, 3]


def test_groups_that_a_board_asks_about() -> None:
    labels = [label for label, _, _ in sample(0.4, 0.3, 0.2, 0.1).groups()]
    assert labels[:2] == ["profession=salt", "phase=primary"]
    assert [x for x in labels if x.startswith("cluster=")] == ["cluster=C1", "cluster=C2"]
    assert any(x.startswith("deprivation_fifth=") for x in labels)
    who = {label: rows[:, 0].tolist() for label, _, rows in sample().groups()}
    assert who["cluster=C1"] == [True, False, True, False]
