"""Borders are settled: no single move helps any more, and none was overlooked on the way."""

import heapq

import numpy as np
import pytest

from experts_at_hand.clustering.constraints.tolerances import EQUAL_TOLERANCE
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.borders import (
    _helpful,
    _next_step,
    descend,
    single_moves,
)
from experts_at_hand.clustering.local_search.partition import Partition, better
from experts_at_hand.clustering.local_search.search_data import (
    SearchData,
    neighbour_table,
    without_contiguity,
)
from experts_at_hand.clustering.local_search.tree_cuts import cut_into
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from tests.clustering.maps import county, crow


def one_move(partition: Partition) -> bool:
    """Make the best single move that helps, judged afresh; whether there was one."""
    clusters = partition.data.clusters
    heap = _helpful(partition, range(clusters))
    heapq.heapify(heap)
    step = _next_step(partition, heap, [0] * clusters)
    if step is None:
        return False
    partition.move(*step)
    return True


def data_of(seed: int, clusters: int = 6, size: int = 50, balance: float = 0.3) -> SearchData:
    """Return a county with the bounds of its clusters."""
    area = county(size, seed=seed)
    travel = crow(area)
    asked = SpanningTree(clusters=clusters, balance=balance).requirements
    return ClusteringInstance.of(area, travel, asked).data


def drawn(data: SearchData, seed: int) -> Partition:
    """Return connected clusters from a random tree: far from settled."""
    rng = np.random.default_rng(seed)
    return Partition(data, cut_into(data, rng.random(len(data.lengths))))


@pytest.mark.parametrize("seed", range(12))
def test_moves_that_wait_are_the_best_moves_of_all(seed: int) -> None:
    """Judging only the borders that changed leads where judging every border each time leads."""
    data = data_of(seed)
    waiting, anew = drawn(data, seed), drawn(data, seed)
    single_moves(waiting, range(data.clusters))
    while one_move(anew):
        pass
    assert waiting.labels.tolist() == anew.labels.tolist()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("free", [False, True])
def test_nothing_helps_once_borders_are_settled(seed: int, free: bool) -> None:
    """Every setting is put into every neighbouring cluster, and all is added up afresh.

    A move is judged by the hubs that both clusters have today, unless it takes the hub itself; no
    such move may help. Clusters stay connected where they have to.
    """
    data = data_of(seed)
    found = drawn(data, seed)
    if free:
        found = Partition(without_contiguity(data), found.labels)
    descend(found, pairs=True)
    for setting in range(len(found.labels)):
        own = int(found.labels[setting])
        beside = {int(found.labels[j]) for j in found.data.neighbours[setting].tolist()} - {own}
        for to in beside:
            labels = found.labels.copy()
            labels[setting] = to
            moved = Partition(found.data, labels)
            if not len(moved.members(own)) or not (free or moved.is_connected(own)):
                continue
            rest = float(found.cost[own] - data.from_hub[setting, found.hub[own]])
            left = float(moved.cost[own]) if found.hub[own] == setting else rest
            joined = float(found.cost[to] + data.from_hub[setting, found.hub[to]])
            minutes = found.score[1] - float(found.cost[own] + found.cost[to]) + left + joined
            assert not better((moved.score[0], minutes), found.score)
    if not free:
        assert all(found.is_connected(c) for c in range(data.clusters))


def test_sums_stay_true_through_many_moves() -> None:
    """After settling, hubs, costs and breaches are what they are when added up afresh."""
    data = data_of(3)
    found = drawn(data, 3)
    descend(found, pairs=True)
    fresh = Partition(data, found.labels)
    assert found.score == pytest.approx(fresh.score)
    assert np.abs(found.load - fresh.load).max() < EQUAL_TOLERANCE * data.load.sum()
    assert [m.tolist() for m in found.inside] == [m.tolist() for m in fresh.inside]
    border = found.crossings(range(data.clusters))[0]
    assert found.leaving(border) == pytest.approx(fresh.leaving(border))


def test_neighbours_by_row() -> None:
    """A star: the middle has three neighbours, each other one has the middle and itself twice."""
    edges = np.array([[0, 1], [0, 2], [0, 3]])
    table = neighbour_table(edges, 4)
    assert table.tolist() == [[1, 2, 3], [0, 1, 1], [0, 2, 2], [0, 3, 3]]
