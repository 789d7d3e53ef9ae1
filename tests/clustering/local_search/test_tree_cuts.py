"""Spanning trees and their cuts: the shortest tree by networkx, the best cut by every cut."""

import networkx as nx
import numpy as np
import pytest

from experts_at_hand.clustering.local_search.partition import Partition, better
from experts_at_hand.clustering.local_search.tree_cuts import cut_into, divide, shortest_tree
from tests.clustering.local_search.graphs import in_a_county, on_a_line


@pytest.mark.parametrize("seed", range(5))
def test_no_tree_is_shorter(seed: int) -> None:
    data = in_a_county(30, 3, seed)
    tree = shortest_tree(data, data.lengths, np.arange(30))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from(
        zip(data.first.tolist(), data.second.tolist(), data.lengths.tolist(), strict=True)
    )
    length = sum(
        graph.edges[int(tree.nodes[row]), int(tree.nodes[tree.parents[row]])]["weight"]
        for row in range(1, len(tree.nodes))
    )
    judge = nx.minimum_spanning_tree(graph).size(weight="weight")
    assert length == pytest.approx(judge)
    assert sorted(tree.nodes.tolist()) == list(range(30))


def test_branches_are_what_falls_off() -> None:
    """On a line 0 - 1 - 2 - 3 rooted at 0, a cut above node i drops i and all beyond it."""
    data = on_a_line(1.0, 1.0, 1.0, 1.0)
    tree = shortest_tree(data, data.lengths, np.arange(4))
    assert tree.branches().astype(int).tolist() == [[0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1]]


@pytest.mark.parametrize("clusters", [1, 2, 5, 12])
def test_a_tree_is_cut_into_as_many_connected_clusters_as_asked(clusters: int) -> None:
    data = in_a_county(40, clusters)
    partition = Partition(data, cut_into(data, data.lengths))
    assert sorted(set(partition.labels.tolist())) == list(range(clusters))
    assert all(partition.is_connected(c) for c in range(clusters))


def test_a_line_is_cut_where_needs_are_even() -> None:
    data = on_a_line(5.0, 1.0, 1.0, 1.0, 2.0)
    labels = cut_into(data, data.lengths)
    assert len(set(labels[1:].tolist())) == 1
    assert labels[0] != labels[1]


def test_two_neighbours_are_divided_as_well_as_any_cut_divides_them() -> None:
    """By every cut of the one tree of a line: bounds first, then minutes."""
    data = on_a_line(3.0, 1.0, 1.0, 4.0, 1.0, balance=0.2)
    partition = Partition(data, np.array([0, 1, 1, 1, 1]))
    divide(partition, (0, 1), data.lengths)
    for cut in range(1, 5):
        other = Partition(data, (np.arange(5) >= cut).astype(np.int64))
        assert not better(other.score, partition.score)
