"""Clusters as communities of a network: settings with many short journeys among themselves."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.clustering.contiguity.proximity import ProximityGraph
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.repair import repaired
from experts_at_hand.clustering.method_fields import SizedClusters
from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS

DOORSTEP = 1.0
"""Minutes added to each journey, so that settings at one place are near and not infinitely so."""

STEPS = 14
"""Resolutions tried until there are about as many communities as clusters."""


@CLUSTERING_METHODS.register("communities")
@dataclass(frozen=True, kw_only=True)
class Communities(SizedClusters):
    """Find communities in the network of neighbours, then move borders until bounds are kept.

    Louvain (Blondel, Guillaume, Lambiotte and Lefebvre 2008, "Fast unfolding of communities in
    large networks", as networkx has it) on the links between neighbours, each as strong as it is
    short: 1 over minutes and a minute. The resolution is sought at which there are about as many
    communities as clusters; what is over is joined, what is lacking cut, and borders are moved to
    keep the bounds. Quick and familiar; it looks at journeys between neighbours and not at hubs,
    so that `p_median` finds fewer minutes, and it proves no bound.

    Parameters
    ----------
    seed
        Any whole number from 0: the same seed gives the same clusters.
    """

    menu_title: ClassVar[str] = "communities of near neighbours"
    menu_rank: ClassVar[int] = 4

    seed: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.seed < 0:
            raise ValueError(f"seed is {self.seed}, expected a whole number from 0")

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings; bounds that were not reached are named in the notes.

        Raises
        ------
        DataError
            If the area has no setting.
        ScenarioError
            If no partition at all can keep the bounds, with the reason in numbers.
        """
        instance = ClusteringInstance.of(area, travel, self.requirements)
        drawn = louvain(instance.graph, self.clusters, seed=self.seed)
        found = instance.solution(repaired(instance.data, drawn))
        return instance.clustering(found, method=self, notes=instance.graph.notes)

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = self.counted("connected")
        begin = f"communities of near neighbours make {count}, then moved at the borders"
        return ", ".join([begin, *self.requirements.phrases()])


def louvain(graph: ProximityGraph, clusters: int, *, seed: int) -> IntArray:
    """Return the community of each setting, at a resolution that gives about so many.

    Parameters
    ----------
    graph
        Neighbours, with minutes.
    clusters
        How many communities are wanted.
    seed
        Decides the order in which settings are looked at.
    """
    import networkx as nx

    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(len(graph.ids)))
    for (i, j), minutes in zip(graph.edges.tolist(), graph.minutes.tolist(), strict=True):
        weight = 1 / (minutes + DOORSTEP) if np.isfinite(minutes) else 1e-6
        network.add_edge(i, j, weight=weight)
    low, high = 1e-3, 1e3
    best: list[set[int]] = [set(range(len(graph.ids)))]
    for _ in range(STEPS):
        resolution = float(np.sqrt(low * high))
        found = nx.community.louvain_communities(network, resolution=resolution, seed=seed)
        if abs(len(found) - clusters) < abs(len(best) - clusters):
            best = found
        if len(found) == clusters:
            break
        low, high = (resolution, high) if len(found) < clusters else (low, resolution)
    labels = np.zeros(len(graph.ids), dtype=np.int64)
    for label, members in enumerate(sorted(best, key=min)):
        labels[sorted(members)] = label
    return labels
