"""Links joined into a network, by the ids of junctions where a file has them, else by place."""

from collections.abc import Mapping, Sequence

import numpy as np

from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE
from experts_at_hand.errors import DataError
from experts_at_hand.travel.one_way import directions
from experts_at_hand.travel.road_file import RoadLinks
from experts_at_hand.travel.road_graph import RoadGraph
from experts_at_hand.travel.road_speeds import link_speeds


def join_links(
    links: RoadLinks, *, name: str, speeds_mph: Mapping[str, float], default_mph: float
) -> RoadGraph:
    """Join links at their junctions and give each its time.

    Parameters
    ----------
    links
        As read.
    name
        What to call the file in a message.
    speeds_mph
        Miles an hour by class of road, before the usual ones; 0 closes a class to cars.
    default_mph
        For classes in neither.

    Raises
    ------
    DataError
        If no road is open to cars.
    """
    import shapely

    classes = links.road_class or ("",) * len(links.lines)
    miles = shapely.length(links.lines) / METRES_PER_MILE
    speeds = link_speeds(classes, speeds_mph, default_mph=default_mph, miles=miles)
    direction, strange = directions(links.one_way, len(links.lines))
    drivable = speeds.mph > 0
    if not drivable.any():
        raise DataError(name, ["has no road open to cars; give a class of road a speed above 0"])
    lines = links.lines[drivable]
    start, end, first = _junctions(links)
    kept, ends = np.unique(np.concatenate([start[drivable], end[drivable]]), return_inverse=True)
    corners = shapely.get_coordinates(
        np.concatenate([shapely.get_point(links.lines, at) for at in (0, -1)])
    )[first[kept]]
    metres = shapely.length(lines)
    graph = RoadGraph(
        x=corners[:, 0],
        y=corners[:, 1],
        start=ends[: len(lines)].astype(np.int64),
        end=ends[len(lines) :].astype(np.int64),
        direction=direction[drivable],
        metres=metres,
        minutes=metres * (60 / METRES_PER_MILE) / speeds.mph[drivable],
        road_class=tuple(np.array(classes, dtype=object)[drivable].tolist()),
        lines=lines,
    )
    notes = [_size(graph), *links.notes]
    if links.road_class is None:
        notes.append(
            f"{name} has no column with the class of road: every road is driven at "
            f"{default_mph:g} mph"
        )
    else:
        notes += ["speeds by class of road are assumptions", *speeds.notes]
    if not drivable.all():
        notes.append(f"links closed to cars are left out: {int((~drivable).sum()):,}")
    return graph.with_notes([*notes, *strange])


def _junctions(links: RoadLinks) -> tuple[IntArray, IntArray, IntArray]:
    """Junction at the start and at the end of each link, and an end at which each stands.

    An end whose id is blank is the junction of the same place that has one; without such, ends at
    one place meet.
    """
    flat = np.concatenate([links.ends[:, 0], links.ends[:, 1]])
    _, first, number = np.unique(
        flat[:, 0] * 2**32 + flat[:, 1], return_index=True, return_inverse=True
    )
    if links.start_node is not None and links.end_node is not None:
        number = _by_id([*links.start_node, *links.end_node], number)
        _, first = np.unique(number, return_index=True)
    return number[: len(links.lines)], number[len(links.lines) :], first


def _by_id(ids: Sequence[str], place: IntArray) -> IntArray:
    """Give ends the number of their junction's id, blanks that of their place."""
    ends = list(zip(place.tolist(), ids, strict=True))
    id_at = {here: id_ for here, id_ in reversed(ends) if id_}
    number: dict[object, int] = {}
    keys: list[object] = [id_ or id_at.get(here, here) for here, id_ in ends]
    return np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)


def _size(graph: RoadGraph) -> str:
    parts = int(graph.part.max()) + 1
    said = f"{len(graph):,} road links and {len(graph.x):,} junctions"
    if parts == 1:
        return f"{said}, all connected"
    share = float((graph.part == 0).mean())
    return f"{said} in {parts:,} parts; the largest holds {share:.1%} of the junctions"
