"""Where each place meets the road: the nearest point of the nearest link.

A place is joined to both ends of that link in proportion, and not to the nearest junction: on a
country lane the next junction may be a mile off, on the wrong side of the place. A link with doors
on it is cut at each of them, so that two places on one link are as far apart as their doors.

The way from the door to the road is a straight line at a slow speed.
"""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.travel.fastest_paths import Arcs
from experts_at_hand.travel.road_graph import RoadGraph
from experts_at_hand.travel.road_speeds import word

NO_DOORS = ("motorway", "motorway_link")
"""Classes of road that nobody's door opens on to."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Doors:
    """The points at which places meet the road.

    Parameters
    ----------
    link
        Link of the network, one entry a place.
    share
        How far along it, from 0 at its start to 1 at its end.
    gap_metres
        Straight line from the place to that point.
    moved
        Whether a nearer road was passed over because it is cut off from the main network.
    cut_off
        Whether the link itself is cut off from the main network.
    """

    link: IntArray
    share: FloatArray
    gap_metres: FloatArray
    moved: BoolArray
    cut_off: BoolArray


def find_doors(
    graph: RoadGraph, easting: FloatArray, northing: FloatArray, *, island_metres: float
) -> Doors:
    """Find the road at each place's door.

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
    link, gap = _nearest(graph, points, np.flatnonzero(candidates))
    main = np.flatnonzero(candidates & graph.in_main_part)
    moved = np.zeros(len(points), dtype=np.bool_)
    if 0 < len(main) < candidates.sum():
        main_link, main_gap = _nearest(graph, points, main)
        better = ~graph.in_main_part[link] & (main_gap <= gap + island_metres)
        moved = better & (main_gap > gap)
        link, gap = np.where(better, main_link, link), np.where(better, main_gap, gap)
    along = shapely.line_locate_point(graph.lines[link], points)
    metres = graph.metres[link]
    share = np.divide(along, metres, out=np.zeros(len(link)), where=metres > 0)
    return Doors(
        link=link,
        share=np.clip(share, 0.0, 1.0),
        gap_metres=gap,
        moved=moved,
        cut_off=~graph.in_main_part[link],
    )


def _nearest(graph: RoadGraph, points: object, links: IntArray) -> tuple[IntArray, FloatArray]:
    """Nearest of the links to each point, and how far it is in metres."""
    import shapely

    tree = shapely.STRtree(graph.lines[links])
    (_, found), metres = tree.query_nearest(points, return_distance=True, all_matches=False)
    return links[found], metres


def arcs_with_doors(graph: RoadGraph, doors: Doors) -> Arcs:
    """Cut each link at its doors and return the arcs; node ``len(graph.x) + i`` is door ``i``.

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
    node = len(graph.x) + order
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = link[1:] != link[:-1]
    last = np.roll(first, -1)
    before = np.where(first, graph.start[link], np.roll(node, 1))
    length = share - np.where(first, 0.0, np.roll(share, 1))
    pieces = [  # of whole links, up to each door, and from the last door on
        (np.flatnonzero(whole), graph.start[whole], graph.end[whole], np.ones(int(whole.sum()))),
        (link, before, node, length),
        (link[last], node[last], graph.end[link[last]], 1 - share[last]),
    ]
    of, start, end, part = (np.concatenate(column) for column in zip(*pieces, strict=True))
    minutes, metres = graph.minutes[of] * part, graph.metres[of] * part
    out, back = graph.direction[of] >= 0, graph.direction[of] <= 0
    return Arcs(
        nodes=len(graph.x) + len(order),
        origin=np.concatenate([start[out], end[back]]),
        target=np.concatenate([end[out], start[back]]),
        minutes=np.concatenate([minutes[out], minutes[back]]),
        metres=np.concatenate([metres[out], metres[back]]),
    )
