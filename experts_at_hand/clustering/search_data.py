"""What a search over partitions needs to know, as arrays: the graph, the costs and the bounds."""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.bounds import ROUNDING, SizeBounds
from experts_at_hand.clustering.hubs import far_minutes
from experts_at_hand.clustering.proximity import MICRO, ProximityGraph
from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.travel_matrix import TravelMatrix

SPREAD = 1e-6
"""Share of the weight that is spread equally, so that settings without need also go to a hub near
them; the objective that is reported has none of it."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class SearchData:
    """Settings by position in the proximity graph, with everything a move is judged by.

    Parameters
    ----------
    clusters
        How many are wanted.
    need
        Hours a year of each setting.
    from_hub
        Members x hubs: share of need of the member x minutes from the hub to it, finite.
    first, second, lengths
        The two ends of each link of the graph, and its minutes, finite.
    neighbours
        The same as a table: a row a setting, filled up with -1.
    adjacent, links
        Neighbours of each setting; and with each neighbour the number of the link to it.
    least, most
        Hours a year a cluster may need.
    fewest, largest
        Settings a cluster may hold.
    connected
        Whether clusters have to stay connected on the graph.
    mean_need, mean_count
        Hours a year, and settings, of a cluster on average; both above zero.
    """

    clusters: int
    need: FloatArray
    from_hub: FloatArray
    first: IntArray
    second: IntArray
    lengths: FloatArray
    neighbours: IntArray
    adjacent: tuple[tuple[int, ...], ...]
    links: tuple[tuple[tuple[int, int], ...], ...]
    least: float
    most: float
    fewest: float
    largest: float
    mean_need: float
    mean_count: float
    connected: bool = True

    def violation(self, need: FloatArray, count: FloatArray) -> FloatArray:
        """How far clusters lie outside the bounds; zero where all are kept.

        Parameters
        ----------
        need, count
            Hours a year, and settings, of each cluster; any shape.

        Returns
        -------
        Shares of the mean need and of the mean number of settings, added up.
        """
        hours = np.maximum(self.least - need, need - self.most) / self.mean_need - ROUNDING
        outside: FloatArray = np.maximum(hours, 0.0)
        if self.fewest > 1 or self.largest < np.inf:
            size = np.maximum(self.fewest - count, count - self.largest) / self.mean_count
            outside += np.maximum(size, 0.0)
        return outside


def search_data_of(graph: ProximityGraph, travel: TravelMatrix, bounds: SizeBounds) -> SearchData:
    """Return the data of a search for clusters on a graph within bounds."""
    n = len(graph.ids)
    minutes = np.round(travel.minutes_between(graph.ids, graph.ids), MICRO)
    far = far_minutes(minutes)
    total = float(graph.need.sum())
    shares = graph.need / total if total > 0 else np.full(n, 1 / n)
    weights = shares * (1 - SPREAD) + SPREAD / n
    least, most = bounds.need_range(total)
    return SearchData(
        clusters=bounds.clusters,
        need=graph.need,
        from_hub=np.ascontiguousarray(np.where(np.isfinite(minutes), minutes, far).T)
        * weights[:, None],
        first=np.ascontiguousarray(graph.edges[:, 0]),
        second=np.ascontiguousarray(graph.edges[:, 1]),
        lengths=np.where(np.isfinite(graph.minutes), graph.minutes, far),
        neighbours=_table(graph.adjacent),
        adjacent=graph.adjacent,
        links=_links(graph),
        least=least,
        most=most,
        fewest=float(bounds.min_settings),
        largest=np.inf if bounds.max_settings is None else float(bounds.max_settings),
        mean_need=total / bounds.clusters if total > 0 else 1.0,
        mean_count=n / bounds.clusters,
    )


def _table(adjacent: tuple[tuple[int, ...], ...]) -> IntArray:
    widest = max((len(near) for near in adjacent), default=0)
    table = np.full((len(adjacent), widest), -1, dtype=np.int64)
    for row, near in enumerate(adjacent):
        table[row, : len(near)] = near
    return table


def _links(graph: ProximityGraph) -> tuple[tuple[tuple[int, int], ...], ...]:
    found: list[list[tuple[int, int]]] = [[] for _ in graph.ids]
    for link, (i, j) in enumerate(graph.edges.tolist()):
        found[i].append((j, link))
        found[j].append((i, link))
    return tuple(tuple(pairs) for pairs in found)
