"""What a method is asked for, from its own fields: the same checks and the same answer for all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experts_at_hand.clustering.assemble import assemble_found, refuse_empty
from experts_at_hand.clustering.constraints.side_constraints import Conditions
from experts_at_hand.clustering.constraints.size_bounds import ROUNDING, SizeBounds
from experts_at_hand.clustering.contiguity.proximity import ProximityGraph, proximity_graph
from experts_at_hand.clustering.instance import ClusteringInstance, instance_of
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import ClusteringMethod


@dataclass(frozen=True, slots=True)
class ClusterRequirements:
    """Bounds on size and further conditions.

    Parameters
    ----------
    bounds
        How large a cluster may be.
    conditions
        What else is asked.
    """

    bounds: SizeBounds
    conditions: Conditions

    @classmethod
    def of(cls, method: Any) -> "ClusterRequirements":  # noqa: ANN401 - any method with such fields
        """Return what the fields of a method ask for; fields that it lacks ask for nothing.

        Raises
        ------
        ValueError
            If a field is nonsense.
        """
        below = getattr(method, "balance_below", None)
        above = getattr(method, "balance_above", None)
        bounds = SizeBounds(
            clusters=method.clusters,
            below=method.balance if below is None else below,
            above=method.balance if above is None else above,
            min_settings=method.min_settings,
            max_settings=method.max_settings,
        )
        conditions = Conditions(
            max_minutes=getattr(method, "max_minutes", None),
            hubs=getattr(method, "hubs", ()),
            locked_hubs=getattr(method, "locked_hubs", ()),
            locked_members=getattr(method, "locked_members", {}),
            must_link=getattr(method, "must_link", ()),
            cannot_link=getattr(method, "cannot_link", ()),
            phases=getattr(method, "at_least", {}),
        )
        return cls(bounds, conditions)

    def check(self, area: LocalArea, travel: TravelMatrix) -> None:
        """Refuse what no partition of this area can keep.

        Raises
        ------
        DataError
            If the area has no setting.
        ScenarioError
            With each reason in numbers and its cure.
        """
        refuse_empty(area)
        self.bounds.check(area)
        self.conditions.check(area, travel, self.bounds.clusters)

    def phrases(self) -> list[str]:
        """Return what is asked of each cluster, for the sentence of a method."""
        return [*self.bounds.phrases(), *self.conditions.phrases()]

    def grouping(
        self, area: LocalArea, travel: TravelMatrix, graph: ProximityGraph | None = None
    ) -> ClusteringInstance:
        """Return hubs and items with costs, bounds and neighbours."""
        near = proximity_graph(area, travel) if graph is None else graph
        return instance_of(area, travel, near, self.bounds, self.conditions)

    def assembled(
        self,
        groups: Sequence[tuple[str, tuple[str, ...]]],
        area: LocalArea,
        travel: TravelMatrix,
        *,
        method: ClusteringMethod,
        bound: float | None,
        notes: Sequence[str] = (),
    ) -> Clustering:
        """Return the clustering of groups with their hubs, with what it breaks and what is proved.

        Parameters
        ----------
        groups
            Hub and members of each cluster; an empty hub lets the middle of the members be it.
        area, travel, method
            As for `assemble_found`.
        bound
            What no clustering that keeps everything asked can beat; ``None`` if nothing is proved.
        notes
            What else a reader should know.
        """
        found = assemble_found(
            [members for _, members in groups],
            area,
            travel,
            method=method,
            hubs=[hub for hub, _ in groups] if self.conditions else None,
        )
        breaches = [
            *self.bounds.breaches(found, area),
            *self.conditions.breaches(found, area, travel),
        ]
        said = [*breaches, *found.notes, *notes]
        unreached = any(
            np.isinf(travel.minutes_between([cluster.hub_id], cluster.members)).any()
            for cluster in found.clusters
        )
        if unreached and bound is not None:
            said.append(
                "no lower bound is stated: it holds for clusters whose hubs reach all members"
            )
        elif breaches and bound is not None:
            # What breaks the bounds may be cheaper than all that keep them: no gap would be true.
            said.append("no lower bound is stated: it holds for clusters that keep the bounds")
        elif bound is not None and found.objective is not None:
            best = bound >= found.objective * (1 - ROUNDING)
            bound = found.objective if best else bound
            return replace(found, lower_bound=bound, notes=tuple(said))
        return replace(found, notes=tuple(said))
