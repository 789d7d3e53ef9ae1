"""In how many pieces each cluster lies: one, or its members are cut off from each other."""

from collections.abc import Mapping

import networkx as nx

from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix


def pieces(clustering: Clustering, area: LocalArea, travel: TravelMatrix) -> Mapping[str, int]:
    """Count the pieces of each cluster.

    Members are in one piece where one can go from each to each by way of members that are
    neighbours on the map, see `proximity_graph`.

    Parameters
    ----------
    clustering
        The clusters.
    area, travel
        Settings, and the minutes between them.

    Returns
    -------
    Pieces by cluster id, 1 or more.
    """
    links = proximity_graph(area, travel).graph
    return {
        cluster.id: nx.number_connected_components(links.subgraph(cluster.members))
        for cluster in clustering.clusters
    }
