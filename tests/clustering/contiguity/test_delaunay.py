"""Neighbours on the map: in one piece, flat, the same whatever the order of the rows."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.contiguity.delaunay import neighbouring_pairs
from tests.hunt import examples

spots = st.lists(
    st.tuples(st.integers(0, 8).map(float), st.integers(0, 8).map(float)), min_size=1, max_size=9
)


def pairs(places: list[tuple[float, float]]) -> set[tuple[int, int]]:
    found = neighbouring_pairs(np.array(places, dtype=np.float64))
    assert (found[:, 0] < found[:, 1]).all()
    assert len({tuple(p) for p in found.tolist()}) == len(found)
    return {(a, b) for a, b in found.tolist()}


@given(spots)
@budget(max_examples=examples(60), deadline=None)
def test_everybody_hangs_together(places: list[tuple[float, float]]) -> None:
    graph = nx.Graph(list(pairs(places)))
    graph.add_nodes_from(range(len(places)))
    assert nx.is_connected(graph)


@given(spots, st.randoms(use_true_random=False))
@budget(max_examples=examples(40), deadline=None)
def test_places_apart_are_drawn_without_crossings(
    places: list[tuple[float, float]], lot: object
) -> None:
    """At most 3 n - 6 pairs, as in any map drawn flat; and each place has somebody."""
    apart = list(dict.fromkeys(places))
    found = pairs(apart)
    if len(apart) >= 3:
        assert len(found) <= max(3 * len(apart) - 6, len(apart) - 1)
        assert nx.check_planarity(nx.Graph(list(found)))[0]


def test_on_one_line_a_chain() -> None:
    assert pairs([(4.0, 4.0), (0.0, 0.0), (2.0, 2.0)]) == {(0, 2), (1, 2)}


def test_whoever_shares_a_place_shares_its_neighbours() -> None:
    """Two at one place are neighbours of each other, and both of whoever is next to it."""
    assert pairs([(0.0, 0.0), (0.0, 0.0), (5.0, 0.0)]) == {(0, 1), (0, 2), (1, 2)}
    assert pairs([(3.0, 3.0)]) == set()
