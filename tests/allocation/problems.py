"""Planning problems of tiny places, for tests of what stands below the plan."""

from collections.abc import Sequence

from experts_at_hand.allocation.problem import HardRule, PlanningProblem
from tests.places import TinyPlace


def problem_of(place: TinyPlace, rules: Sequence[HardRule] = ()) -> PlanningProblem:
    """Return what a plan of a tiny place is stated from."""
    return PlanningProblem(
        area=place.area,
        travel=place.travel,
        clustering=place.clustering,
        visits=place.visits.costs(place.area, place.travel, place.clustering),
        rules=tuple(rules),
    )
