"""Laws of road travel, judged by a second road from the file to the minutes.

The judge knows nothing of links, junctions or doors: every vertex of every line is a node, every
stretch between two vertices an edge, and each place stands on every stretch that is nearest to it.
networkx finds the ways.
"""

import json
import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import SOURCES
from experts_at_hand.travel.roads.file import from_wkb
from experts_at_hand.travel.roads.network import RoadNetwork
from tests.hunt import examples
from tests.travel.road_files import link, places, road_file

Point = tuple[float, float]
MPH = {"B Road": 30.0, "Track": 8.0}
GAP_MPH = 10.0
AS_NEAR = 1e-6
ONE_POINT = 0.01


@dataclass(frozen=True)
class Road:
    """One line of a file: its points, its class, and which way it is open (1, -1 or 0 for both)."""

    points: tuple[Point, ...]
    road: str = "B Road"
    way: int = 0

    def feature(self) -> dict[str, object]:
        """Return the line as a row of GeoJSON."""
        sign = {0: "no", 1: "yes", -1: "-1"}[self.way]
        return link(*self.points, road=self.road, oneway=sign)


Stretch = tuple[Point, Point, Road, tuple[int, int]]


def judged(roads: Sequence[Road], spots: Sequence[Point]) -> FloatArray:
    """Return minutes between places, by the judge of this module."""
    graph: nx.MultiDiGraph[object] = nx.MultiDiGraph()
    stretches: list[Stretch] = [
        (a, b, road, (number, at))
        for number, road in enumerate(roads)
        for at, (a, b) in enumerate(pairwise(road.points))
    ]
    on: dict[tuple[int, int], list[tuple[float, object]]] = {}

    def stand(node: object, share: float, key: tuple[int, int]) -> None:
        """Put a node on a stretch: to its point there it is no way at all."""
        on.setdefault(key, []).append((share, (node, key)))
        graph.add_edge(node, (node, key), weight=0.0)
        graph.add_edge((node, key), node, weight=0.0)

    gaps = []
    for number, spot in enumerate(spots):
        feet = [(*foot(spot, a, b), key) for a, b, _, key in stretches]
        gaps.append(min(distance for distance, _, _ in feet))
        for distance, share, key in feet:
            if distance <= gaps[-1] + AS_NEAR:
                stand(("place", number), share, key)
    _drive(graph, stretches, on)
    return _ways(graph, gaps)


def _drive(
    graph: "nx.MultiDiGraph[object]",
    stretches: Sequence[Stretch],
    on: Mapping[tuple[int, int], list[tuple[float, object]]],
) -> None:
    """Add the ways along each stretch, from one that stands on it to the next."""
    for a, b, road, key in stretches:
        stops = [(0.0, a), *sorted(on.get(key, []), key=lambda stop: stop[0]), (1.0, b)]
        for (s, u), (t, v) in pairwise(stops):
            metres = math.dist(a, b) * (t - s)
            minutes = metres * 60 / METRES_PER_MILE / MPH[road.road]
            if road.way >= 0 or metres < ONE_POINT:
                graph.add_edge(u, v, weight=minutes)
            if road.way <= 0 or metres < ONE_POINT:
                graph.add_edge(v, u, weight=minutes)


def _ways(graph: "nx.MultiDiGraph[object]", gaps: Sequence[float]) -> FloatArray:
    found = np.full((len(gaps), len(gaps)), np.inf)
    for i in range(len(gaps)):
        ways = nx.single_source_dijkstra_path_length(graph, ("place", i), weight="weight")
        for j in range(len(gaps)):
            if ("place", j) in ways:
                walked = (gaps[i] + gaps[j]) * 60 / METRES_PER_MILE / GAP_MPH if i != j else 0.0
                found[i, j] = ways["place", j] + walked
    return found


