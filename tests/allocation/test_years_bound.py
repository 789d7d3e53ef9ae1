"""The bound over years: by hand, with hiring, and in some clusters only."""

import math
from typing import Any

import pytest

from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.allocation.years_bound import BudgetYear, most_over_years
from experts_at_hand.registry.protocols import POST_PLANS
from tests.places import HOURS_PER_WTE, TinyPlace, tiny_place

pytestmark = pytest.mark.solver

PLACE = tiny_place({"a": (0, 400.0), "b": (0, 400.0)}, {"t": (0, 200.0)}, groups=[["a"], ["b"]])
STEP = 100.0 / HOURS_PER_WTE


def year(
    steps: float, *, hire: float = math.inf, only: tuple[int, ...] = (), place: TinyPlace = PLACE
) -> BudgetYear:
    """Return a year with money for so many steps of a hundred hours, in cluster teams."""
    terms: Any = POST_PLANS.build("budget", wte=1.0, step=STEP, places="clusters")
    problem = PostProblem(
        terms=terms, area=place.area, travel=place.travel, clustering=place.clustering,
        visits=place.visits, rules=(), seconds=None,
    )  # fmt: skip
    ids = tuple(place.clustering.clusters[at].id for at in only)
    return BudgetYear(
        problem=problem, budget=steps * STEP, costs=[1.0], hire=hire * STEP, only_clusters=ids
    )


def test_years_by_hand() -> None:
    """800 hours are needed and 200 there: a quarter, and an eighth more for each step of 100."""
    assert most_over_years([year(0)]) == pytest.approx(0.25)
    assert most_over_years([year(2), year(4)]) == pytest.approx(0.5 + 0.75)


def test_hiring_and_what_is_there_already() -> None:
    """At most one step a year: 3/8, then 4/8. Posts never fall, so less money later is no plan."""
    assert most_over_years([year(4, hire=1), year(4, hire=1)]) == pytest.approx(0.375 + 0.5)
    assert most_over_years([year(2), year(1)]) == pytest.approx(2 * 0.375)


def test_new_posts_in_some_clusters_only() -> None:
    """Four steps for ``a`` alone: it has its own team, today's 200 all go to ``b``: half."""
    assert most_over_years([year(4, only=(0,))]) == pytest.approx(0.5)
    assert most_over_years([year(4)]) == pytest.approx(0.75)


def test_the_ring_is_kept_though_it_grows() -> None:
    """What the first year put into ``a`` stays there in a year that is for ``b``."""
    both = most_over_years([year(2, only=(0,)), year(4, only=(1,))])
    assert both == pytest.approx(0.5 + 0.75)
