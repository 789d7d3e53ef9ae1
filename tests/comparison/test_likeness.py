"""How alike two clusterings are, by hand."""

import pytest

from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.menu import adjusted_rand_index, moved_settings

pytestmark = pytest.mark.solver


def grouped(*groups: str) -> Clustering:
    """Clusters of settings named by one letter each."""
    return Clustering(
        clusters=tuple(
            Cluster(id=f"C{i}", name="", hub_id=group[0], members=tuple(group))
            for i, group in enumerate(groups, start=1)
        ),
        method="drawn",
    )


def test_likeness_by_hand() -> None:
    """Pairs of abc|def and ab|cdef: 6 and 7 of 15, 4 in both; 2.8 by chance, so 1.2 / 3.7."""
    one, other = grouped("abc", "def"), grouped("ab", "cdef")
    assert adjusted_rand_index(one, other) == pytest.approx((4 - 2.8) / (6.5 - 2.8))
    assert adjusted_rand_index(one, grouped("fed", "cba")) == 1
    assert adjusted_rand_index(grouped("abc"), grouped("abc")) == 1
    assert adjusted_rand_index(grouped("a", "b"), grouped("a", "b")) == 1


def test_settings_that_move_whatever_clusters_are_called() -> None:
    assert moved_settings(grouped("abc", "def"), grouped("def", "abc")) == 0
    assert moved_settings(grouped("abc", "def"), grouped("ab", "cdef")) == 1
    assert moved_settings(grouped("abcdef"), grouped("abc", "d", "ef")) == 3
