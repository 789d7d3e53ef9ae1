"""Links joined into a network, by the ids of junctions where a file has them, else by place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE as PER_MILE
from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.travel.roads.file import RoadLinks
from experts_at_hand.travel.roads.graph import RoadGraph
from experts_at_hand.travel.roads.meeting import cut_where_they_meet, points_that_meet
from experts_at_hand.travel.roads.one_way import directions
from experts_at_hand.travel.roads.shortest_paths import LONGEST_MINUTES
from experts_at_hand.travel.roads.speeds import LinkSpeeds, link_speeds, word
from experts_at_hand.travel.unreachable import listed


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
    ScenarioError
        If a speed makes one link take longer than a way may take.
    """
    import shapely

    links = _cut(links)
    classes = links.road_class or ("",) * len(links.lines)
    metres = shapely.length(links.lines)
    speeds = link_speeds(classes, speeds_mph, default_mph=default_mph, miles=metres / PER_MILE)
    direction, strange = directions(links.one_way, len(links.lines))
    drivable = speeds.mph > 0
    if not drivable.any():
        raise DataError(name, ["has no road open to cars; give a class of road a speed above 0"])
    lines, metres = links.lines[drivable], metres[drivable]
    road_class = tuple(np.array(classes, dtype=object)[drivable].tolist())
    minutes = metres * (60 / PER_MILE) / speeds.mph[drivable]
    _refuse_standstill(road_class, minutes, speeds.mph[drivable])
    start, end, first = _junctions(links)
    kept, ends = np.unique(np.concatenate([start[drivable], end[drivable]]), return_inverse=True)
    corners = np.concatenate([links.ends[:, 0], links.ends[:, 1]])[first[kept]]
    graph = RoadGraph(
        x=corners[:, 0],
        y=corners[:, 1],
        start=ends[: len(lines)].astype(np.int64),
        end=ends[len(lines) :].astype(np.int64),
        direction=direction[drivable],
        metres=metres,
        minutes=minutes,
        road_class=road_class,
        lines=lines,
    )
    notes = [_size(graph), *links.notes, *_speed_notes(links, speeds, name, default_mph)]
    if not drivable.all():
        shut = sorted({word(classes[i]) for i in np.flatnonzero(~drivable).tolist()})
        notes.append(
            f"links closed to cars are left out: {int((~drivable).sum()):,} ({listed(shut)})"
        )
    return graph.with_notes([*notes, *strange])


def _speed_notes(
    links: RoadLinks, speeds: LinkSpeeds, name: str, default_mph: float
) -> tuple[str, ...]:
    """Say where speeds come from."""
    if links.road_class is not None:
        return ("speeds by class of road are assumptions", *speeds.notes)
    return (
        f"{name} has no column with the class of road: every road is driven at {default_mph:g} mph",
    )


def _cut(links: RoadLinks) -> RoadLinks:
    """Cut links where others meet them, in a file without ids of junctions."""
    if links.start_node is not None:
        return links
    pieces = cut_where_they_meet(links.lines)
    if not pieces.cut:
        return links
    rows = pieces.row.tolist()
    were = "1 link was" if pieces.cut == 1 else f"{pieces.cut:,} links were"
    return replace(
        links,
        lines=pieces.lines,
        road_class=links.road_class and tuple(links.road_class[i] for i in rows),
        one_way=links.one_way and tuple(links.one_way[i] for i in rows),
        notes=(
            *links.notes,
            f"{were} cut where others meet inside: {len(links.lines):,} links became {len(rows):,}",
        ),
    )


def _refuse_standstill(classes: Sequence[str], minutes: FloatArray, mph: FloatArray) -> None:
    """Refuse a speed at which one link takes longer than a way may take.

    Raises
    ------
    ScenarioError
        Naming each class and its speed.
    """
    slow = np.flatnonzero(minutes > LONGEST_MINUTES).tolist()
    worst = {word(classes[i]): i for i in sorted(slow, key=lambda i: float(minutes[i]))}
    problems = [
        f"speeds_mph: at {mph[i]:g} mph one link of class {name or '(blank)'} takes "
        f"{minutes[i] / 60:,.0f} hours; state a higher speed, or 0 to close the class to cars"
        for name, i in worst.items()
    ]
    if problems:
        raise ScenarioError("travel method 'road_network'", problems)


def _junctions(links: RoadLinks) -> tuple[IntArray, IntArray, IntArray]:
    """Junction at the start and at the end of each link, and an end at which each stands.

    An end whose id is blank is the junction of the same place that has one; without such, ends
    within the tolerance of each other meet.
    """
    number = points_that_meet(np.concatenate([links.ends[:, 0], links.ends[:, 1]]))
    _, first = np.unique(number, return_index=True)
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
