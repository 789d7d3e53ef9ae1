"""Neighbouring clusters never have one colour; four are enough where a map can be drawn flat."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.report.cluster_areas import cluster_areas
from experts_at_hand.report.colouring import colouring, neighbours
from tests.clustering.maps import county, crow


def is_proper(beside: dict[str, set[str]], number_of: dict[str, int]) -> bool:
    return all(number_of[a] != number_of[b] for a in beside for b in beside[a])


@given(st.integers(1, 7), st.data())
def test_no_two_neighbours_share_a_number_and_none_is_spared(n: int, data: st.DataObject) -> None:
    """Held against every colouring there is: four are used where four are enough."""
    ids = [str(i) for i in range(n)]
    beside: dict[str, set[str]] = {id_: set() for id_ in ids}
    for a, b in itertools.combinations(ids, 2):
        if data.draw(st.booleans()):
            beside[a].add(b)
            beside[b].add(a)
    found = colouring(beside)
    assert is_proper(beside, found)
    enough = any(
        is_proper(beside, dict(zip(ids, numbers, strict=True)))
        for numbers in itertools.product(range(4), repeat=n)
    )
    assert (max(found.values()) < 4) == enough


@pytest.mark.once
@pytest.mark.parametrize(("settings", "clusters"), [(40, 8), (140, 37), (300, 60)])
def test_maps_are_coloured_with_four(settings: int, clusters: int) -> None:
    area = county(settings, seed=5)
    found = PMedian(clusters=clusters, balance=2.0, effort="quick").partition(area, crow(area))
    outlines = cluster_areas(found.clusters, area, 40_000)
    beside = neighbours(outlines)
    assert any(beside.values())
    numbers = colouring(beside)
    assert all(numbers[a] != numbers[b] for a in beside for b in beside[a])
    assert max(numbers.values()) < 6


def test_areas_that_touch_are_neighbours_and_others_are_not() -> None:
    square = [(0.0, 0.0), (0.0, 1000.0), (1000.0, 1000.0), (1000.0, 0.0)]
    moved = {
        "a": [square],
        "b": [[(x + 1000, y) for x, y in square]],
        "c": [[(x + 5000, y) for x, y in square]],
    }
    assert neighbours(moved) == {"a": {"b"}, "b": {"a"}, "c": set()}
