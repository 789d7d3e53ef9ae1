"""A search that is watched: told of clusters and bound, ended on request; else it runs on."""

import math

from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.watch import (
    STOPPED_NOTE,
    Watch,
    bounds_only,
    current,
    stop_asked,
    stopped,
    tell,
    watched,
)

ONE = Clustering(
    clusters=(Cluster(id="A", name="A", hub_id="a", members=("a",)),), method="none", notes=("n",)
)


def test_the_best_of_all_that_was_told() -> None:
    """Bounds alone are no news; a worse cost or bound changes nothing."""
    said: list[str] = []
    with watched(Watch(said.append)):
        tell(bound=2.0)
        assert said == []
        tell(cost=4.0)
        tell(cost=5.0, bound=1.0)
        tell(cost=2.5)
    assert said[0] == said[1]
    assert said[0].startswith("4.000 minutes to the hub at hand, at best 2.000 (gap 50")
    assert said[-1].startswith("2.500 minutes to the hub at hand, at best 2.000 (gap 20")


def test_clusters_that_keep_less_than_is_asked_are_not_told_of() -> None:
    with watched(Watch()) as watch:
        with bounds_only():
            tell(cost=4.0, bound=2.0)
        assert not watch.at_hand
        tell(cost=4.0)
        assert watch.at_hand


def test_who_asks_for_an_end_gets_a_note() -> None:
    with watched(Watch()) as watch:
        assert stopped(ONE).notes == ("n",)
        watch.stop = True
        assert stop_asked()
        assert stopped(ONE).notes == (STOPPED_NOTE, "n")


def test_without_a_watcher_nothing_happens() -> None:
    tell(cost=math.inf)
    assert current() is None
    assert not stop_asked()


def test_watches_stand_one_in_the_other() -> None:
    with watched(Watch()) as outer:
        with watched(Watch()) as inner:
            assert current() is inner
        assert current() is outer
