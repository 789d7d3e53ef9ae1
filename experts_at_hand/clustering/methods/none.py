"""No clusters: the whole area as one."""

from dataclasses import dataclass

from experts_at_hand.clustering.assemble import assemble, refuse_empty
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS


@CLUSTERING_METHODS.register("none")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoClusters:
    """Keep the area whole: one cluster, ``all``, holds every setting.

    Today's practice in most partnerships, and the baseline that clusters are compared with.
    """

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Put every setting into one cluster.

        Raises
        ------
        DataError
            If the area has no setting.
        """
        refuse_empty(area)
        return assemble(
            {"all": area.setting_ids}, area, travel, method=self, names={"all": "whole area"}
        )

    def sentence(self) -> str:
        """Say how the clusters are made."""
        return "there are no clusters: the area is planned as a whole"
