"""Pairs of setting and team: those that rules allow, the nearest, and those that a rule names."""

import numpy as np

from experts_at_hand.allocation.pairs import list_pairs
from experts_at_hand.allocation.rules import Locked, Reach
from tests.allocation.problems import problem_of
from tests.places import tiny_place

PLACE = tiny_place(
    {"a": (0, 60.0), "b": (30, 40.0), "c": (60, 0.0)}, {"w": (0, 100.0), "e": (60, 100.0)}
)


def test_every_pair_with_need_and_hours_is_listed_by_setting_then_team() -> None:
    """``c`` needs nothing and is no demand; an hour costs k = 1 + 2 minutes / 60."""
    pairs = list_pairs(problem_of(PLACE), [0])
    assert pairs.setting.tolist() == [0, 1]
    assert pairs.need.tolist() == [60.0, 40.0]
    assert list(zip(pairs.demand, pairs.team, strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert pairs.hour_cost.tolist() == [1.0, 3.0, 2.0, 2.0]
    assert pairs.cheapest.tolist() == [1.0, 2.0]


def test_what_a_rule_forbids_is_no_pair() -> None:
    pairs = list_pairs(problem_of(PLACE, [Reach(max_minutes=45)]), [0])
    assert list(zip(pairs.demand, pairs.team, strict=True)) == [(0, 0), (1, 0), (1, 1)]


def test_the_nearest_of_each_setting_and_of_each_team_are_marked() -> None:
    """The eastern team is nobody's first choice; it keeps its cheapest pair all the same."""
    pairs = list_pairs(problem_of(PLACE), [0])
    marked = pairs.nearest(1)
    assert list(zip(pairs.demand[marked], pairs.team[marked], strict=True)) == [
        (0, 0), (1, 0), (1, 1),
    ]  # fmt: skip


def test_a_pair_that_a_rule_names_is_marked_whatever_it_costs() -> None:
    problem = problem_of(PLACE, [Locked(team="e", setting="a", hours=5.0)])
    pairs = list_pairs(problem, [0])
    named = pairs.named_by(problem)
    assert list(zip(pairs.demand[named], pairs.team[named], strict=True)) == [(0, 1)]


def test_hours_of_pairs_add_up_by_demand() -> None:
    pairs = list_pairs(problem_of(PLACE), [0])
    assert pairs.met(np.array([1.0, 2.0, 4.0, 8.0])).tolist() == [3.0, 12.0]
