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
    """Take the clusters as they were drawn: a column of settings, areas on a map, or lists.

    Exactly one of ``column``, ``file`` and ``members`` is given. Cluster ids are the values of the
    column, the names of the areas, or those of the lists, without blanks at either end.
    """

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings as drawn.

        Raises
        ------
        DataError
            If a setting has no cluster or two, each named; or the file cannot be used.
        ScenarioError
            If there is no such column or attribute, or the lists leave a setting out.
        """
        return self.as_drawn(area, travel)

    def sentence(self) -> str:
        """Say how the clusters are made."""
        return f"clusters are as {self.drawn_in}"
