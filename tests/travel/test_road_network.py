"""Travel by road: snapping by hand, one-way streets, islands, and networkx as the judge."""

from pathlib import Path
from typing import Any

import geopandas
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.domain.travel_matrix import METRES_PER_MILE
from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.registry.protocols import SOURCES
from experts_at_hand.travel.roads.network import RoadNetwork
from experts_at_hand.travel.roads.shortest_paths import Arcs, fastest_paths
from experts_at_hand.travel.straight_line import StraightLine
from tests.travel.road_files import CROSSROADS, link, places, road_file


def minutes(metres: float, mph: float) -> float:
    """Return the minutes of a way at one speed."""
    return metres * 60 / METRES_PER_MILE / mph


def test_snapping_at_a_crossroads_by_hand(tmp_path: Path) -> None:
    """A stands 100 m north of the western arm's middle, the base on the northern arm.

    100 m at 10 mph to the road, then 500 m to the crossing and 400 m up at a B road's 30 mph.
    """
    area = places({"a": (500, 100)}, {"t": (1000, 400)})
    matrix = RoadNetwork(roads=road_file(tmp_path, CROSSROADS)).matrix(area)
    way = minutes(100, 10) + minutes(900, 30)
    assert matrix.minutes.tolist() == [
        [0, pytest.approx(way, abs=1e-4)],
        [pytest.approx(way, abs=1e-4), 0],
    ]
    assert matrix.miles[0, 1] == pytest.approx(1000 / METRES_PER_MILE, abs=1e-4)


