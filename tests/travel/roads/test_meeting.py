"""Where links meet: at shared points, in chains of near ones, never where they only cross."""

import numpy as np
from shapely import LineString

from experts_at_hand.travel.roads.meeting import cut_where_they_meet, points_that_meet


def cut(*lines: list[tuple[float, float]]) -> tuple[list[int], int]:
    """Return the link of each piece, and how many links were cut."""
    found = cut_where_they_meet(np.array([LineString(line) for line in lines], dtype=object))
    return found.row.tolist(), found.cut


def test_near_points_are_one_also_in_chains() -> None:
    xy = np.array([[0.0, 0.0], [0.08, 0.0], [0.16, 0.0], [5.0, 0.0], [0.0, 0.0]])
    assert points_that_meet(xy).tolist() == [0, 0, 0, 1, 0]


def test_a_side_road_cuts_the_road_that_it_meets() -> None:
    assert cut([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 40)]) == ([0, 0, 1], 1)


def test_a_bridge_cuts_nothing() -> None:
    """They cross, and neither has a vertex there."""
    assert cut([(0, 0), (100, 0)], [(50, -40), (50, 40)]) == ([0, 1], 0)


def test_a_road_that_crosses_itself_at_a_vertex_is_cut() -> None:
    rows, links = cut([(0, 0), (50, 0), (50, 50), (0, 50), (0, 0.0), (50, 0), (90, 0)])
    assert links == 1
    assert len(rows) > 1


def test_pieces_together_are_as_long_as_the_links() -> None:
    lines = np.array(
        [LineString([(0, 0), (30, 0), (80, 10)]), LineString([(30, 0), (30, 70)])], dtype=object
    )
    found = cut_where_they_meet(lines)
    length = sum(line.length for line in found.lines)
    assert np.isclose(length, sum(line.length for line in lines))
