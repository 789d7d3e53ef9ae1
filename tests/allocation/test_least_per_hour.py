"""An aim of a few lines: what an hour costs, and all else follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

import experts_at_hand as eah
from experts_at_hand.allocation.least_per_hour import LeastPerHour
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.registry.protocols import OBJECTIVES, Objective

pytestmark = pytest.mark.solver


@pytest.fixture
def dearer_in_the_east() -> Iterator[Objective]:
    """Return an aim by which an hour given by a team costs its rank among teams."""

    @OBJECTIVES.register("rank")
    @dataclass(frozen=True)
    class Rank(LeastPerHour):
        """Prefer the teams that stand first."""

        word: ClassVar[str] = "rank"
        unit: ClassVar[str] = "points"

        def rate(self, problem: PlanningProblem) -> FloatArray:
            ranks = np.arange(1.0, len(problem.area.teams) + 1)
            return np.repeat(ranks[:, None], len(problem.area.settings), axis=1)

        def sentence(self) -> str:
            return "the first teams are preferred"

    yield Rank()
    OBJECTIVES.forget("rank")


def test_what_is_claimed_is_what_plain_arithmetic_finds(dearer_in_the_east: Objective) -> None:
    """After fairness: hours times ranks add up to the value, and the plan passes every check."""
    area = eah.read_area(eah.shipped("toy/area"))
    travel = eah.StraightLine().matrix(area)
    clustering = eah.NoClusters().partition(area, travel)
    plan = eah.allocate(area, travel, clustering, objectives=[eah.WorstRatio(), dearer_in_the_east])
    assert eah.verify(area, travel, clustering, plan) == ()
    points = sum(a.contact_hours * (area.team_index[a.team_id] + 1) for a in plan.assignments)
    assert plan.objectives[1].value == pytest.approx(points)
    assert plan.objectives[1].better == "lower"


def test_a_template_without_a_rate_is_no_aim() -> None:
    """The shipped aim is the template with its own rate; without one nothing is born."""
    assert isinstance(eah.TravelTime(), LeastPerHour)
    with pytest.raises(TypeError, match="rate"):
        type("Empty", (LeastPerHour,), {"sentence": lambda _: ""})()
