"""Hubs and members: what is asked of clusters as the search sees it, needs in whole grains."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.median_problem import LARGEST_WHOLE, MedianProblem

COST = np.array([[0.0, 2.0], [2.0, 0.0], [1.0, 1.0]])


def test_by_default_a_hub_is_the_member_of_its_number() -> None:
    problem = MedianProblem(cost=COST[:2], need=np.array([3.0, 4.0]), clusters=1)
    assert problem.owner.tolist() == [0, 1]
    assert problem.unbounded
    assert problem.scale == 0.0


def test_a_hub_that_is_no_member_takes_nobody_with_it() -> None:
    problem = MedianProblem(
        cost=COST, need=np.array([3.0, 4.0]), clusters=1, own=np.array([0, 1, -1]), most=6.0
    )
    assert problem.inside.tolist() == [0, 1]
    assert problem.own_need.tolist() == [3.0, 4.0, 0.0]
    assert problem.scale == 1.0, "small whole needs are counted as they are"
    assert problem.residual_capacity.tolist() == [3, 2, 6]
    reduced = problem.reduced(np.array([1.0, 0.5]))
    assert reduced.tolist() == [[-1.0, 1.5], [1.0, -0.5], [0.0, 0.5]]
    assert problem.own_values(reduced).tolist() == [-1.0, -0.5, 0.0]


@given(st.lists(st.floats(0.01, 500), min_size=2, max_size=8), st.floats(1.1, 3.0))
def test_rounding_lets_in_too_much_and_never_too_little(needs: list[float], factor: float) -> None:
    """Whoever fits by real need fits in grains: a bound by grains stays a bound."""
    need = np.array(needs)
    most = factor * need.max()
    problem = MedianProblem(cost=np.zeros((len(need), len(need))), need=need, clusters=1, most=most)
    order = np.argsort(-need)
    fits = order[np.cumsum(need[order]) <= most]
    assert problem.weights[fits].sum() <= np.floor(most / problem.scale + 1e-9) + 1e-9
    assert (problem.weights * problem.scale <= need + 1e-6 * most).all()


def test_large_whole_needs_are_rounded_too() -> None:
    problem = MedianProblem(
        cost=COST[:2], need=np.array([1000.0, 1500.0]), clusters=1, most=float(LARGEST_WHOLE + 1)
    )
    assert problem.scale != 1.0
