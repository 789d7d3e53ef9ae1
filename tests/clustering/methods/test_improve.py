"""Today's clusters, changed as little as possible: each move named with what it brings."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.methods.drawn import Drawn
from experts_at_hand.clustering.methods.improve import Improve
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import ScenarioError
from tests.clustering.maps import county, crow, map_of
from tests.hunt import examples

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
    with pytest.raises(ValueError, match="none of column, file and members"):
        Improve()


def labels_of(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from("AABBC"), min_size=count, max_size=count)


small_maps = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 6), st.sampled_from([0, 1, 2, 5, 40])),
    min_size=3,
    max_size=9,
).flatmap(lambda spots: st.tuples(st.just(spots), labels_of(len(spots))))
bounds_drawn = st.sampled_from([{}, {}, {"balance": 0.3}, {"min_settings": 2}, {"max_settings": 4}])


def case(spots: list[tuple[int, int, int]], labels: list[str]) -> LocalArea:
    return map_of(
        {f"s{i}": (float(x), float(y), float(n)) for i, (x, y, n) in enumerate(spots)},
        {f"s{i}": {"now": label} for i, label in enumerate(labels)},
    )


def after_each(area: LocalArea, labels: list[str], count: int) -> Iterator[list[str]]:
    """Yield the labels after every way in which so many settings change cluster."""
    clusters = sorted(set(labels))
    for who in combinations(range(len(labels)), count):
        for to in product(clusters, repeat=count):
            changed = list(labels)
            for i, c in zip(who, to, strict=True):
                changed[i] = c
            if all(changed[i] != labels[i] for i in who) and set(changed) == set(clusters):
                yield changed


def judged(area: LocalArea, labels: list[str], asked: dict[str, float]) -> tuple[float, float]:
    """Return how far clusters lie outside the bounds, and the objective: by plain arithmetic.

    Nothing of the search is used: hubs are tried one by one.
    """
    need = {s.id: s.need_hours["salt"] for s in area.settings}
    total = sum(need.values())
    share = {i: n / total if total else 1 / len(need) for i, n in need.items()}
    groups = [[f"s{i}" for i, c in enumerate(labels) if c == k] for k in sorted(set(labels))]
    minutes = crow(area).minutes_between
    objective = sum(
        min(sum(share[m] * minutes([h], [m])[0, 0] for m in g) for h in g) for g in groups
    )
    outside, mean, settings = 0.0, total / len(groups), len(need) / len(groups)
    for g in groups:
        hours = sum(need[m] for m in g)
        if "balance" in asked and mean:
            outside += max(0.0, abs(hours / mean - 1) - asked["balance"])
        outside += max(0.0, asked.get("min_settings", 1) - len(g)) / settings
        outside += max(0.0, len(g) - asked.get("max_settings", len(need))) / settings
    return outside, objective


def no_better(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the first is not nearer to the bounds, nor as near with fewer minutes."""
    if abs(one[0] - other[0]) > 1e-7:
        return one[0] > other[0]
    return one[1] >= other[1] - 1e-7


@pytest.mark.once
@settings(max_examples=examples(150), deadline=None)
@given(small_maps, bounds_drawn)
def test_one_move_is_the_best_there_is(
    drawn_map: tuple[list[tuple[int, int, int]], list[str]], asked: dict[str, float]
) -> None:
    """Every other single move is tried: none is nearer to the bounds, or as near and cheaper."""
    spots, labels = drawn_map
    area = case(spots, labels)
    try:
        found = improved(area, max_moves=1, **asked)
    except ScenarioError:
        assume(False)
    own = [found.cluster_of[f"s{i}"].id for i in range(len(spots))]
    reached = judged(area, own, asked)
    assert found.objective == pytest.approx(reached[1], abs=1e-7)
    for other in [labels, *after_each(area, labels, 1)]:
        assert no_better(judged(area, other, asked), reached), other


