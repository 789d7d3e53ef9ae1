"""What is asked of clusters: how large they may be, and what else every one of them keeps."""

from dataclasses import dataclass, field

from experts_at_hand.clustering.constraints.side_constraints import Conditions
from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix


@dataclass(frozen=True, slots=True)
class ClusterRequirements:
    """Bounds on size and further conditions.

    Parameters
    ----------
    bounds
        How many clusters, and how large each may be.
    conditions
        What else is asked; nothing by default.
    """

    bounds: SizeBounds
    conditions: Conditions = field(default_factory=Conditions)

    def check(self, area: LocalArea, travel: TravelMatrix) -> None:
        """Refuse what no partition of this area can keep.

        Raises
        ------
        ScenarioError
            With each reason in numbers and its cure.
        """
        self.bounds.check(area)
        self.conditions.check(area, travel, self.bounds.clusters)

    def breaches(self, found: Clustering, area: LocalArea, travel: TravelMatrix) -> tuple[str, ...]:
        """Return what a clustering does not keep to, in words; plain arithmetic on its members."""
        return (
            *self.bounds.breaches(found, area),
            *self.conditions.breaches(found, area, travel),
        )

    def phrases(self) -> list[str]:
        """Return what is asked of each cluster, for the sentence of a method."""
        return [*self.bounds.phrases(), *self.conditions.phrases()]
