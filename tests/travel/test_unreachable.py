"""Missing ways are named in few sentences, each exactly once, and none is left out in silence."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.travel.unreachable import MENTIONED, place_names, unreachable_notes
from tests.places import tiny_place

AREA = tiny_place({name: (at, 1) for at, name in enumerate("abcde")}, {"t": (0, 1)}).area


def named(notes: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return the ways that sentences say are missing, as (from, to)."""
    names = sorted(place_names(AREA).values(), key=len, reverse=True)
    found = set()
    for note in notes:
        ends = re.split(r" (?:and|to|from) ", note.split("no way ", 1)[1], maxsplit=1)
        first = next(name for name in names if name in ends[0])
        for other in names:
            if other in note and other != first:
                if note.startswith(("no way between", "no way from")):
                    found.add((first, other))
                if note.startswith(("no way between", "no way to")):
                    found.add((other, first))
    return found


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_every_missing_way_is_named_once(missing: set[tuple[int, int]]) -> None:
    """Of five settings and a base; nobody is far from himself."""
    minutes = np.ones((6, 6))
    ways = [(here, there) for here, there in missing if here != there]
    for here, there in ways:
        minutes[here, there] = np.inf
    names = list(place_names(AREA).values())
    assert named(unreachable_notes(AREA, minutes)) == {(names[i], names[j]) for i, j in ways}


def test_nothing_is_said_where_every_way_is_there() -> None:
    assert unreachable_notes(AREA, np.ones((6, 6))) == ()


def test_a_long_list_says_how_many_more() -> None:
    """Forty places of which none reaches the next: some are named, the others counted."""
    area = tiny_place({f"s{at:02}": (at, 1) for at in range(2 * MENTIONED + 2)}, {"t": (0, 1)}).area
    size = len(area.settings) + 1
    minutes = np.ones((size, size))
    for at in range(0, len(area.settings), 2):
        minutes[at, at + 1] = np.inf
    notes = unreachable_notes(area, minutes)
    assert len(notes) == MENTIONED + 1
    assert notes[-1] == "and 1 more one-way journeys without a way"
