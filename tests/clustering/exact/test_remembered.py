"""A search that was made is not made again, and nothing can tell."""

from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.clustering.exact import remembered
from experts_at_hand.clustering.exact.solve_with_bound import solve_with_bound
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search import recombine as room
from experts_at_hand.clustering.methods.contiguous import Contiguous
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import SOURCES, TRAVEL_MODELS
from experts_at_hand.watch import Watch, bounds_only, tell, watched


@pytest.fixture
def place(tmp_path: Path) -> tuple[LocalArea, TravelMatrix]:
    """Seventy settings: one long search, no fresh starts."""
    area = SOURCES.build("synthetic", settings=70, teams=2, seed=3).read(tmp_path)
    return area, TRAVEL_MODELS.build("straight_line").matrix(area)


def test_the_same_search_is_made_once(
    place: tuple[LocalArea, TravelMatrix], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal data read twice is one search; another seed, number or balance is another."""
    area, travel = place
    made = []
    searched = room._searched

    def counted(*given: object) -> object:
        made.append(given)
        return searched(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "_searched", counted)
    room.forget()
    found = []
    for clusters, balance, seed in (
        (4, 0.6, 0),
        (4, 0.6, 0),
        (5, 0.6, 0),
        (4, 0.7, 0),
        (4, 0.6, 1),
    ):
        asked = SpanningTree(clusters=clusters, balance=balance).requirements
        data = ClusteringInstance.of(area, travel, asked).data
        found.append(room.recombine(data, seed=seed, tries=20))
    assert len(made) == 4
    assert (found[0] == found[1]).all()
    found[1][:] = 0  # whoever changes an answer changes his own
    asked = SpanningTree(clusters=4, balance=0.6).requirements
    again = room.recombine(ClusteringInstance.of(area, travel, asked).data, seed=0, tries=20)
    assert np.array_equal(again, found[0])


def test_a_search_that_was_ended_is_not_remembered(
    place: tuple[LocalArea, TravelMatrix],
) -> None:
    """Who stops a search early must not give the next one half of an answer."""
    area, travel = place
    data = ClusteringInstance.of(
        area, travel, SpanningTree(clusters=4, balance=0.6).requirements
    ).data
    room.forget()
    with watched(Watch(stop=True)):
        room.recombine(data, seed=0, tries=5)
    assert not room._FOUND


def test_both_methods_of_a_menu_search_once(
    place: tuple[LocalArea, TravelMatrix], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Connected clusters ask first how good any are: the same search that `p_median` makes."""
    area, travel = place
    made = []

    def counted(*given: object) -> object:
        made.append(given)
        return solve_with_bound(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(remembered, "solve_with_bound", counted)
    remembered.forget()
    any_ = PMedian(clusters=5, balance=0.2).partition(area, travel)
    connected = Contiguous(clusters=5, balance=0.2).partition(area, travel)
    assert len(made) == 1
    again = PMedian(clusters=5, balance=0.2).partition(area, travel)
    assert len(made) == 1
    assert again == any_
    assert any_.lower_bound is not None
    assert connected.lower_bound is not None
    assert connected.lower_bound >= any_.lower_bound - 1e-9
    PMedian(clusters=5, balance=0.25).partition(area, travel)
    assert len(made) == 2
    PMedian(clusters=5, balance=0.2, seconds=100).partition(area, travel)
    PMedian(clusters=5, balance=0.2, seconds=100).partition(area, travel)
    assert len(made) == 4, "with an end in time it comes as far as the machine does"


def test_clusters_that_keep_less_are_not_told_of() -> None:
    """While a search asks for less, its bounds are told and its clusters are not."""
    watch = Watch()
    with watched(watch):
        with bounds_only():
            tell(cost=1.0, bound=0.5)
        inside = watch.at_hand
        tell(cost=2.0)
    assert (inside, watch.at_hand) == (False, True)
    said: list[str] = []
    with watched(Watch(listener=said.append)):
        with bounds_only():
            tell(cost=1.0, bound=0.5)
        tell(cost=2.0)
    assert said == ["2.000 minutes to the hub at hand, at best 0.500 (gap 75.0%)"]
