"""Who is next to whom: one graph of neighbouring settings that every method shares."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.clustering.constraints.size_bounds import need_weights
from experts_at_hand.clustering.constraints.tolerances import LINK_DECIMALS
from experts_at_hand.clustering.contiguity.delaunay import neighbouring_pairs
from experts_at_hand.domain.arrays import FloatArray, IntArray, sealed
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Setting
from experts_at_hand.domain.travel_matrix import TravelMatrix

if TYPE_CHECKING:
    import networkx as nx

CENTIMETRES = 2
"""Decimals of a metre kept: places that agree to the centimetre are one place, and a map moved
aside gives the same figures."""

FIGURES = 13
"""Figures of the largest need kept, for the same reason."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ProximityGraph:
    """Settings and the links between neighbours; always connected.

    Parameters
    ----------
    settings
        From west to east, then from south to north, then by need and id: an order that follows
        from the map and not from the rows of a table. Positions below refer to it.
    need
        Hours a year of each setting over all professions.
    edges
        Links x 2: positions of the two ends, the smaller first; links in ascending order.
    minutes
        Of each link, the mean of the two directions; ``inf`` where the travel matrix knows no way
        but nothing else joins the two parts.
    max_minutes
        Links longer than this were cut, unless needed to keep the graph connected.
    notes
        What a reader should know: settings that no road joins to the others.
    """

    settings: tuple[Setting, ...]
    need: FloatArray = field(repr=False)
    edges: IntArray = field(repr=False)
    minutes: FloatArray = field(repr=False)
    max_minutes: float
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "need", sealed(self.need))
        object.__setattr__(self, "minutes", sealed(self.minutes))
        self.edges.flags.writeable = False

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Setting ids by position."""
        return tuple(setting.id for setting in self.settings)

    @cached_property
    def index(self) -> dict[str, int]:
        """Position of each setting by id."""
        return {id_: i for i, id_ in enumerate(self.ids)}

    @cached_property
    def adjacent(self) -> tuple[tuple[int, ...], ...]:
        """Positions of the neighbours of each position, ascending."""
        found: list[list[int]] = [[] for _ in self.settings]
        for i, j in self.edges.tolist():
            found[i].append(j)
            found[j].append(i)
        return tuple(tuple(sorted(positions)) for positions in found)

    @cached_property
    def graph(self) -> "nx.Graph[str]":
        """The same as a networkx graph: nodes are setting ids.

        Nodes carry ``name``, ``place`` (easting and northing in metres) and ``need`` (hours a
        year); edges carry ``minutes``.
        """
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph()
        for setting, need in zip(self.settings, self.need.tolist(), strict=True):
            place = (setting.place.easting, setting.place.northing)
            graph.add_node(setting.id, name=setting.name, place=place, need=need)
        for (i, j), minutes in zip(self.edges.tolist(), self.minutes.tolist(), strict=True):
            graph.add_edge(self.ids[i], self.ids[j], minutes=minutes)
        return graph

    def neighbours(self, id_: str) -> tuple[str, ...]:
        """Return the ids of the settings linked to one, from west to east."""
        return tuple(self.ids[j] for j in self.adjacent[self.index[id_]])

    def connected(self, ids: Iterable[str]) -> bool:
        """Say whether settings are connected through links among themselves.

        Parameters
        ----------
        ids
            Of settings; none at all are connected.
        """
        left = {self.index[id_] for id_ in ids}
        queue = [left.pop()] if left else []
        while queue:
            reached = [j for j in self.adjacent[queue.pop()] if j in left]
            left.difference_update(reached)
            queue.extend(reached)
        return not left


def proximity_graph(
    area: LocalArea, travel: TravelMatrix, *, max_minutes: float | None = None
) -> ProximityGraph:
    """Link every setting to its neighbours.

    Neighbours are settings that share a side in the Delaunay triangulation of the map; settings at
    one place are linked to each other and share their neighbours. A link is as long as the travel
    between its ends in minutes, mean of both directions. Links longer than ``max_minutes`` are cut
    (the triangulation also links places across a river or along the rim of the map), and what
    fell apart is joined again by the shortest links there are. A pair without a way between them
    is linked only where nothing else joins the two parts, and then named in the notes.

    Parameters
    ----------
    area
        At least one setting.
    travel
        Minutes between all settings of the area.
    max_minutes
        Longest link to keep, minutes, > 0. By default Tukey's outer fence (Exploratory Data
        Analysis, 1977): the upper quartile of all links plus three times the spread between the
        quartiles, but at least twice the median. It follows the area's own scale, and one far
        village does not move it.

    Returns
    -------
    The graph; the same whatever the order of settings in the area.
    """
    settings = in_map_order(area)
    ids = [setting.id for setting in settings]
    need = to_figures(need_weights(area))[[area.setting_index[id_] for id_ in ids]]
    minutes = symmetric_minutes(travel, ids)
    places = map_places(settings)

    pairs = neighbouring_pairs(places)
    lengths = minutes[pairs[:, 0], pairs[:, 1]]
    fence = outer_fence(lengths) if max_minutes is None else max_minutes
    kept = pairs[np.isfinite(lengths) & (lengths <= fence + 10.0**-LINK_DECIMALS)]
    by_road = _joins(kept, minutes)
    kept = np.vstack([kept, by_road])
    as_crow_flies = _joins(kept, _metres(places)) if np.isinf(minutes).any() else by_road[:0]
    kept = np.vstack([kept, as_crow_flies])
    kept = kept[np.lexsort((kept[:, 1], kept[:, 0]))]
    return ProximityGraph(
        settings=settings,
        need=need,
        edges=kept,
        minutes=minutes[kept[:, 0], kept[:, 1]],
        max_minutes=float(fence),
        notes=_notes(as_crow_flies, settings),
    )


def in_map_order(area: LocalArea) -> tuple[Setting, ...]:
    """Return the settings from west to east, then south to north, then by need, then by id."""
    need = dict(zip(area.setting_ids, to_figures(need_weights(area)).tolist(), strict=True))
    places = dict(zip(area.setting_ids, map_places(area.settings).tolist(), strict=True))
    return tuple(sorted(area.settings, key=lambda s: (*places[s.id], need[s.id], s.id)))


def to_figures(hours: FloatArray) -> FloatArray:
    """Round to `FIGURES` figures of the largest, so that hours of any size keep what they say.

    >>> to_figures(np.array([3e-7, 0.0])).tolist(), to_figures(np.array([1 / 3, 1e4])).tolist()
    ([3e-07, 0.0], [0.33333333, 10000.0])
    """
    largest = float(hours.max(initial=0.0))
    if largest <= 0:
        return hours
    decimals = FIGURES - 1 - math.floor(math.log10(largest))
    return np.array([round(value, decimals) for value in hours.tolist()], dtype=np.float64)


def map_places(settings: Sequence[Setting]) -> FloatArray:
    """Return settings x 2: metres east and north of the south-western corner, to the centimetre."""
    raw = np.array([(s.place.easting, s.place.northing) for s in settings], dtype=np.float64)
    raw = raw.reshape(-1, 2)
    places: FloatArray = np.round(raw - raw.min(axis=0, initial=np.inf), CENTIMETRES)
    return places


def symmetric_minutes(travel: TravelMatrix, ids: Sequence[str]) -> FloatArray:
    """Minutes between settings, mean of the two directions; ``inf`` where either has no way."""
    one_way = travel.minutes_between(ids, ids)
    both: FloatArray = np.round((one_way + one_way.T) / 2, LINK_DECIMALS)
    return both


def outer_fence(lengths: FloatArray) -> float:
    """Length beyond which a link stands out from the others; ``inf`` links do not count.

    >>> outer_fence(np.array([4.0, 4.0, 6.0, 8.0, 8.0, 60.0, np.inf]))
    18.5
    """
    finite = lengths[np.isfinite(lengths)]
    if not len(finite):
        return np.inf
    low, median, high = np.quantile(finite, (0.25, 0.5, 0.75))
    return float(max(high + 3 * (high - low), 2 * median))


def _metres(places: FloatArray) -> FloatArray:
    apart = places[:, None, :] - places[None, :, :]
    metres: FloatArray = np.hypot(apart[..., 0], apart[..., 1])
    return metres


def _joins(pairs: IntArray, lengths: FloatArray) -> IntArray:
    """Return the shortest links that join the parts which ``pairs`` leave apart.

    The minimum spanning tree over the parts; a length of ``inf`` joins nothing.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components, csgraph_from_dense, minimum_spanning_tree

    n = len(lengths)
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    parts, part_of = connected_components(links, directed=False)
    if parts <= 1:
        return np.empty((0, 2), dtype=np.int64)
    order = np.argsort(part_of, kind="stable")
    starts = np.searchsorted(part_of[order], np.arange(parts))
    grouped = lengths[np.ix_(order, order)]
    between = np.minimum.reduceat(np.minimum.reduceat(grouped, starts, axis=0), starts, axis=1)
    np.fill_diagonal(between, np.inf)
    # One is added because the sparse tree would take a link of length zero for no link.
    tree = minimum_spanning_tree(csgraph_from_dense(between + 1, null_value=np.inf)).tocoo()
    found = []
    for a, b in zip(tree.row.tolist(), tree.col.tolist(), strict=True):
        rows, columns = np.flatnonzero(part_of == a), np.flatnonzero(part_of == b)
        block = lengths[np.ix_(rows, columns)]
        i, j = divmod(int(block.argmin()), len(columns))
        found.append(sorted((int(rows[i]), int(columns[j]))))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _notes(pairs: IntArray, settings: Sequence[Setting]) -> tuple[str, ...]:
    """Name every link that stands in for a missing way."""
    return tuple(
        f"no way is known between {a.id} ({a.name}) and {b.id} ({b.name}), nor anything else that "
        f"joins the parts of the area they stand in; taken as neighbours, "
        f"{a.place.metres_to(b.place) / 1000:.1f} km apart in a straight line"
        for a, b in ((settings[i], settings[j]) for i, j in pairs.tolist())
    )
