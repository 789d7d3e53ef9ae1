"""Travel between places: by id, refused where it is no travel, and missing ways named."""

import numpy as np
import pytest

from experts_at_hand.domain.travel_matrix import TravelMatrix


def matrix(minutes: list[list[float]], ids: str = "ab") -> TravelMatrix:
    values = np.array(minutes)
    return TravelMatrix(ids=tuple(ids), minutes=values, miles=values / 2)


def test_rows_are_origins_and_columns_destinations() -> None:
    found = matrix([[0, 3], [7, 0]])
    assert found.minutes_between(["a"], ["b"]).tolist() == [[3.0]]
    assert found.minutes_between(["b"], ["a", "b"]).tolist() == [[7.0, 0.0]]
    assert found.miles_between(["b"], ["a"]).tolist() == [[3.5]]


def test_journeys_without_a_way_are_named() -> None:
    found = matrix([[0, np.inf], [7, 0]])
    assert found.unreachable == (("a", "b"),)
    assert "1 without a way" in repr(found)
    assert len(found.to_frame()) == 4


@pytest.mark.parametrize(
    ("minutes", "ids", "words"),
    [
        ([[0, -1], [1, 0]], "ab", "minutes holds a negative"),
        ([[0, np.nan], [1, 0]], "ab", "minutes holds a negative or missing"),
        ([[0, 1]], "ab", "expected \\(2, 2\\)"),
        ([[0, 1], [1, 0]], "aa", "id 'a' labels two rows"),
    ],
)
def test_what_is_no_travel_is_refused(minutes: list[list[float]], ids: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        matrix(minutes, ids)


def test_nobody_changes_it_afterwards() -> None:
    found = matrix([[0, 3], [7, 0]])
    with pytest.raises(ValueError, match="read-only"):
        found.minutes[0, 1] = 1.0
