"""The road network as arrays: links between junctions, in one graph that says what is connected.

The arrays feed the many-to-many shortest paths (scipy, a hundred times faster than a graph of
Python objects); `RoadGraph.to_networkx` shows the same network as people like to explore it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    import networkx as nx

BOTH_WAYS, FORWARD, BACKWARD = 0, 1, -1
"""Which way a link may be driven: both, only from its start to its end, only from end to start."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RoadGraph:
    """Junctions and the road links between them.

    Parameters
    ----------
    x, y
        Easting and northing of each junction, metres on the British National Grid.
    start, end
        Junction at either end of each link.
    direction
        Of each link: `BOTH_WAYS`, `FORWARD` or `BACKWARD`.
    metres, minutes
        Length of each link, and the time a car takes.
    road_class
        Class of each link as the file writes it.
    lines
        Course of each link, a shapely line from start to end on the grid.
    notes
        What a reader should know about the network.
    """

    x: FloatArray = field(repr=False)
    y: FloatArray = field(repr=False)
    start: IntArray = field(repr=False)
    end: IntArray = field(repr=False)
    direction: IntArray = field(repr=False)
    metres: FloatArray = field(repr=False)
    minutes: FloatArray = field(repr=False)
    road_class: tuple[str, ...] = field(repr=False)
    lines: NDArray[Any] = field(repr=False)
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.start)

    def with_notes(self, notes: Sequence[str]) -> "RoadGraph":
        """Return the same network with notes."""
        return replace(self, notes=tuple(notes))

    @cached_property
    def part(self) -> IntArray:
        """Part of the network that each junction belongs to; 0 is the main part, the largest.

        Within a part every junction can be reached from every other, one-way streets obeyed. The
        largest has the most junctions; of equals, the one with the most westerly junction.
        """
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        out, back = self.direction >= 0, self.direction <= 0
        origin = np.concatenate([self.start[out], self.end[back]])
        target = np.concatenate([self.end[out], self.start[back]])
        size = len(self.x)
        ways = coo_array((np.ones(len(origin)), (origin, target)), shape=(size, size))
        _, label = connected_components(ways.tocsr(), directed=True, connection="strong")
        junctions = np.bincount(label)
        west = np.full(len(junctions), np.inf)
        np.minimum.at(west, label, self.x)
        rank = np.empty(len(junctions), dtype=np.int64)
        rank[np.lexsort((west, -junctions))] = np.arange(len(junctions))
        parts: IntArray = rank[label]
        return parts

    @cached_property
    def in_main_part(self) -> BoolArray:
        """Whether both ends of each link belong to the main part."""
        both: BoolArray = (self.part[self.start] == 0) & (self.part[self.end] == 0)
        return both

    def to_networkx(self) -> "nx.MultiDiGraph[int]":
        """Return the network as a networkx graph.

        Nodes carry ``x`` and ``y`` (metres on EPSG:27700), edges ``minutes``, ``metres``,
        ``road_class`` and ``link`` (position in these arrays); a link that may be driven both ways
        becomes two edges.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(crs="EPSG:27700")
        places = zip(self.x.tolist(), self.y.tolist(), strict=True)
        graph.add_nodes_from((node, {"x": x, "y": y}) for node, (x, y) in enumerate(places))
        for link, way in enumerate(self.direction.tolist()):
            ends = int(self.start[link]), int(self.end[link])
            facts: dict[str, Any] = {
                "minutes": float(self.minutes[link]),
                "metres": float(self.metres[link]),
                "road_class": self.road_class[link],
                "link": link,
            }
            if way != BACKWARD:
                graph.add_edge(*ends, **facts)
            if way != FORWARD:
                graph.add_edge(*ends[::-1], **facts)
        return graph
