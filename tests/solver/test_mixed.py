"""Programmes with whole numbers: optimum, bound and status, against every answer there is."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from scipy.sparse import csr_array

from experts_at_hand.solver import MixedProgramme, solve_mixed
from tests.hunt import examples

pytestmark = pytest.mark.solver

whole_numbers = st.lists(st.integers(-6, 6), min_size=3, max_size=3)


def programme(costs: list[int], row: list[int], most: int, *, whole: bool) -> MixedProgramme:
    """Three decisions from 0 to 3, one row."""
    return MixedProgramme(
        costs=np.array(costs, float), lower=np.zeros(3), upper=np.full(3, 3.0),
        whole=np.full(3, whole), matrix=csr_array(np.array([row], float)),
        row_lower=np.array([-np.inf]), row_upper=np.array([float(most)]),
    )  # fmt: skip


@given(whole_numbers, whole_numbers, st.integers(-8, 8))
@budget(max_examples=examples(25), deadline=None)
def test_every_answer_there_is(costs: list[int], row: list[int], most: int) -> None:
    values = [
        float(np.dot(costs, x))
        for x in itertools.product(range(4), repeat=3)
        if np.dot(row, x) <= most
    ]
    found = solve_mixed(programme(costs, row, most, whole=True), nodes=1_000)
    if not values:
        assert found.status == "infeasible"
        assert found.values is None
        return
    assert found.status == "optimal"
    assert found.values is not None
    assert np.dot(costs, found.values) == pytest.approx(min(values), abs=1e-6)
    assert found.bound <= min(values) + 1e-6
    cut = solve_mixed(programme(costs, row, most, whole=False), nodes=1)
    assert cut.bound <= min(values) + 1e-6, "cut at will is never dearer"


def test_an_answer_at_hand_is_kept() -> None:
    found = solve_mixed(
        programme([-1, -1, -1], [1, 1, 1], 4, whole=True), start=np.array([3.0, 1.0, 0.0]), nodes=1
    )
    assert found.values is not None
    assert np.dot([-1, -1, -1], found.values) == pytest.approx(-4.0)