def test_two_doors_on_one_link_are_as_far_apart_as_they_stand(tmp_path: Path) -> None:
    area = places({"a": (200, 0), "b": (700, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, CROSSROADS)).matrix(area)
    assert matrix.minutes[0, 1] == pytest.approx(minutes(500, 30), abs=1e-4)


def test_the_fastest_way_is_not_the_shortest(tmp_path: Path) -> None:
    """1 km of local road at 20 mph takes longer than 1.4 km of A road at 34; miles follow."""
    roads = [
        link((0, 0), (1000, 0), road="Local Road"),
        link((0, 0), (500, 490), (1000, 0), road="A Road"),
    ]
    area = places({"a": (0, 0), "b": (1000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    around = 2 * float(np.hypot(500, 490))
    assert minutes(around, 34) < minutes(1000, 20)
    assert matrix.minutes[0, 1] == pytest.approx(minutes(around, 34), abs=1e-4)
    assert matrix.miles[0, 1] * METRES_PER_MILE == pytest.approx(around, abs=0.1)


@pytest.mark.parametrize(("sign", "there", "back"), [("yes", 1, 3), ("-1", 3, 1), ("no", 1, 1)])
def test_one_way_streets(tmp_path: Path, sign: str, there: float, back: float) -> None:
    """A square of one kilometre sides; its southern side is one way."""
    roads = [
        link((0, 0), (1000, 0), oneway=sign),
        link((1000, 0), (1000, 1000)),
        link((1000, 1000), (0, 1000)),
        link((0, 1000), (0, 0)),
    ]
    area = places({"a": (0, 0), "b": (1000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert matrix.minutes[0, 1] == pytest.approx(minutes(1000 * there, 30), abs=1e-3)
    assert matrix.minutes[1, 0] == pytest.approx(minutes(1000 * back, 30), abs=1e-3)


def test_two_islands_are_named(tmp_path: Path) -> None:
    """The second road is 3 km off the first: too far for its places to be moved."""
    roads = [*CROSSROADS, link((0, 4000), (1000, 4000))]
    area = places({"a": (0, 0), "b": (500, 4000)}, {"t": (2000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert np.isinf(matrix.minutes[0, 1])
    assert np.isfinite(matrix.minutes[0, 2])
    assert any("on a road cut off from the main network: B (b)" in note for note in matrix.notes)
    assert any(note.startswith("no way between B (b) and A (a)") for note in matrix.notes)


def test_a_place_beside_a_stray_piece_of_road_is_moved_to_the_network(tmp_path: Path) -> None:
    """A map clipped at its boundary leaves pieces: 200 m further there is a real road."""
    roads = [*CROSSROADS, link((300, 300), (500, 300))]
    area = places({"a": (400, 310)}, {"t": (2000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert np.isfinite(matrix.minutes).all()
    assert any("1 place is joined to the main network" in note for note in matrix.notes)
    assert any("more than 300 m from a road: A (a) 310 m" in note for note in matrix.notes)


def test_speeds_can_be_stated_and_a_class_closed(tmp_path: Path) -> None:
    roads = [link((0, 0), (1000, 0)), link((0, 0), (0, 900), (1000, 900), (1000, 0), road="Track")]
    area = places({"a": (0, 0), "b": (1000, 0)})
    file = road_file(tmp_path, roads)
    fast = RoadNetwork(roads=file, speeds_mph={"b road": 60}).matrix(area)
    assert fast.minutes[0, 1] == pytest.approx(minutes(1000, 60), abs=1e-4)
    closed = RoadNetwork(roads=file, speeds_mph={"B Road": 0, "track": 15}).matrix(area)
    assert closed.minutes[0, 1] == pytest.approx(minutes(2800, 15), abs=1e-3)
    assert any("closed to cars" in note for note in closed.notes)
    strange = RoadNetwork(roads=file, speeds_mph={"B Rode": 9}).matrix(area)
    assert any("speeds_mph names classes that no road has: B Rode" in n for n in strange.notes)


def test_classes_without_a_speed_are_named(tmp_path: Path) -> None:
    area = places({"a": (0, 0), "b": (1000, 0)})
    roads = [link((0, 0), (1000, 0), road="Holloway")]
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert matrix.minutes[0, 1] == pytest.approx(minutes(1000, 20), abs=1e-4)
    assert any(
        "1 link of class Holloway (0.6 miles) is driven at 20 mph" in note for note in matrix.notes
    )


def test_junctions_by_id(tmp_path: Path) -> None:
    """A bridge crosses without meeting; ids say so, and a gap of a metre does not part links."""
    roads = [
        link((0, 0), (999, 0), start_node="w", end_node="x"),
        link((1000, 0), (2000, 0), start_node="x", end_node="e"),
    ]
    area = places({"a": (0, 0), "b": (2000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert np.isfinite(matrix.minutes).all()
    apart = [link((0, 0), (999, 0)), link((1000, 0), (2000, 0))]
    cut = RoadNetwork(roads=road_file(tmp_path, apart, "apart.geojson"), island_metres=0)
    assert np.isinf(cut.matrix(area).minutes[0, 1])


@pytest.mark.parametrize("ending", ["gpkg", "shp"])
def test_formats_say_the_same(tmp_path: Path, ending: str) -> None:
    first = road_file(tmp_path, CROSSROADS)
    other = tmp_path / f"roads.{ending}"
    geopandas.read_file(first).to_file(other)
    area = places({"a": (500, 100), "b": (1900, 30)}, {"t": (1000, 400)})
    expected = RoadNetwork(roads=first).matrix(area).minutes
    assert RoadNetwork(roads=other).matrix(area).minutes == pytest.approx(expected, abs=1e-4)
    degrees = geopandas.read_file(first).to_crs(4326)
    degrees.to_file(tmp_path / "degrees.geojson")
    again = RoadNetwork(roads=tmp_path / "degrees.geojson").matrix(area).minutes
    assert again == pytest.approx(expected, abs=1e-2)


def test_a_network_is_read_once_for_one_content(tmp_path: Path) -> None:
    file = road_file(tmp_path, CROSSROADS)
    assert RoadNetwork(roads=file).graph() is RoadNetwork(roads=file).graph()
    before = RoadNetwork(roads=file).graph()
    road_file(tmp_path, CROSSROADS[:2])
    assert len(RoadNetwork(roads=file).graph()) == 2 != len(before)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"class_column": "klass"}, "did you mean 'class'"),
        ({"layer": "road"}, "has no layer 'road'"),
    ],
)
def test_columns_and_layers_that_are_not_there(
    tmp_path: Path, options: dict[str, str], words: str
) -> None:
    model = RoadNetwork(roads=road_file(tmp_path, CROSSROADS), **options)  # type: ignore[arg-type]  # texts all
    with pytest.raises(ScenarioError, match=words):
        model.graph()


def test_text_that_is_no_utf8_is_a_message(tmp_path: Path) -> None:
    """One byte of a heading is broken: the reader fails on its text, and that is said."""
    line = b'{"type": "LineString", "coordinates": [[-2.38, 51.37], [-2.37, 51.38]]}'
    path = tmp_path / "roads.geojson"
    path.write_bytes(
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
        b'{"cl\x80ss": "A"}, "geometry": ' + line + b"}]}"
    )
    area = places({"a": (500, 100)}, {"t": (1000, 400)})
    with pytest.raises(DataError, match="cannot be read as GeoJSON"):
        RoadNetwork(roads=path).matrix(area)


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    """Missing, broken, without a system, without lines, or of another part of the world."""
    area = places({"a": (0, 0), "b": (9000, 0)})

    def refused(file: Path) -> str:
        with pytest.raises(DataError) as refusal:
            RoadNetwork(roads=file).matrix(area)
        return "\n".join(refusal.value.problems)

    assert "found no file" in refused(tmp_path / "gone.gpkg")
    broken = tmp_path / "broken.geojson"
    broken.write_text("no roads", "utf-8")
    assert "cannot be read" in refused(broken)
    frame = geopandas.read_file(road_file(tmp_path, CROSSROADS))
    frame.to_file(tmp_path / "bare.shp")
    (tmp_path / "bare.prj").unlink()
    assert "states no coordinate system" in refused(tmp_path / "bare.shp")
    frame.set_geometry(frame.centroid).to_file(tmp_path / "points.geojson")
    assert "has no lines" in refused(tmp_path / "points.geojson")
    frame.set_crs(4326, allow_override=True).to_file(tmp_path / "off.gpkg")
    assert "do not fit the coordinate system" in refused(tmp_path / "off.gpkg")
    assert "B (b) is 7.0 km from any road" in refused(road_file(tmp_path, CROSSROADS))
    far = places({"a": (90_000, 0)})
    with pytest.raises(DataError, match="no setting or base is within 88 km"):
        RoadNetwork(roads=road_file(tmp_path, CROSSROADS)).matrix(far)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"default_speed_mph": 0.0}, "default_speed_mph"),
        ({"island_metres": -1.0}, "island_metres"),
        ({"speeds_mph": {"a road": -1.0}}, "speeds_mph of 'a road'"),
        ({"start_column": "u"}, "go together"),
    ],
)
def test_nonsense_is_refused_at_birth(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        RoadNetwork(roads=Path("r.gpkg"), **options)


arcs = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 30), st.integers(1, 900)),
    max_size=30,
)


@budget(max_examples=100)
@given(arcs)
def test_fastest_paths_equal_those_of_networkx(drawn: list[tuple[int, int, int, int]]) -> None:
    """Directed, with parallel arcs, loops and arcs of no time; of equal times the shortest."""
    a, b, time, length = np.array(drawn, dtype=np.int64).reshape(-1, 4).T
    found = fastest_paths(
        Arcs(nodes=8, origin=a, target=b, minutes=time.astype(float), metres=length.astype(float)),
        np.arange(8),
    )
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(8))
    for u, v, t, m in drawn:
        graph.add_edge(u, v, both=t * 1_000_000 + m)
    for u, ways in nx.all_pairs_dijkstra_path_length(graph, weight="both"):
        for v in range(8):
            if v in ways:
                assert divmod(ways[v], 1_000_000) == (round(found[0][u, v]), round(found[1][u, v]))
            else:
                assert np.isinf(found[0][u, v])


def test_real_roads(banes: Path) -> None:
    """B&NES: every setting snaps within 234 m and reaches every other; networkx agrees.

    Roads are 1.33 times as long as the straight line in the mean (published with the data).
    """
    area = SOURCES.build("tidy").read(banes)
    model = RoadNetwork(roads=banes / "roads_os_openmap_local_2017.geojson")
    matrix = model.matrix(area)
    assert matrix.unreachable == ()
    crow = StraightLine(detour_factor=1.0).matrix(area)
    settings = len(area.settings)
    far = (crow.miles > 1)[:settings, :settings]
    ratio = matrix.miles[:settings, :settings][far] / crow.miles[:settings, :settings][far]
    assert 1.25 < ratio.mean() < 1.45
    graph = model.graph()
    shown = graph.to_networkx()
    main = np.flatnonzero(graph.part == 0)[:: len(graph.x) // 7]
    found, _ = fastest_paths(
        Arcs(
            nodes=len(graph.x),
            origin=np.concatenate([graph.start, graph.end]),
            target=np.concatenate([graph.end, graph.start]),
            minutes=np.concatenate([graph.minutes, graph.minutes]),
            metres=np.concatenate([graph.metres, graph.metres]),
        ),
        main,
    )
    for row, node in enumerate(main.tolist()):
        ways = nx.single_source_dijkstra_path_length(shown, node, weight="minutes")
        expected = [ways[other] for other in main.tolist()]
        assert found[row] == pytest.approx(expected, abs=0.01)