@settings(max_examples=examples(60), deadline=None)
@given(small_maps, bounds_drawn)
def test_where_it_says_that_no_move_helps_none_does(
    drawn_map: tuple[list[tuple[int, int, int]], list[str]], asked: dict[str, float]
) -> None:
    """All moves of one setting and all of two that a step knows: in turn, or changing places."""
    spots, labels = drawn_map
    area = case(spots, labels)
    try:
        found = improved(area, max_moves=len(spots), **asked)
    except ScenarioError:
        assume(False)
    said = [note for note in found.notes if "no further move" in note or "no move helps" in note]
    assert said
    own = [found.cluster_of[f"s{i}"].id for i in range(len(spots))]
    reached = judged(area, own, asked)
    for other in after_each(area, own, 1):
        assert no_better(judged(area, other, asked), reached), other
    for other in after_each(area, own, 2):
        i, j = (at for at, (a, b) in enumerate(zip(own, other, strict=True)) if a != b)
        if other[i] == own[j] or other[j] == own[i]:
            assert no_better(judged(area, other, asked), reached), other


def test_a_move_that_changes_the_hub() -> None:
    """Schools at 0, 9 and 20 km with 100, 300 and 10 hours, clusters A, A, B.

    The middle one joins B and is its hub: (300 x 0 + 10 x 11 + 100 x 0) / 410 = 0.27 minutes, where
    100 x 9 / 410 = 2.20 were.
    """
    area = map_of(
        {"a": (0.0, 0.0, 100.0), "b": (9.0, 0.0, 300.0), "c": (20.0, 0.0, 10.0)},
        {c: {"now": g} for c, g in {"a": "A", "b": "A", "c": "B"}.items()},
    )
    found = improved(area, max_moves=1)
    assert groups(found) == {"A": "a", "B": "bc"}
    assert found.objective == pytest.approx(110 / 410)
    assert Drawn(column="now").partition(area, crow(area)).objective == pytest.approx(900 / 410)


def test_moves_back_count_for_nothing() -> None:
    """At the limit a setting that has moved may still move on, or home."""
    found = improved(AREA, max_moves=2)
    assert found.notes[-1] == "no further move of one setting or of two helps"
    assert improved(AREA, max_moves=1).notes[-1] != found.notes[-1]


def test_who_stays_is_not_moved() -> None:
    """Both c and d would go home; with c staying only d does, and the notes say of how many."""
    found = improved(AREA, max_moves=2, stay=("c",))  # type: ignore[arg-type]  # not a number
    assert groups(found) == {"W": "ab", "E": "cdef"}
    assert (
        found.notes[-1] == "no further move of one setting or of two of the 5 that may move helps"
    )
    inside = AREA.replace(settings=AREA.settings[:5], outside=AREA.settings[5:])
    apart = Improve(column="now", max_moves=2, stay=("c", "f")).partition(inside, crow(inside))
    assert "of the 4 that may move" in " ".join(apart.notes), "f is not part of the offer"
    with pytest.raises(ScenarioError, match="stay: there is no setting 'z'"):
        improved(AREA, stay=("z",))  # type: ignore[arg-type]  # as above


@settings(max_examples=examples(30), deadline=None)
@given(seed=st.integers(0, 10_000), moves=st.integers(1, 4), data=st.data())
def test_nobody_who_stays_ever_moves(seed: int, moves: int, data: st.DataObject) -> None:
    """On random counties; and a move of one that still helps is of one who stays."""
    area = county(9, seed=seed)
    ids = area.setting_ids
    members = {"A": ids[:4], "B": ids[4:]}
    stay = tuple(data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=8)))
    found = Improve(members=members, stay=stay, max_moves=moves).partition(area, crow(area))
    for id_ in stay:
        assert id_ in next(set(members[c.id]) for c in found.clusters if id_ in c.members)
    moved = [id_ for id_ in ids if id_ not in members[found.cluster_of[id_].id]]
    assert len(moved) <= moves
    if len(moved) < moves:  # it ended because nothing helps: try every single move by hand
        assert found.objective is not None
        for id_ in set(ids) - set(stay) - set(moved):
            at = found.cluster_of[id_]
            if len(at.members) == 1:
                continue
            tried = {c.id: [m for m in c.members if m != id_] for c in found.clusters}
            tried["B" if at.id == "A" else "A"].append(id_)
            other = Drawn(members={k: tuple(v) for k, v in tried.items()})
            objective = other.partition(area, crow(area)).objective
            assert objective is not None
            assert objective >= found.objective - 1e-6
