"""Straight lines, stretched: nothing but Pythagoras."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE
from experts_at_hand.domain.workforce import Team
from experts_at_hand.travel.straight_line import StraightLine


def triangle(east: float = 0.0, north: float = 0.0) -> LocalArea:
    """Put a and b 3 km and 4 km from a corner where a team has its base."""
    return LocalArea(
        name="triangle",
        settings=tuple(
            Setting(id=id_, name=id_, phase=Phase.PRIMARY, place=Place(easting=e, northing=n))
            for id_, e, n in (("a", east + 3000, north), ("b", east, north + 4000))
        ),
        teams=(Team(id="t", profession="salt", wte=1, place=Place(easting=east, northing=north)),),
    )


def test_three_four_five() -> None:
    """5 km from a to b, times 1.2, at 30 km/h: 12 minutes and 6 km."""
    matrix = StraightLine(detour_factor=1.2, speed_kmh=30).matrix(triangle())
    assert matrix.ids == ("a", "b", "t")
    assert matrix.minutes[0, 1] == pytest.approx(12)
    assert matrix.miles[0, 1] == pytest.approx(6000 / METRES_PER_MILE)
    assert matrix.minutes_between(["t"], ["a", "b"]).tolist() == [pytest.approx([7.2, 9.6])]
    assert matrix.unreachable == ()
    assert any("no roads were used" in note for note in matrix.notes)


@given(st.integers(-90_000, 90_000), st.integers(-90_000, 90_000))
def test_moving_the_map_changes_nothing(east: int, north: int) -> None:
    """Minutes depend on distances alone."""
    moved = StraightLine().matrix(triangle(float(east), float(north)))
    assert moved.minutes == pytest.approx(StraightLine().matrix(triangle()).minutes)


@pytest.mark.parametrize("wrong", [0.9, math.nan, math.inf, -1])
def test_a_detour_shorter_than_the_line_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="detour_factor"):
        StraightLine(detour_factor=wrong)


@pytest.mark.parametrize("wrong", [0, -5, math.nan, math.inf])
def test_a_speed_that_gets_nowhere_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="speed_kmh"):
        StraightLine(speed_kmh=wrong)


def test_it_says_what_is_assumed() -> None:
    assert StraightLine().sentence() == (
        "travel follows the straight line, made 1.3 times as long, at 40 km/h"
    )
