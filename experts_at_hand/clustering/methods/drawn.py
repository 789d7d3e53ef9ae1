"""Clusters that people have drawn, taken as they are."""

from dataclasses import dataclass

from experts_at_hand.clustering.drawing import DrawnClusters
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS


@CLUSTERING_METHODS.register("drawn")
@dataclass(frozen=True, kw_only=True)
class Drawn(DrawnClusters):
    """Take the clusters as they were drawn, in a column of settings or as areas on a map.

    Exactly one of ``column`` and ``file`` is given. Cluster ids are the values of the column, or
    the names of the areas, without blanks at either end.
    """

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings as drawn.

        Raises
        ------
        DataError
            If a setting has no cluster or two, each named; or the file cannot be used.
        ScenarioError
            If there is no such column or attribute.
        """
        return self.as_drawn(area, travel)

    def sentence(self) -> str:
        """Say how the clusters are made."""
        return f"clusters are as {self.drawn_in}"