def foot(spot: Point, a: Point, b: Point) -> tuple[float, float]:
    """Return how far a spot is from a stretch, and how far along its nearest point lies."""
    length = math.dist(a, b)
    if not length:
        return math.dist(spot, a), 0.0
    along = ((spot[0] - a[0]) * (b[0] - a[0]) + (spot[1] - a[1]) * (b[1] - a[1])) / length**2
    share = min(1.0, max(0.0, along))
    at = (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
    return math.dist(spot, at), share


def minutes(folder: Path, roads: Sequence[Road], spots: Sequence[Point]) -> FloatArray:
    """Return minutes between places, by the library."""
    file = road_file(folder, [road.feature() for road in roads])
    area = places({f"s{i}": spot for i, spot in enumerate(spots)})
    model = RoadNetwork(roads=file, speeds_mph=MPH, gap_speed_mph=GAP_MPH, island_metres=0)
    return model.matrix(area).minutes


def ring(size: int) -> Road:
    """Return a track through every lattice point: all is connected, and every point a vertex."""
    snake = [
        (x, y) for y in range(size) for x in (range(size) if y % 2 == 0 else range(size)[::-1])
    ]
    return Road(tuple(at(p) for p in snake), road="Track")


def at(point: tuple[int, int]) -> Point:
    """Put a lattice point on the map: no two are in line by accident."""
    x, y = point
    return 137.0 * x + 11.0 * y + 1.7 * x * y, 151.0 * y - 7.0 * x + 2.3 * x * y


SIZE = 5
lattice = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))
lines = st.lists(
    st.builds(
        lambda points, road, way: Road(tuple(at(p) for p in points), road=road, way=way),
        st.lists(lattice, min_size=2, max_size=5),
        st.sampled_from(sorted(MPH)),
        st.sampled_from([0, 0, 1, -1]),
    ),
    min_size=1,
    max_size=6,
)
near_points = st.builds(
    lambda p, dx, dy: (at(p)[0] + dx, at(p)[1] + dy),
    lattice,
    st.sampled_from([0.0, 0.0, 3.0, -41.0]),
    st.sampled_from([0.0, 0.0, 5.0, 38.5]),
)
spots_drawn = st.lists(near_points, min_size=2, max_size=5, unique=True)

LAW = budget(
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
    deadline=None,
)


@LAW
@given(lines, spots_drawn)
def test_minutes_are_those_of_the_judge(
    tmp_path: Path, roads: list[Road], spots: list[Point]
) -> None:
    """One-way streets, loops, doubled lines, lines of no length, places on junctions."""
    network = [ring(SIZE), *roads]
    assert minutes(tmp_path, network, spots) == pytest.approx(judged(network, spots), abs=2e-4)


def turned(point: Point, angle: float) -> Point:
    x, y = point
    return (
        4000 + x * math.cos(angle) - y * math.sin(angle),
        4000 + x * math.sin(angle) + y * math.cos(angle),
    )


@pytest.mark.once
@LAW
@given(lines, spots_drawn, st.floats(0, 6.3))
def test_turning_the_map_changes_no_minute(
    tmp_path: Path, roads: list[Road], spots: list[Point], angle: float
) -> None:
    network = [ring(SIZE), *roads]
    there = [
        Road(tuple(turned(p, angle) for p in road.points), road.road, road.way) for road in network
    ]
    assert minutes(tmp_path, there, [turned(s, angle) for s in spots]) == pytest.approx(
        minutes(tmp_path, network, spots), abs=2e-4
    )


@LAW
@given(lines, spots_drawn)
def test_the_order_of_rows_and_of_points_changes_no_minute(
    tmp_path: Path, roads: list[Road], spots: list[Point]
) -> None:
    network = [ring(SIZE), *roads]
    backwards = [Road(road.points[::-1], road.road, -road.way) for road in network[::-1]]
    assert minutes(tmp_path, backwards, spots) == pytest.approx(
        minutes(tmp_path, network, spots), abs=2e-4
    )


