"""Clusters of one setting are named, with what to do about them."""

from experts_at_hand.clustering.lone_settings import lone_notes
from experts_at_hand.domain.clusters import Cluster, Clustering
from tests.places import tiny_place


def clusters(*groups: str) -> Clustering:
    return Clustering(
        clusters=tuple(
            Cluster(id=f"C{n}", name=f"C{n}", hub_id=group[0], members=tuple(group))
            for n, group in enumerate(groups, start=1)
        ),
        method="drawn",
        unit="minutes",
    )


def test_why_a_setting_is_alone_and_what_to_do() -> None:
    """Needs 1, 1 and 10 in two clusters, 6 an even share: c fills its own; in a | bc a is small."""
    area = tiny_place({"a": (0, 1), "b": (1, 1), "c": (2, 10)}, {"t": (0, 9)}).area
    (outsize,) = lone_notes(clusters("ab", "c"), area)
    assert outsize.startswith("cluster C2 is one setting, C (c)")
    assert "more than an even share" in outsize
    (small,) = lone_notes(clusters("a", "bc"), area)
    assert "ask for fewer clusters" in small


def test_nobody_is_alone_in_company_or_without_clusters() -> None:
    area = tiny_place({"a": (0, 1)}, {"t": (0, 9)}).area
    assert lone_notes(clusters("a"), area) == ()
    area = tiny_place({"a": (0, 1), "b": (1, 1)}, {"t": (0, 9)}).area
    assert lone_notes(clusters("ab"), area) == ()
