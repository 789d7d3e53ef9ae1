"""Least travel: what an hour costs beyond itself, and nobody is visited for its sake alone."""

import numpy as np
import pytest

from experts_at_hand.allocation.objectives import UnmetNeed
from experts_at_hand.allocation.travel_time import TravelTime
from tests.allocation.problems import problem_of
from tests.places import plan, tiny_place

PLACE = tiny_place({"a": (0, 60.0), "b": (30, 40.0)}, {"w": (0, 70.0), "e": (30, 70.0)})


def test_an_hour_costs_its_share_of_the_way() -> None:
    """At the door nothing, at thirty minutes an hour for each hour's visit."""
    assert TravelTime().rate(problem_of(PLACE)).tolist() == [[0.0, 1.0], [1.0, 0.0]]


@pytest.mark.solver
def test_alone_it_visits_nobody_and_after_need_it_sends_the_nearer() -> None:
    assert plan(PLACE, objectives=(TravelTime(),)).allocated_hours.sum() == pytest.approx(0.0)
    fair = plan(PLACE, objectives=(UnmetNeed(), TravelTime()))
    assert np.isclose(fair.objectives[1].value, 0.0)
    assert {(i.team_id, i.setting_id) for i in fair.assignments} == {("w", "a"), ("e", "b")}
