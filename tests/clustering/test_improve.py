"""Today's clusters, changed as little as possible: each move named with what it brings."""

import pytest

from experts_at_hand.clustering.drawn import Drawn
from experts_at_hand.clustering.improve import Improve
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from tests.clustering.maps import county, crow, map_of

TODAY = {"a": "W", "b": "W", "c": "E", "d": "W", "e": "E", "f": "E"}
"""Villages abc and def with c and d drawn to the other one."""

PLACES = dict(zip("abcdef", (0, 1, 2, 20, 21, 22), strict=True))


def drawn(today: dict[str, str], places: dict[str, int]) -> LocalArea:
    """Return settings on a line, one hour each, with the clusters of today."""
    return map_of(
        {c: (float(km), 0.0, 1.0) for c, km in places.items()},
        {c: {"now": g} for c, g in today.items()},
    )


def improved(area: LocalArea, **asked: float) -> Clustering:
    return Improve(**{"column": "now"} | asked).partition(area, crow(area))  # type: ignore[arg-type]


def groups(found: Clustering) -> dict[str, str]:
    return {cluster.id: "".join(cluster.members) for cluster in found.clusters}


AREA = drawn(TODAY, PLACES)


def test_one_move_at_a_time() -> None:
    """Either c or d home alone helps; with two moves both are home."""
    one = improved(AREA, max_moves=1)
    assert groups(one) in ({"W": "abcd", "E": "ef"}, {"W": "ab", "E": "cdef"})
    assert one.notes[0].startswith("1 setting moves: ")
    both = improved(AREA, max_moves=2)
    assert groups(both) == {"W": "abc", "E": "def"}
    assert both.objective == pytest.approx(4 / 6)


def test_none_at_all_and_none_that_helps() -> None:
    assert improved(AREA, max_moves=0) == Drawn(column="now").partition(AREA, crow(AREA))
    at_home = drawn({c: "W" if c in "abc" else "E" for c in "abcdef"}, PLACES)
    assert improved(at_home).notes[0] == "no move helps: the clusters are as they are drawn"


def test_changing_places_where_bounds_forbid_a_move() -> None:
    """Three each must stay: c and d change places in one step of two moves."""
    found = improved(AREA, max_moves=2, balance=0.1)
    assert groups(found) == {"W": "abc", "E": "def"}
    assert "move C (c) from E to W and D (d) from W to E: " in found.notes[1]
    assert "minutes fewer to the hub" in found.notes[1]
    assert found.notes[0].startswith("2 settings move in 1 step: ")
    assert groups(improved(AREA, max_moves=1, balance=0.1)) == {"W": "abd", "E": "cef"}


def test_bounds_come_first() -> None:
    """Five and one become three and three with two moves, though minutes rise."""
    lone = drawn({c: "E" if c == "f" else "W" for c in "abcdef"}, PLACES)
    found = improved(lone, max_moves=2, balance=0.1)
    assert sorted(map(len, groups(found).values())) == [3, 3]
    assert any("nearer to the bounds" in note for note in found.notes)
    few = improved(lone, max_moves=1, balance=0.1)
    assert any("below the mean" in note for note in few.notes)


@pytest.mark.parametrize("most", [0, 1, 3, 6])
def test_never_more_moves_than_allowed_and_never_worse(most: int) -> None:
    area = county(40, seed=7)
    west = {s.id: {"now": f"c{i % 4}"} for i, s in enumerate(area.settings)}
    area = map_of(
        {
            s.id: (
                (s.place.easting - 400_000) / 1000,
                (s.place.northing - 200_000) / 1000,
                s.need_hours["salt"],
            )
            for s in area.settings
        },
        west,
    )
    today = Drawn(column="now").partition(area, crow(area))
    found = improved(area, max_moves=most)
    moved = [i for i in area.setting_ids if today.cluster_of[i].id != found.cluster_of[i].id]
    assert len(moved) <= most
    assert (found.objective or 0) <= (today.objective or 0) + 1e-9
    assert sum(note.startswith("move ") for note in found.notes) <= most


def test_it_says_what_it_is() -> None:
    assert Improve(column="now", max_moves=1).sentence() == (
        "clusters are as drawn in the column now of the settings, at most 1 setting moved to "
        "another where that helps most"
    )
    with pytest.raises(ValueError, match="max_moves is -1"):
        Improve(column="now", max_moves=-1)
    with pytest.raises(ValueError, match="neither of column and file"):
        Improve()
