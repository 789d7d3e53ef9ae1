"""A partition that is changed move by move says what one made at once would say."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.local_search.partition import Partition, better
from tests.clustering.local_search.graphs import in_a_county
from tests.hunt import examples

DATA = in_a_county(24, 4)


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 3)), max_size=12))
@budget(max_examples=examples(30), deadline=None)
def test_moves_add_up(moves: list[tuple[int, int]]) -> None:
    """Score, counts and members after any moves, against the same labels taken at once."""
    partition = Partition(DATA, np.arange(24) % 4)
    for setting, to in moves:
        if partition.count[partition.labels[setting]] > 1 and partition.labels[setting] != to:
            partition.move(setting, to)
    fresh = Partition(DATA, partition.labels.copy())
    assert partition.score == pytest.approx(fresh.score, abs=1e-9)
    assert partition.count.tolist() == fresh.count.tolist()
    for cluster in range(4):
        assert (
            partition.members(cluster).tolist()
            == np.flatnonzero(partition.labels == cluster).tolist()
        )


@given(st.lists(st.integers(0, 3), min_size=24, max_size=24))
@budget(max_examples=examples(40), deadline=None)
def test_who_may_leave_without_cutting_a_cluster(labels: list[int]) -> None:
    """Against networkx, cluster by cluster: connected before, connected without the setting."""
    partition = Partition(DATA, np.array([0, 1, 2, 3, *labels[4:]]))
    graph = nx.Graph(list(zip(DATA.first.tolist(), DATA.second.tolist(), strict=True)))
    for cluster in range(4):
        inside = partition.members(cluster).tolist()
        whole = nx.is_connected(graph.subgraph(inside))
        assert partition.is_connected(cluster) == whole
        for setting in inside if whole and len(inside) > 1 else ():
            rest = [s for s in inside if s != setting]
            assert partition.can_leave(setting) == nx.is_connected(graph.subgraph(rest))


def test_a_copy_is_its_own() -> None:
    one = Partition(DATA, np.arange(24) % 4)
    other = one.copy()
    other.move(0, 1)
    assert one.labels[0] == 0
    assert one.score != other.score


def test_bounds_come_before_minutes() -> None:
    assert better((0.0, 9.0), (0.1, 5.0))
    assert better((0.0, 4.0), (0.0, 5.0))
    assert not better((0.0, 5.0), (0.0, 5.0))
