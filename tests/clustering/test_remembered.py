"""A search that was made is not made again, and nothing can tell."""

from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search import recombine as room
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import SOURCES, TRAVEL_MODELS
from experts_at_hand.watch import Watch, watched


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
