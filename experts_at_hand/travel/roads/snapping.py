"""Where each place meets the road: the nearest point of the nearest link.

A place is joined to both ends of that link in proportion, and not to the nearest junction: on a
country lane the next junction may be a mile off, on the wrong side of the place. A link with doors
on it is cut at each of them, so that two places on one link are as far apart as their doors.

The way from the door to the road is a straight line at a slow speed.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.travel.roads.graph import RoadGraph
from experts_at_hand.travel.roads.shortest_paths import Arcs
from experts_at_hand.travel.roads.speeds import word

NO_DOORS = ("motorway", "motorway_link")
"""Classes of road that nobody's door opens on to."""


AT_ONE_POINT_METRES = 0.01
"""Points on a link nearer to each other than this, or to its end, are one: more than what a rotated
map or another projection changes, and less than any car notices."""

AS_NEAR_METRES = 1e-6
"""Roads whose distances from a place differ by less are equally near: only what a turned map
changes by rounding."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class SnapPoints:
    """The points at which places meet the road: one, or several equally near ones.

    Parameters
    ----------
    place
        Position of the place, one entry a door, ascending.
    link
        Link of the network.
    share
        How far along it, from 0 at its start to 1 at its end.
    gap_metres
        Straight line from each place to its road, one entry a place.
    moved
        Whether a nearer road was passed over because it is cut off from the main network, one entry
        a place.
    cut_off
        Whether the roads of a place are cut off from the main network, one entry a place.
    """

    place: IntArray
    link: IntArray
    share: FloatArray
    gap_metres: FloatArray
    moved: BoolArray
    cut_off: BoolArray


def snap(
    graph: RoadGraph, easting: FloatArray, northing: FloatArray, *, island_metres: float
) -> SnapPoints:
    """Find the roads at each place's door.

    A place at a junction has a door on every link that meets there, and one between two roads that
    are equally near has one on each: which of them a map names first must not matter.

    Parameters
    ----------
    graph
        The network.
    easting, northing
        Of each place, metres.
    island_metres
        How much further than the nearest road the main network may be and still be preferred to a
        road that is cut off from it, metres, >= 0.
    """
    import shapely

    points = shapely.points(easting, northing)
    candidates = np.array([word(name) not in NO_DOORS for name in graph.road_class])
    if not candidates.any():
        candidates[:] = True
    gap = _distance(graph, points, np.flatnonzero(candidates))
    main = candidates & graph.in_main_part
    main_gap = _distance(graph, points, np.flatnonzero(main))
    on_main = main_gap <= gap + island_metres
    reach = np.where(on_main, main_gap, gap)
    place, link = _within(graph, points, np.flatnonzero(candidates), reach)
    kept = main[link] | ~on_main[place]
    place, link = place[kept], link[kept]
    along = shapely.line_locate_point(graph.lines[link], points[place])
    metres = graph.metres[link]
    share = np.divide(along, metres, out=np.zeros(len(link)), where=metres > 0)
    return SnapPoints(
        place=place,
        link=link,
        share=np.clip(share, 0.0, 1.0),
        gap_metres=reach,
        moved=on_main & (main_gap > gap + AS_NEAR_METRES),
        cut_off=~on_main,
    )


def _distance(graph: RoadGraph, points: NDArray[Any], links: IntArray) -> FloatArray:
    """Metres from each point to the nearest of the links; ``inf`` where there is none."""
    import shapely

    if not len(links):
        return np.full(len(points), np.inf)
    tree = shapely.STRtree(graph.lines[links])
    _, metres = tree.query_nearest(points, return_distance=True, all_matches=False)
    found: FloatArray = metres
    return found


def _within(
    graph: RoadGraph, points: NDArray[Any], links: IntArray, reach: FloatArray
) -> tuple[IntArray, IntArray]:
    """Every pair of a point and a link that is no further from it than the reach, by point."""
    import shapely

    tree = shapely.STRtree(graph.lines[links])
    place, found = tree.query(points, predicate="dwithin", distance=reach + AS_NEAR_METRES)
    order = np.lexsort((found, place))
    return place[order].astype(np.int64), links[found[order]]


def arcs_with_snap_points(graph: RoadGraph, doors: SnapPoints) -> Arcs:
    """Cut each link at its doors and return the arcs; node ``len(graph.x) + i`` is place ``i``.

    From a place to each of its doors, from door to door at one point of a link, and from a door at
    the end of a link to the junction there, it is no way at all, in either direction: a one-way
    street holds nobody back from crossing it.

    Parameters
    ----------
    graph
        The network.
    doors
        Where the places meet it.
    """
    whole = np.ones(len(graph), dtype=np.bool_)
    whole[doors.link] = False
    order = np.lexsort((doors.share, doors.link))
    link, share = doors.link[order], doors.share[order]
    places = len(doors.gap_metres)
    node = len(graph.x) + places + np.arange(len(order))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = link[1:] != link[:-1]
    last = np.roll(first, -1)
    before = np.where(first, graph.start[link], np.roll(node, 1))
    length = share - np.where(first, 0.0, np.roll(share, 1))
    rest = 1 - share[last]
    after = graph.end[link[last]]
    pieces = [  # of whole links, up to each door, and from the last door on
        (np.flatnonzero(whole), graph.start[whole], graph.end[whole], np.ones(int(whole.sum()))),
        (link, before, node, length),
        (link[last], node[last], after, rest),
    ]
    of, start, end, part = (np.concatenate(column) for column in zip(*pieces, strict=True))
    minutes, metres = graph.minutes[of] * part, graph.metres[of] * part
    out, back = graph.direction[of] >= 0, graph.direction[of] <= 0
    same = length * graph.metres[link] < AT_ONE_POINT_METRES
    close = rest * graph.metres[link[last]] < AT_ONE_POINT_METRES
    step = np.concatenate([len(graph.x) + doors.place[order], before[same], node[last][close]])
    across = np.concatenate([node, node[same], after[close]])
    nothing = np.zeros(2 * len(step))
    return Arcs(
        nodes=len(graph.x) + places + len(order),
        origin=np.concatenate([start[out], end[back], step, across]),
        target=np.concatenate([end[out], start[back], across, step]),
        minutes=np.concatenate([minutes[out], minutes[back], nothing]),
        metres=np.concatenate([metres[out], metres[back], nothing]),
    )
