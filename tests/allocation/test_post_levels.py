"""Levels by number of posts: never lower for more, the fewest found, a budget split at its best."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.allocation.post_levels import Levels, split_budget
from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.registry.protocols import POST_PLANS
from tests.hunt import examples
from tests.places import HOURS_PER_WTE, TinyPlace, tiny_place

pytestmark = pytest.mark.solver

STEP = 100.0 / HOURS_PER_WTE
"""A step of a hundred working hours."""


def problem_of(place: TinyPlace) -> PostProblem:
    terms: Any = POST_PLANS.build("budget", wte=1.0, step=STEP)
    return PostProblem(
        terms=terms, area=place.area, travel=place.travel, clustering=place.clustering,
        visits=place.visits, rules=(), seconds=None,
    )  # fmt: skip


def levels_of(place: TinyPlace) -> tuple[Levels, ...]:
    return problem_of(place).levels


def test_by_hand() -> None:
    """400 hours at the door and 100 there: a quarter, and a quarter more for each step."""
    (levels,) = levels_of(tiny_place({"a": (0, 400.0)}, {"t": (0, 100.0)}))
    assert [levels.at(n).access for n in range(4)] == pytest.approx([0.25, 0.5, 0.75, 1.0])
    assert levels.top == pytest.approx(1.0)
    assert levels.can_rise(2)
    assert not levels.can_rise(3)
    found = levels.fewest(0.6)
    assert (found.steps, found.least) == (2, 2)


@given(
    needs=st.lists(st.tuples(st.integers(0, 30), st.floats(50, 400)), min_size=1, max_size=4),
    hours=st.floats(0, 300),
)
@budget(max_examples=examples(10), deadline=None)
def test_more_posts_never_lower_it_and_cut_at_will_bounds_it(
    needs: list[tuple[int, float]], hours: float
) -> None:
    place = tiny_place({f"s{i}": row for i, row in enumerate(needs)}, {"t": (0, hours)})
    (levels,) = levels_of(place)
    reached = [levels.at(n) for n in range(5)]
    for fewer, more in pairwise(reached):
        assert more.access >= fewer.access - 1e-6
    for n, level in enumerate(reached):
        assert level.access <= level.bound + 1e-9
        assert levels.programme.relaxed_level(n) >= level.access - 1e-6


def test_of_any_two_splits_none_lifts_the_lowest_more() -> None:
    """Both professions at one door: every split of six steps, by the levels themselves."""
    place = tiny_place({"a": (0, 900.0)}, {"s": (0, 100.0)}, ot_teams={"o": (0, 400.0)})
    levels = levels_of(place)
    split = split_budget(levels, [1.0, 1.0], 6.0)
    best = max(min(levels[0].at(n).access, levels[1].at(6 - n).access) for n in range(7))
    reached = min(each.at(n).access for each, n in zip(levels, split.steps, strict=True))
    assert reached == pytest.approx(best)
    assert split.bound == pytest.approx(best)
    assert sum(split.steps) <= 6
