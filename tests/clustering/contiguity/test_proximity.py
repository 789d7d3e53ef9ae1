"""The graph of neighbours: in one piece, the same whatever the rows, honest about missing ways."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import settings as budget

from experts_at_hand.clustering.contiguity.proximity import outer_fence, proximity_graph
from experts_at_hand.domain.local_area import LocalArea
from tests.clustering.maps import county, crow, line, map_of, small_maps


def links(area: LocalArea, **options: float) -> set[tuple[str, str]]:
    graph = proximity_graph(area, crow(area), **options)
    return {(graph.ids[i], graph.ids[j]) for i, j in graph.edges.tolist()}


def test_one_setting_has_no_neighbours() -> None:
    area = line(5)
    graph = proximity_graph(area, crow(area))
    assert graph.ids == ("a",)
    assert graph.edges.shape == (0, 2)
    assert graph.connected(["a"])


def test_two_settings_are_linked() -> None:
    area = line(5, 5)
    graph = proximity_graph(area, crow(area))
    assert graph.neighbours("a") == ("b",)
    assert graph.minutes.tolist() == [1.0]


def test_places_on_a_line_make_a_chain() -> None:
    """A road west to east: each has its neighbour on either side, as in a - b - c - d."""
    assert links(line(1, 1, 1, 1)) == {("a", "b"), ("b", "c"), ("c", "d")}


def test_equal_places_are_linked_and_share_their_neighbours() -> None:
    """Nursery n stands at school a: both are linked to b, and to each other."""
    area = map_of({"a": (0, 0, 1), "n": (0, 0, 2), "b": (1, 0, 1)})
    assert links(area) == {("a", "n"), ("a", "b"), ("n", "b")}


def test_all_at_one_place() -> None:
    area = map_of({"a": (0, 0, 1), "b": (0, 0, 2), "c": (0, 0, 3)})
    assert links(area) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert proximity_graph(area, crow(area)).minutes.tolist() == [0, 0, 0]


def test_two_villages_keep_one_link() -> None:
    """Two triangles 20 km apart: the long sides between them are cut, the shortest stays.

    c (1, 0) and d (20, 0) are the nearest of the two villages, 19 minutes apart.
    """
    spots = {"a": (0, 0, 1), "b": (0, 1, 1), "c": (1, 0, 1)}
    spots |= {"d": (20, 0, 1), "e": (21, 1, 1), "f": (21, 0, 1)}
    between = {pair for pair in links(map_of(spots), max_minutes=3.0) if pair[0] < "d" <= pair[1]}
    assert between == {("c", "d")}


def test_length_of_a_link_is_the_mean_of_both_directions() -> None:
    area = line(1, 1)
    travel = crow(area)
    minutes = travel.minutes.copy()
    minutes[0, 1] = 4.0
    graph = proximity_graph(area, type(travel)(ids=travel.ids, minutes=minutes, miles=minutes))
    assert graph.minutes.tolist() == [2.5]


def test_pair_without_a_way_is_no_link_where_another_way_joins() -> None:
    """A square a b / c d with its diagonal: a-b has no way, the other sides hold it together."""
    area = map_of({"a": (0, 0, 1), "b": (2, 0, 1), "c": (0, 2, 1), "d": (2.1, 2, 1)})
    graph = proximity_graph(area, crow(area, no_way=[("a", "b")]))
    assert "b" not in graph.neighbours("a")
    assert graph.connected(graph.ids)
    assert graph.notes == ()


def test_island_is_joined_to_the_nearest_in_a_straight_line_and_named() -> None:
    """No road leads to c, 1 km from b: it is joined to b, and the notes say so."""
    area = line(1, 1, 1)
    cut_off = [(x, "c") for x in "ab"] + [("c", x) for x in "ab"]
    graph = proximity_graph(area, crow(area, no_way=cut_off))
    assert graph.neighbours("c") == ("b",)
    assert np.isinf(graph.minutes).sum() == 1
    assert len(graph.notes) == 1
    assert "b (B)" in graph.notes[0]
    assert "c (C)" in graph.notes[0]
    assert "1.0 km" in graph.notes[0]


def test_fence_does_not_count_missing_ways() -> None:
    assert outer_fence(np.array([np.inf])) == np.inf
    assert outer_fence(np.array([5.0, np.inf])) == 10.0


def test_graph_for_people_says_the_same() -> None:
    area = county(40)
    graph = proximity_graph(area, crow(area))
    people = graph.graph
    assert set(people) == set(area.setting_ids)
    assert people.number_of_edges() == len(graph.edges)
    assert nx.is_connected(people)
    assert people.nodes["s000"]["need"] == area.need.hours[0].sum()
    assert set(people["s000"]) == set(graph.neighbours("s000"))
    some = next(iter(people.edges(data=True)))[2]
    assert some["minutes"] > 0


def test_connected_looks_only_at_links_among_themselves() -> None:
    area = line(1, 1, 1)
    graph = proximity_graph(area, crow(area))
    assert graph.connected(["a", "b"])
    assert not graph.connected(["a", "c"])
    assert graph.connected([])


@budget(max_examples=40, deadline=None)
@given(small_maps)
def test_graph_is_in_one_piece_and_links_nobody_to_himself(area: LocalArea) -> None:
    graph = proximity_graph(area, crow(area), max_minutes=1.5)
    assert graph.connected(graph.ids)
    assert (graph.edges[:, 0] < graph.edges[:, 1]).all()
    assert len(np.unique(graph.edges, axis=0)) == len(graph.edges)


@budget(max_examples=25, deadline=None)
@given(small_maps)
def test_order_of_rows_changes_nothing(area: LocalArea) -> None:
    turned = area.replace(settings=area.settings[::-1])
    assert links(turned) == links(area)
