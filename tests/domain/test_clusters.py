"""Clusters are a partition: what is none is refused, and two that group alike are equal."""

import pytest

from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.errors import ScenarioError


def cluster(id_: str, members: str, hub: str | None = None) -> Cluster:
    return Cluster(id=id_, name=id_, hub_id=hub or members[0], members=tuple(members))


def test_labels_do_not_matter() -> None:
    one = Clustering(clusters=(cluster("A", "ab"), cluster("B", "cd")), method="drawn")
    other = Clustering(clusters=(cluster("X", "dc"), cluster("Y", "ba")), method="p_median")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Clustering(clusters=(cluster("A", "abc"), cluster("B", "d")), method="drawn")


@pytest.mark.parametrize(
    ("clusters", "words"),
    [
        ((cluster("A", "ab"), cluster("B", "bc")), "setting b stands in clusters A and B"),
        ((cluster("A", "ab"), cluster("B", "cd", "a")), "hub a is not one of its members"),
        ((cluster("A", "ab"), cluster("A", "cd")), "two clusters have the same id"),
    ],
)
def test_what_is_no_partition_is_refused(clusters: tuple[Cluster, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Clustering(clusters=clusters, method="drawn")


def test_a_cluster_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="cluster A has no members"):
        Cluster(id="A", name="A", hub_id="a", members=())


@pytest.mark.parametrize(
    ("objective", "bound", "gap"),
    [(2.0, 1.5, 0.25), (2.0, 2.0, 0.0), (2.0, 2.1, 0.0), (None, 1.0, None), (2.0, None, None)],
)
def test_the_gap_is_a_share_of_what_is_at_hand(
    objective: float | None, bound: float | None, gap: float | None
) -> None:
    found = Clustering(
        clusters=(cluster("A", "ab"),), method="p_median", objective=objective, lower_bound=bound
    )
    assert found.gap == gap


def test_a_cluster_by_its_id_and_what_there_is_otherwise() -> None:
    found = Clustering(clusters=(cluster("A", "ab"), cluster("B", "c")), method="drawn")
    assert found.cluster("B").members == ("c",)
    assert found.cluster_of["b"].id == "A"
    with pytest.raises(ScenarioError, match="the clusters are A, B"):
        found.cluster("C")
    assert list(found.to_frame()["cluster_id"]) == ["A", "A", "B"]
