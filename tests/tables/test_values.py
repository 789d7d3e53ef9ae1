"""What one cell can mean: laws and the words that people write."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.tables.values import (
    MISSING,
    clean,
    fault_of_id,
    fault_of_text,
    is_missing,
    number_of,
    text_of,
    whole_id,
)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_as_python_writes_it_comes_back(value: float) -> None:
    assert number_of(repr(value), "measure") == value


@pytest.mark.parametrize("text", ["0,500", "40,125", "1,234", "-0,5", "1.234,5", "1,2"])
def test_a_comma_in_a_measure_is_never_read(text: str) -> None:
    """It may be a decimal comma or a thousand: 0,500 posts are half of one, or five hundred."""
    assert isinstance(number_of(text, "measure"), str)


@pytest.mark.parametrize(
    ("text", "read"), [("1,234", 1234.0), ("375,000", None), ("0,500", None), ("12,34", None)]
)
def test_a_count_may_hold_thousands_while_that_is_a_school(text: str, read: float | None) -> None:
    found = number_of(text, "count")
    assert found == read if read is not None else isinstance(found, str)


def test_what_is_no_number_is_refused() -> None:
    for text in ("1_000", "nan", "inf", "1e999", "twelve", "12 000", ""):
        assert isinstance(number_of(text, "measure"), str), text


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("mark", sorted(MISSING))
def test_a_mark_is_never_a_word(mark: str) -> None:
    assert is_missing(mark)
    assert is_missing(mark.upper())


@pytest.mark.parametrize("text", ["North", "C", "x", "1-3", "01", "Unit 3/4", "March"])
def test_plain_words_and_codes_are_words(text: str) -> None:
    assert not is_missing(text)
    assert fault_of_text(text) is None


@pytest.mark.parametrize(
    "text",
    ["#N/A", "#REF!", "#DIV/0!", "#name?", "01-Mar", "Mar-01", "2026-03-01", "01/03/2026",
     "2026-03-01T00:00:00", "1 Mar 2026"],
)  # fmt: skip
def test_errors_and_dates_are_no_words(text: str) -> None:
    assert fault_of_text(text) is not None


def test_attributes_of_a_map_are_text() -> None:
    assert [text_of(v) for v in (1.0, 1.5, 7, True, None, math.nan, [], [None], ("a", "b"))] == [
        "1", "1.5", "7", "True", "", "", "", "", "a",
    ]  # fmt: skip


def test_ids_with_decimals_are_whole() -> None:
    assert [whole_id(t) for t in ("100001.0", "007.00", "1.50", "a.0")] == [
        "100001", "007", "1.50", "a.0",
    ]  # fmt: skip


def test_ids_as_narrow_columns_show_them_are_refused() -> None:
    for text in ("1.00001E+05", "1E+05", "1.2e5"):
        assert fault_of_id(text) is not None, text
    for text in ("100001", "E05000001", "1E", "12E4"):
        assert fault_of_id(text) is None, text