@pytest.mark.once
@LAW
@given(lines, spots_drawn, st.floats(0.05, 0.95))
def test_splitting_links_changes_no_minute(
    tmp_path: Path, roads: list[Road], spots: list[Point], share: float
) -> None:
    """Every line is cut in two at a point inside its first stretch, where no other line is.

    Two lines that cross would meet if both were cut there, and a line that ends between two
    vertices of another if that one were.
    """
    network = [ring(SIZE), *roads]
    pieces = []
    for road in network:
        (ax, ay), (bx, by) = road.points[:2]
        middle = (ax + share * (bx - ax), ay + share * (by - ay))
        others = [(a, b) for r in network if r is not road for a, b in pairwise(r.points)]
        assume(all(foot(middle, a, b)[0] > 1.0 for a, b in others))
        pieces.append(Road((road.points[0], middle), road.road, road.way))
        pieces.append(Road((middle, *road.points[1:]), road.road, road.way))
    assert minutes(tmp_path, pieces, spots) == pytest.approx(
        minutes(tmp_path, network, spots), abs=5e-4
    )


@pytest.mark.parametrize("angle", [i * math.pi / 4 for i in range(8)])
def test_a_place_on_a_junction_leaves_by_every_link(tmp_path: Path, angle: float) -> None:
    """A two-way street to the base and a one-way street that ends there: 500 m either way."""
    roads = [
        Road(((0, 0), (500, 0))),
        Road(((0, 9000), (0, 0)), way=1),
        Road(((500, 0), (500, 9000), (0, 9000)), way=0),
    ]
    there = [Road(tuple(turned(p, angle) for p in r.points), r.road, r.way) for r in roads]
    found = minutes(tmp_path, there, [turned((0, 0), angle), turned((500, 0), angle)])
    way = 500 * 60 / METRES_PER_MILE / 30
    assert found.tolist() == [[0, pytest.approx(way, abs=1e-4)], [pytest.approx(way, abs=1e-4), 0]]


def test_across_a_one_way_street(tmp_path: Path) -> None:
    """Two schools face each other: 20 m across, in both directions."""
    square = [
        Road(((0, 0), (1000, 0)), way=1),
        Road(((1000, 0), (1000, 1000), (0, 1000), (0, 0))),
    ]
    found = minutes(tmp_path, square, [(400, 10), (400, -10)])
    across = 20 * 60 / METRES_PER_MILE / GAP_MPH
    assert found[0, 1] == pytest.approx(across, abs=1e-4)
    assert found[1, 0] == pytest.approx(across, abs=1e-4)


def test_a_bridge_meets_nothing(tmp_path: Path) -> None:
    """Two lines cross without a common vertex; a third ends on an inner vertex of the first."""
    roads = [
        Road(((0, 0), (500, 0), (1000, 0))),
        Road(((300, -400), (300, 400))),
        Road(((500, 0), (500, 300))),
    ]
    found = minutes(tmp_path, roads, [(0, 0), (300, 400), (500, 300)])
    assert np.isinf(found[0, 1])
    assert found[0, 2] == pytest.approx(800 * 60 / METRES_PER_MILE / 30, abs=1e-4)


@pytest.mark.parametrize(
    ("words", "there", "back"),
    [
        (["F", "B"], 1, 3), (["T", "B"], 3, 1), (["B", "B"], 1, 1),  # Geofabrik: a B stands there
        (["F", "F"], 1, 1), (["T", "F"], 1, 3),  # false and true
        (["FT", ""], 1, 3), (["TF", ""], 3, 1), (["yes", "no"], 1, 3), (["-1", "no"], 3, 1),
        (["reversible", "no"], 1, 1), ([[True, False], False], 1, 3), (["[False, True]", ""], 1, 3),
        ([1, 0], 1, 3), ([True, False], 1, 3), (["perhaps", None], 1, 1),
    ],
)  # fmt: skip
def test_one_way_words_are_read_by_column(
    tmp_path: Path, words: list[object], there: float, back: float
) -> None:
    """A square of one kilometre sides, its southern side signed by the first word."""
    corners = [(0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0)]
    signs = [words[0], *[words[1]] * 3]
    roads = [
        link(a, b, oneway=sign) for a, b, sign in zip(corners, corners[1:], signs, strict=False)
    ]
    area = places({"a": (0, 0), "b": (1000, 0)})
    found = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area).minutes
    each = 1000 * 60 / METRES_PER_MILE / 30
    assert found[0, 1] == pytest.approx(there * each, abs=1e-3)
    assert found[1, 0] == pytest.approx(back * each, abs=1e-3)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[400_000, 200_000]]},
        {"type": "Point", "coordinates": [400_000, 200_000]},
        {"type": "LineString", "coordinates": []},
        {"type": "MultiLineString", "coordinates": []},
        {"type": "GeometryCollection", "geometries": []},
        None,
    ],
)
def test_rows_without_a_line_are_left_out_and_counted(
    tmp_path: Path, geometry: dict[str, object] | None
) -> None:
    good = link((0, 0), (1000, 0), tags={"a": 1}, names=["x", "y"])
    bad = good | {"geometry": geometry}
    area = places({"a": (0, 0), "b": (1000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, [good, bad])).matrix(area)
    assert np.isfinite(matrix.minutes).all()
    assert "rows of the roads without a line are left out: 1" in matrix.notes


def test_curves_are_rows_without_a_line() -> None:
    """An arc through three points, alone and in a compound curve, with and without heights."""
    arc = struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)
    high = struct.pack("<BII9d", 1, 1008, 3, *range(9))
    compound = struct.pack("<BII", 1, 9, 1) + arc
    straight = struct.pack(">BII4d", 0, 2, 2, 0, 0, 1, 1)
    found = from_wkb([arc, None, high, compound, straight])
    assert found[:4].tolist() == [None] * 4
    assert found[4].length == pytest.approx(math.sqrt(2))


