"""As little time on the road as possible."""

from dataclasses import dataclass
from typing import ClassVar

from experts_at_hand.allocation.least_per_hour import LeastPerHour
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.registry.protocols import OBJECTIVES


@OBJECTIVES.register("travel_time")
@dataclass(frozen=True)
class TravelTime(LeastPerHour):
    """Spend as few hours as possible on the road and signing in.

    Alone it would visit nobody: state it after an aim or a rule that asks for help to be given.
    """

    word: ClassVar[str] = "travel_time"
    unit: ClassVar[str] = "hours a year"

    def rate(self, problem: PlanningProblem) -> FloatArray:
        """Return what an hour of contact costs beyond itself."""
        beyond: FloatArray = problem.hour_cost - 1
        return beyond

    def sentence(self) -> str:
        """Say what the aim asks."""
        return "as little time as possible goes into travel and signing in"
