"""The road graph: parts obey one-way streets, and networkx sees the same network."""

import networkx as nx
import numpy as np
from shapely import LineString

from experts_at_hand.travel.roads.graph import BACKWARD, BOTH_WAYS, FORWARD, RoadGraph


def graph(*links: tuple[int, int, int]) -> RoadGraph:
    """Build junctions on a line, links as (start, end, direction)."""
    start, end, way = (np.array(column, dtype=np.int64) for column in zip(*links, strict=True))
    count = int(max(start.max(), end.max())) + 1
    lengths = 100.0 * np.abs(end - start)
    lines = [LineString([(100.0 * s, 0), (100.0 * e, 0)]) for s, e, _ in links]
    return RoadGraph(
        x=np.linspace(0.0, 100.0 * (count - 1), count), y=np.zeros(count),
        start=start, end=end, direction=way,
        metres=lengths, minutes=lengths / 1000, road_class=("road",) * len(links),
        lines=np.array(lines, dtype=object),
    )  # fmt: skip


def test_a_dead_end_that_is_one_way_is_a_part_of_its_own() -> None:
    """0 - 1 - 2 both ways, 2 to 3 one way: from 3 there is no way back."""
    roads = graph((0, 1, BOTH_WAYS), (1, 2, BOTH_WAYS), (2, 3, FORWARD))
    assert roads.part.tolist() == [0, 0, 0, 1]
    assert roads.in_main_part.tolist() == [True, True, False]


def test_a_circle_of_one_way_streets_holds_together() -> None:
    roads = graph((0, 1, FORWARD), (2, 1, BACKWARD), (2, 0, FORWARD))
    assert roads.part.tolist() == [0, 0, 0]


def test_of_equal_parts_the_most_westerly_is_the_main_one() -> None:
    assert graph((2, 3, BOTH_WAYS), (0, 1, BOTH_WAYS)).part.tolist() == [0, 0, 1, 1]


def test_networkx_has_an_edge_for_each_way() -> None:
    roads = graph((0, 1, BOTH_WAYS), (1, 2, FORWARD), (2, 3, BACKWARD))
    shown = roads.to_networkx()
    assert sorted(shown.edges()) == [(0, 1), (1, 0), (1, 2), (3, 2)]
    assert nx.shortest_path_length(shown, 0, 2, weight="metres") == 200.0
    assert roads.with_notes(["x"]).notes == ("x",)
