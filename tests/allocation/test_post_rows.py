"""Rows of the programme of posts: what steps give at most, and what hours of an answer take."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.registry.protocols import POST_PLANS
from tests.hunt import examples
from tests.places import HOURS_PER_WTE, tiny_place

pytestmark = pytest.mark.solver


@given(
    st.lists(st.tuples(st.integers(0, 30), st.floats(20, 300)), min_size=1, max_size=4),
    st.integers(0, 4),
)
@budget(max_examples=examples(12), deadline=None)
def test_no_level_exceeds_its_ceiling_and_no_answer_needs_more_than_it_has(
    needs: list[tuple[int, float]], steps: int
) -> None:
    place = tiny_place({f"s{i}": row for i, row in enumerate(needs)}, {"t": (0, 100.0)})
    terms: Any = POST_PLANS.build("budget", wte=1.0, step=80.0 / HOURS_PER_WTE)
    problem = PostProblem(
        terms=terms, area=place.area, travel=place.travel, clustering=place.clustering,
        visits=place.visits, rules=(), seconds=None,
    )  # fmt: skip
    programme = problem.levels[0].programme
    level = programme.level(steps)
    rows = programme._searched
    assert level.access <= rows.ceiling(steps) + 1e-9
    assert level.steps.sum() <= steps
    if level.values is not None:
        needed = rows.needed_steps(level.values)
        assert (needed <= level.steps + 1e-9).all()
        assert programme.access_of(needed) == pytest.approx(level.access, abs=1e-6)
        assert np.array_equal(needed, np.round(needed)), "whole steps"
