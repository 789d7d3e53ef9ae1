"""Clusters from the bottom up: the two neighbours that fit best are joined, again and again."""

import heapq
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.clustering.contiguity.proximity import ProximityGraph, map_places
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.repair import repaired
from experts_at_hand.clustering.method_fields import SizedClusters
from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS


@CLUSTERING_METHODS.register("agglomerative")
@dataclass(frozen=True, kw_only=True)
class Agglomerative(SizedClusters):
    """Join neighbouring settings step by step, then move borders until bounds are kept.

    Ward's method (Ward 1963, "Hierarchical grouping to optimize an objective function") among
    neighbours only (Ferligoj and Batagelj 1982, "Clustering with relational constraint"): at each
    step the two neighbouring groups are joined whose joining adds least to the need-weighted
    squares of distances from the middle on the map; pairs that together need more than a cluster
    may hold come last. Borders are then moved to keep the bounds. Quick and familiar; it looks at
    the map and not at roads, so that `p_median` finds fewer minutes, and it proves no bound.
    """

    menu_title: ClassVar[str] = "clusters joined from the bottom up"
    menu_rank: ClassVar[int] = 5

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
        drawn = ward(instance.graph, self.clusters, most=float(instance.data.most[0]))
        found = instance.solution(repaired(instance.data, drawn))
        return instance.clustering(found, method=self, notes=instance.graph.notes)

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = self.counted("connected")
        begin = f"neighbouring groups are joined into {count}, then moved at the borders"
        return ", ".join([begin, *self.requirements.phrases()])


def ward(graph: ProximityGraph, clusters: int, *, most: float) -> IntArray:
    """Return the group of each setting.

    Parameters
    ----------
    graph
        Neighbours.
    clusters
        How many groups to stop at.
    most
        Need beyond which groups are joined only where nothing else is left.
    """
    n = len(graph.ids)
    need = graph.need.copy()
    # A little weight for everyone, so that settings without need have a middle too.
    weight = need + 1e-6 * max(float(need.mean()), 1e-9)
    middle = map_places(graph.settings)
    near: list[set[int]] = [set(others) for others in graph.adjacent]
    version = [0] * n
    group = np.arange(n)
    heap = [
        _entry(i, j, weight, middle, need, most, version)
        for i in range(n)
        for j in near[i]
        if i < j
    ]
    heapq.heapify(heap)
    alive = n
    while alive > clusters and heap:
        _, _, i, j, seen_i, seen_j = heapq.heappop(heap)
        if version[i] != seen_i or version[j] != seen_j:
            continue
        total = weight[i] + weight[j]
        middle[i] = (weight[i] * middle[i] + weight[j] * middle[j]) / total
        weight[i], need[i] = total, need[i] + need[j]
        version[i] += 1
        version[j] = -1
        group[group == j] = i
        near[i] = (near[i] | near[j]) - {i, j}
        for other in sorted(near[i]):
            near[other].discard(j)
            near[other].add(i)
            one, two = sorted((i, other))
            heapq.heappush(heap, _entry(one, two, weight, middle, need, most, version))
        alive -= 1
    return np.unique(group, return_inverse=True)[1].astype(np.int64)


def _entry(
    i: int,
    j: int,
    weight: FloatArray,
    middle: FloatArray,
    need: FloatArray,
    most: float,
    version: list[int],
) -> tuple[bool, float, int, int, int, int]:
    """Return what joining two groups costs, too large ones last; ties go to the western ones."""
    apart = middle[i] - middle[j]
    added = weight[i] * weight[j] / (weight[i] + weight[j]) * float(apart @ apart)
    return bool(need[i] + need[j] > most), round(added, 6), i, j, version[i], version[j]