@pytest.mark.parametrize(
    ("class_", "further"),
    [
        ("construction", {}), ("proposed", {}), ("razed", {}), ("footway", {}), ("river", {}),
        ("rail", {}), (None, {"railway": "rail"}), (None, {"waterway": "river"}),
        (None, {"other_tags": '"railway"=>"tram"'}),
    ],
)  # fmt: skip
def test_what_no_car_drives_on_is_closed_and_said(
    tmp_path: Path, class_: str | None, further: dict[str, str]
) -> None:
    """A short cut of 1 km that is no road, and a way round of 3 km."""

    def way(*spots: Point, highway: str | None, **tags: str) -> dict[str, object]:
        properties = {"highway": highway, **dict.fromkeys(further, ""), **tags}
        return link(*spots) | {"properties": properties}

    roads = [
        way((0, 0), (1000, 0), highway=class_, **further),
        way((0, 0), (0, 1000), (1000, 1000), (1000, 0), highway="residential"),
    ]
    area = places({"a": (0, 0), "b": (1000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert matrix.miles[0, 1] == pytest.approx(3000 / METRES_PER_MILE, abs=1e-3)
    assert any("links closed to cars are left out: 1 (" in note for note in matrix.notes)


@pytest.mark.parametrize("parts", [1, 40])
def test_a_speed_that_gets_nowhere_is_refused_by_class(tmp_path: Path, parts: int) -> None:
    """22 km at half a mile an hour are 27 hours, in one link or in forty."""
    step = 22_000 / parts
    roads = [link((step * i, 0), (step * (i + 1), 0), road="Track") for i in range(parts)]
    area = places({"a": (0, 0), "b": (22_000, 0)})
    model = RoadNetwork(roads=road_file(tmp_path, roads), speeds_mph={"track": 0.5})
    with pytest.raises(ScenarioError, match=r"speeds_mph.*track.*0\.5 mph|speeds_mph: at 0\.5 mph"):
        model.matrix(area)


def test_real_roads_meet_where_they_do(banes: Path) -> None:
    """B&NES: 45 of 9,040 links have an end of another on an inner vertex; 95 parts become 49."""
    graph = RoadNetwork(roads=banes / "roads_os_openmap_local_2017.geojson").graph()
    assert graph.part.max() + 1 == 49
    assert "45 links were cut where others meet inside: 9,040 links became 9,136" in graph.notes
    area = SOURCES.build("tidy").read(banes)
    matrix = RoadNetwork(roads=banes / "roads_os_openmap_local_2017.geojson").matrix(area)
    # Writhlington School to Shoscombe: 22.8 minutes round about, while their roads did not meet.
    assert matrix.minutes_between(["137548"], ["146424"])[0, 0] == pytest.approx(6.66, abs=0.05)
    rows = json.loads((banes / "roads_os_openmap_local_2017.geojson").read_text("utf-8"))
    assert len(rows["features"]) == 9_015
