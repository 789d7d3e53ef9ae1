"""Hours that are measured and not planned: what every such method of allocation has in common."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from experts_at_hand.allocation.assembled import assembled
from experts_at_hand.allocation.nearest_team import left_over, over_capacity
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.allocation import NOT_SOLVED, Allocation
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import Objective, Rule, VisitPattern, default_visits


@dataclass(frozen=True, kw_only=True)
class Measured(ABC):
    """Take hours from somewhere, and say what they come to.

    A method says in ``hours`` where they come from. Rules and aims are not looked at, and nothing
    is called optimal.
    """

    optimises: ClassVar[bool] = False

    def allocate(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern | None,
        rules: Sequence[Rule],  # noqa: ARG002 - the family's signature
        objectives: Sequence[Objective],  # noqa: ARG002 - the family's signature
        time_limit_seconds: float | None,  # noqa: ARG002 - the family's signature
    ) -> Allocation:
        """Take the hours, with the visits and the travel that they cost.

        Raises
        ------
        DataError
            If the area does not say what the method needs.
        """
        pattern = default_visits(clustering) if visits is None else visits
        problem = PlanningProblem(
            area=area,
            travel=travel,
            clustering=clustering,
            visits=pattern.costs(area, travel, clustering),
        )
        self.check_area(area)
        hours = self.hours(problem)
        plain = assembled(problem, hours, solver=NOT_SOLVED)
        # A team that is vacant by now may have come where no other gets to.
        served = {(item.setting_id, item.profession) for item in plain.assignments}
        return replace(
            plain,
            method=self,
            unreached=tuple(pair for pair in plain.unreached if pair not in served),
            doubts=(*self.doubts(area), *over_capacity(problem, hours)),
            notes=(*self.notes(area), *left_over(problem, hours)),
        )

    @abstractmethod
    def check_area(self, area: LocalArea) -> None:
        """Refuse an area that does not say what the method needs."""

    @abstractmethod
    def hours(self, problem: PlanningProblem) -> FloatArray:
        """Return teams x settings: contact hours a year."""

    def doubts(self, area: LocalArea) -> Sequence[str]:  # noqa: ARG002 - for methods that have some
        """Return what looks wrong in what the hours are taken from."""
        return ()

    def notes(self, area: LocalArea) -> Sequence[str]:  # noqa: ARG002 - for methods that have some
        """Return what a reader should know of what the hours are taken from."""
        return ()
