"""Yes-or-no programmes against every answer there is: optimum, bound and status are true."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from scipy.sparse import csr_array

from experts_at_hand.solver import reduced_costs, solve_binary
from tests.hunt import examples

pytestmark = pytest.mark.solver


@budget(max_examples=examples(40), deadline=None)
@given(
    costs=st.lists(st.integers(-9, 9), min_size=1, max_size=7),
    rows=st.lists(
        st.tuples(st.lists(st.integers(-3, 3), min_size=7, max_size=7), st.integers(-2, 6)),
        max_size=3,
    ),
)
def test_the_best_of_every_answer(costs: list[int], rows: list[tuple[list[int], int]]) -> None:
    """By brute force over all ones and zeros; where no answer keeps the rows, that is proved."""
    count = len(costs)
    matrix = np.array([row[:count] for row, _ in rows], dtype=float).reshape(len(rows), count)
    upper = np.array([most for _, most in rows], dtype=float)
    found = solve_binary(
        np.array(costs, dtype=float),
        csr_array(matrix),
        (np.full(len(rows), -np.inf), upper),
        nodes=1_000,
    )
    best = min(
        (
            float(np.dot(costs, answer))
            for answer in itertools.product((0, 1), repeat=count)
            if (matrix @ np.array(answer) <= upper + 1e-9).all()
        ),
        default=None,
    )
    if best is None:
        assert found.status == "infeasible"
        assert found.values is None
        return
    assert found.status == "optimal"
    assert found.values is not None
    assert set(found.values.tolist()) <= {0.0, 1.0}
    assert (matrix @ found.values <= upper + 1e-6).all()
    assert float(np.dot(costs, found.values)) == pytest.approx(best)
    assert found.bound <= best + 1e-6
    assert found.bound == pytest.approx(best, abs=1e-6)


def test_a_start_is_kept_where_nothing_better_is_found() -> None:
    """One of two things at cost 1 and 2: from the dearer one the cheaper is found."""
    found = solve_binary(
        np.array([1.0, 2.0]),
        csr_array(np.array([[1.0, 1.0]])),
        (np.array([1.0]), np.array([np.inf])),
        start=np.array([0.0, 1.0]),
        nodes=10,
    )
    assert found.values is not None
    assert found.values.tolist() == [1.0, 0.0]
    assert found.status == "optimal"


@budget(max_examples=examples(40), deadline=None)
@given(
    costs=st.lists(st.integers(-9, 9), min_size=2, max_size=7),
    row=st.lists(st.integers(0, 3), min_size=7, max_size=7),
    below=st.integers(-30, 10),
)
def test_only_what_costs_less_is_looked_for(costs: list[int], row: list[int], below: int) -> None:
    """By brute force: the best where it costs less, and else that nothing does, never a dearer."""
    count = len(costs)
    cost, weight = np.array(costs, dtype=float), np.array(row[:count], dtype=float)
    found = solve_binary(
        cost,
        csr_array(weight.reshape(1, count)),
        (np.array([1.0]), np.array([5.0])),
        nodes=1_000,
        below=float(below),
    )
    answers = (np.array(answer) for answer in itertools.product((0, 1), repeat=count))
    best = min((cost @ a for a in answers if 1 <= weight @ a <= 5), default=np.inf)
    if best < below:
        assert found.values is not None
        assert cost @ found.values == best == found.bound
    else:
        assert found.values is None
        assert found.bound == below


@budget(max_examples=examples(60), deadline=None)
@given(
    costs=st.lists(st.integers(-9, 9), min_size=1, max_size=7),
    rows=st.lists(
        st.tuples(st.lists(st.integers(-3, 3), min_size=7, max_size=7), st.integers(-2, 6)),
        max_size=3,
    ),
)
def test_what_a_decision_adds_at_least(costs: list[int], rows: list[tuple[list[int], int]]) -> None:
    """Every answer costs as much as parts do, and the reduced cost of each of its decisions."""
    count = len(costs)
    matrix = np.array([row[:count] for row, _ in rows], dtype=float).reshape(len(rows), count)
    upper = np.array([most for _, most in rows], dtype=float)
    sides = (np.full(len(rows), -np.inf), upper)
    found = reduced_costs(np.array(costs, dtype=float), csr_array(matrix), sides)
    answers = [
        answer
        for answer in map(np.array, itertools.product((0.0, 1.0), repeat=count))
        if (matrix @ answer <= upper + 1e-9).all()
    ]
    if found is None:
        assert not answers
        return
    value, added = found
    for answer in answers:
        assert float(answer @ costs) >= value + added[answer > 0].max(initial=0.0) - 1e-6
