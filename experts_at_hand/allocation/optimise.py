"""The plan that keeps the rules and settles the aims: what every design is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from experts_at_hand.allocation.solve import allocate
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import ALLOCATION_METHODS, Objective, Rule, VisitPattern


@ALLOCATION_METHODS.register("optimise")
@dataclass(frozen=True, kw_only=True)
class Optimise:
    """Share out hours so that the rules hold and the aims are settled in their order."""

    optimises: ClassVar[bool] = True

    def allocate(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern | None,
        rules: Sequence[Rule],
        objectives: Sequence[Objective],
        time_limit_seconds: float | None,
    ) -> Allocation:
        """Share out hours."""
        return allocate(
            area,
            travel,
            clustering,
            rules,
            objectives,
            visits=visits,
            time_limit_seconds=time_limit_seconds,
        )

    def breaches(self, area: LocalArea, allocation: Allocation) -> Sequence[str]:  # noqa: ARG002 - the family's signature
        """Say nothing further: `verify` checks rules, need, capacity and aims."""
        return ()

    def sentence(self) -> str:
        """Say how hours are shared out."""
        return "hours are shared out so that the rules hold and the aims are settled in their order"
