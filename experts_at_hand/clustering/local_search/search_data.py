"""What a search over partitions needs to know, as arrays: the graph, the costs and the bounds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.clustering.constraints.tolerances import NEED_TOLERANCE
from experts_at_hand.domain.arrays import FloatArray, IntArray

NEAREST = 25
"""Nearest settings whose clusters a setting may change to where clusters need not be connected; an
assumption from trials."""

SPREAD = 1e-6
"""Share of the weight that is spread equally, so that settings without need also go to a hub near
them; the objective that is reported has none of it."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class SearchData:
    """Items by position, with everything a move is judged by.

    An item is a setting, or several that must stay together.

    Parameters
    ----------
    clusters
        How many are wanted.
    load
        Items x loads: what each item adds to the sums of its cluster that have bounds. The first is
        hours of need a year.
    least, most
        What the sums of a cluster may come to, one entry a load; ``inf`` for no upper bound.
    scale
        What a breach of 1 is worth, one entry a load: breaches are added up in shares of these.
    count
        Settings in each item.
    from_hub
        Members x hubs: share of need of the member x minutes from the hub to it, finite.
    first, second, lengths
        The two ends of each link of the graph, and its minutes, finite.
    neighbours
        The same as a table: a row an item, filled up with the item itself.
    adjacent, links
        Neighbours of each item; and with each neighbour the number of the link to it.
    connected
        Whether clusters have to stay connected on the graph.
    """

    clusters: int
    load: FloatArray
    least: FloatArray
    most: FloatArray
    scale: FloatArray
    count: FloatArray
    from_hub: FloatArray
    first: IntArray
    second: IntArray
    lengths: FloatArray
    neighbours: IntArray
    adjacent: tuple[tuple[int, ...], ...]
    links: tuple[tuple[tuple[int, int], ...], ...]
    connected: bool = True

    @property
    def need(self) -> FloatArray:
        """Hours a year of each item."""
        need: FloatArray = self.load[:, 0]
        return need

    def violation(self, load: FloatArray) -> FloatArray:
        """How far clusters lie outside the bounds; zero where all are kept.

        Parameters
        ----------
        load
            Sums of each cluster: any shape, the last axis being the loads.

        Returns
        -------
        Breaches in shares of the scales, added up.
        """
        outside = np.maximum(self.least - load, load - self.most) / self.scale - NEED_TOLERANCE
        found: FloatArray = np.maximum(outside, 0.0)
        return found[..., 0] if found.shape[-1] == 1 else found.sum(axis=-1)


def spread_shares(need: FloatArray) -> FloatArray:
    """Return shares of the need, a millionth spread equally, see `SPREAD`."""
    total, n = float(need.sum()), len(need)
    shares = need / total if total > 0 else np.full(n, 1 / n)
    weights: FloatArray = shares * (1 - SPREAD) + SPREAD / n
    return weights


Limit: TypeAlias = tuple[float, float, float]
"""Least and most that a sum may come to in a cluster, and what a breach of it is measured in."""


def need_limit(bounds: SizeBounds, total: float) -> Limit:
    """Return the bounds on need; a breach is a share of the mean."""
    least, most = bounds.need_range(total)
    return least, most, total / bounds.clusters if total > 0 else 1.0


def count_limits(bounds: SizeBounds, settings: int) -> list[Limit]:
    """Return the bounds on the number of settings, if there are any."""
    if bounds.min_settings <= 1 and bounds.max_settings is None:
        return []
    largest = np.inf if bounds.max_settings is None else float(bounds.max_settings)
    return [(float(bounds.min_settings), largest, settings / bounds.clusters)]


def with_graph(
    *,
    clusters: int,
    load: FloatArray,
    limits: Sequence[Limit],
    count: FloatArray,
    from_hub: FloatArray,
    edges: IntArray,
    lengths: FloatArray,
) -> SearchData:
    """Return the data of a search, with the graph in every form that a move asks for.

    Parameters
    ----------
    clusters, load
        As for `SearchData`.
    limits
        One for each load.
    count, from_hub
        As for `SearchData`.
    edges
        Links x 2: the two ends, the smaller first.
    lengths
        As for `SearchData`.
    """
    least, most, scale = (np.array(side) for side in zip(*limits, strict=True))
    adjacent: list[list[int]] = [[] for _ in load]
    links: list[list[tuple[int, int]]] = [[] for _ in load]
    for link, (i, j) in enumerate(edges.tolist()):
        for one, other in ((i, j), (j, i)):
            adjacent[one].append(other)
            links[one].append((other, link))
    near = tuple(tuple(sorted(others)) for others in adjacent)
    return SearchData(
        clusters=clusters,
        load=load,
        least=least,
        most=most,
        scale=scale,
        count=count,
        from_hub=np.ascontiguousarray(from_hub),
        first=np.ascontiguousarray(edges[:, 0]),
        second=np.ascontiguousarray(edges[:, 1]),
        lengths=lengths,
        neighbours=neighbour_table(edges, len(load)),
        adjacent=near,
        links=tuple(tuple(pairs) for pairs in links),
    )


def without_contiguity(data: SearchData) -> SearchData:
    """Return the same data with the nearest others of each item as its neighbours."""
    minutes = data.from_hub + data.from_hub.T
    np.fill_diagonal(minutes, np.inf)
    many = min(NEAREST, len(minutes) - 1)
    near = np.argsort(minutes, axis=1, kind="stable")[:, :many]
    pairs = np.unique(
        np.sort(np.column_stack([np.repeat(np.arange(len(minutes)), many), near.ravel()]), axis=1),
        axis=0,
    )
    return replace(
        data,
        first=pairs[:, 0].copy(),
        second=pairs[:, 1].copy(),
        neighbours=neighbour_table(pairs, len(minutes)),
        connected=False,
    )


def neighbour_table(edges: IntArray, items: int) -> IntArray:
    """Return the neighbours of each item in its row, filled up with the item itself.

    Parameters
    ----------
    edges
        Links x 2: the two ends.
    items
        How many there are.

    Examples
    --------
    >>> neighbour_table(np.array([[0, 1], [1, 2]]), 3).tolist()
    [[1, 0], [0, 2], [1, 2]]
    """
    both = np.concatenate([edges, edges[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    counts = np.bincount(both[:, 0], minlength=items)
    table = np.repeat(np.arange(items)[:, None], counts.max(initial=0), axis=1)
    within = np.arange(len(both)) - np.repeat(np.cumsum(counts) - counts, counts)
    table[both[:, 0], within] = both[:, 1]
    return table
