"""Who comes where nobody says who: the team with least travel, and those of one base together."""

import numpy as np
import pytest

from experts_at_hand.allocation.nearest_team import (
    left_over,
    over_capacity,
    patches_by_least_travel,
)
from tests.allocation.problems import problem_of
from tests.places import tiny_place

NEEDS = {"a": (0, 60.0), "b": (10, 40.0), "c": (50, 40.0)}


def patches(
    teams: dict[str, tuple[float, float]],
) -> list[tuple[list[int], list[float], list[int]]]:
    """Return patches as plain lists: teams, shares, settings."""
    found = patches_by_least_travel(problem_of(tiny_place(NEEDS, teams)), 0)
    return [(t.tolist(), share.tolist(), s.tolist()) for t, share, s in found]


def test_each_setting_has_the_nearest_base() -> None:
    assert patches({"w": (0, 100.0), "e": (60, 100.0)}) == [([0], [1.0], [0, 1]), ([1], [1.0], [2])]


def test_teams_of_one_base_share_by_their_hours() -> None:
    """300 and 100 hours at one door: three quarters and a quarter."""
    assert patches({"w": (0, 300.0), "x": (0, 100.0)}) == [([0, 1], [0.75, 0.25], [0, 1, 2])]


def test_a_team_without_hours_comes_only_where_there_is_no_other() -> None:
    assert patches({"w": (0, 0.0), "e": (60, 10.0)}) == [([1], [1.0], [0, 1, 2])]
    assert patches({"w": (0, 0.0), "e": (60, 0.0)}) == [([0], [1.0], [0, 1]), ([1], [1.0], [2])]


def test_more_than_a_team_has_is_said_with_the_hours() -> None:
    """60 hours at the door and 40 at ten minutes are 60 + 40 x 4/3 = 113.3 of 100."""
    problem = problem_of(tiny_place(NEEDS, {"w": (0, 100.0)}))
    hours = np.array([[60.0, 40.0, 0.0]])
    (said,) = over_capacity(problem, hours)
    assert said.startswith("w would work 113 hours a year with travel, 13 more than the 100 it has")
    assert left_over(problem, hours) == ()


def test_what_is_left_is_said_by_profession() -> None:
    problem = problem_of(tiny_place(NEEDS, {"w": (0, 100.0)}))
    hours = np.array([[60.0, 0.0, 0.0]])
    (said,) = left_over(problem, hours)
    assert said.startswith("40 working hours a year of speech and language therapy")
    assert over_capacity(problem, hours) == ()


@pytest.mark.parametrize("team", [{"w": (0, 60.3)}])
def test_less_than_half_an_hour_is_no_matter(team: dict[str, tuple[float, float]]) -> None:
    problem = problem_of(tiny_place(NEEDS, team))
    assert left_over(problem, np.array([[60.0, 0.0, 0.0]])) == ()
