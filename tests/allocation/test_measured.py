"""Hours that are measured: taken as they are, never planned, and what is odd about them is said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.measured import Measured
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import DataError
from tests.places import allocated_by, tiny_place


@dataclass(frozen=True, kw_only=True)
class Half(Measured):
    """Everybody gets half of what it needs from the first team."""

    def check_area(self, area: LocalArea) -> None:
        """Refuse an area that is called so."""
        if area.name == "refused":
            raise DataError("refused", ["there is nothing to measure"])

    def hours(self, problem: PlanningProblem) -> FloatArray:
        """Half of the need."""
        hours = np.zeros((len(problem.area.teams), len(problem.area.settings)))
        hours[0] = problem.need[:, 0] / 2
        return hours

    def breaches(self, area: LocalArea, allocation: Allocation) -> Sequence[str]:  # noqa: ARG002
        """Say nothing."""
        return ()

    def sentence(self) -> str:
        """Say what it does."""
        return "everybody gets half"


def measured(hours: float) -> Allocation:
    place = tiny_place({"a": (0, 60.0), "b": (30, 40.0)}, {"w": (0, hours)})
    return allocated_by(place, Half())


def test_hours_are_taken_and_nothing_is_called_optimal() -> None:
    """30 at the door and 20 at thirty minutes take 30 + 20 x 2 = 70 working hours of 75."""
    plan = measured(75.0)
    assert plan.allocated_hours[:, 0].tolist() == [30.0, 20.0]
    assert plan.method == Half()
    assert plan.objectives == ()
    assert plan.doubts == ()
    assert any("5 working hours a year" in note for note in plan.notes)


def test_a_team_that_is_asked_for_more_than_it_has_is_doubted_and_not_cut() -> None:
    plan = measured(50.0)
    assert plan.allocated_hours[:, 0].tolist() == [30.0, 20.0]
    assert any("would work 70 hours" in doubt for doubt in plan.doubts)


def test_a_vacant_team_that_came_is_not_out_of_reach() -> None:
    """Nobody is in post now; whoever was served all the same was within reach."""
    assert measured(0.0).unreached == ()
