"""What a search is judged by: breaches in shares, shares of need, neighbours in every form."""

import numpy as np
import pytest

from experts_at_hand.clustering.local_search.search_data import (
    SearchData,
    neighbour_table,
    spread_shares,
    with_graph,
    without_contiguity,
)

FROM_HUB = np.abs(np.arange(4.0)[:, None] - np.arange(4.0)[None, :])
EDGES = np.array([[0, 1], [1, 2], [2, 3]])


def data(most: float = 6.0, least: float = 2.0) -> SearchData:
    return with_graph(
        clusters=2, load=np.array([[4.0], [2.0], [1.0], [1.0]]), limits=[(least, most, 4.0)],
        count=np.ones(4), from_hub=FROM_HUB, edges=EDGES, lengths=np.ones(3),
    )  # fmt: skip


def test_a_breach_is_a_share_of_the_mean() -> None:
    """Of a mean of 4: with 2 to 6 allowed, 7 is a quarter too many and 1 a quarter too few."""
    found = data().violation(np.array([[7.0], [1.0], [4.0], [6.0]]))
    assert found == pytest.approx([0.25, 0.25, 0.0, 0.0], abs=1e-6)
    assert found[2] == found[3] == 0.0


def test_neighbours_stand_in_every_form_alike() -> None:
    found = data()
    assert found.adjacent == ((1,), (0, 2), (1, 3), (2,))
    assert found.links[1] == ((0, 0), (2, 1))
    assert neighbour_table(EDGES, 4).tolist() == [[1, 0], [0, 2], [1, 3], [2, 3]]
    assert found.need.tolist() == [4.0, 2.0, 1.0, 1.0]


def test_those_without_need_weigh_a_little() -> None:
    shares = spread_shares(np.array([3.0, 1.0, 0.0]))
    assert shares.sum() == pytest.approx(1.0)
    assert shares == pytest.approx([0.75, 0.25, 0.0], abs=1e-6)
    assert shares[2] > 0
    assert spread_shares(np.zeros(2)).tolist() == [0.5, 0.5]


def test_where_clusters_may_lie_apart_the_nearest_are_neighbours() -> None:
    free = without_contiguity(data())
    assert not free.connected
    assert sorted(zip(free.first.tolist(), free.second.tolist(), strict=True)) == [
        (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3),
    ]  # fmt: skip
