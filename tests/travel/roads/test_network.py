"""Travel by road: snapping by hand, one-way streets, islands, and networkx as the judge."""

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from experts_at_hand.domain.travel_matrix import METRES_PER_MILE
from experts_at_hand.registry.protocols import SOURCES
from experts_at_hand.travel.roads.network import RoadNetwork
from experts_at_hand.travel.roads.shortest_paths import Arcs, fastest_paths
from experts_at_hand.travel.straight_line import StraightLine
from tests.travel.road_files import CROSSROADS, link, places, road_file


def minutes(metres: float, mph: float) -> float:
    """Return the minutes of a way at one speed."""
    return metres * 60 / METRES_PER_MILE / mph


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


def test_two_islands_are_named(tmp_path: Path) -> None:
    """The second road is 3 km off the first: too far for its places to be moved."""
    roads = [*CROSSROADS, link((0, 4000), (1000, 4000))]
    area = places({"a": (0, 0), "b": (500, 4000)}, {"t": (2000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert np.isinf(matrix.minutes[0, 1])
    assert np.isfinite(matrix.minutes[0, 2])
    assert any("on a road cut off from the main network: B (b)" in note for note in matrix.notes)
    assert any(note.startswith("no way between B (b) and A (a)") for note in matrix.notes)


def test_a_network_is_read_once_for_one_content(tmp_path: Path) -> None:
    file = road_file(tmp_path, CROSSROADS)
    assert RoadNetwork(roads=file).graph() is RoadNetwork(roads=file).graph()
    before = RoadNetwork(roads=file).graph()
    road_file(tmp_path, CROSSROADS[:2])
    assert len(RoadNetwork(roads=file).graph()) == 2 != len(before)


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
