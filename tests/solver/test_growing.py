"""A programme that grows column by column ends where one stated at once ends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from scipy.optimize import linprog

from experts_at_hand.solver.growing import GrowingLP
from tests.hunt import examples

pytestmark = pytest.mark.solver


@given(st.data())
@budget(max_examples=examples(15), deadline=None)
def test_as_if_stated_at_once(data: st.DataObject) -> None:
    """Covering rows, columns in two lots; scipy's linprog is the judge."""
    rows = data.draw(st.integers(1, 4))
    subsets = st.sets(st.integers(0, rows - 1), min_size=1).map(sorted)
    columns = [[i] for i in range(rows)] + data.draw(st.lists(subsets, max_size=5))
    costs = [float(data.draw(st.integers(1, 9))) for _ in columns]
    growing = GrowingLP(np.ones(rows), np.ones(rows))
    for lot in (slice(0, rows), slice(rows, None)):
        part = columns[lot]
        column = np.repeat(np.arange(len(part)), [len(c) for c in part]).astype(np.int64)
        row = np.array([r for c in part for r in c], dtype=np.int64)
        growing.add(np.array(costs[lot]), column, row)
        growing.solve()
    value = growing.solve()
    matrix = np.array([[float(r in c) for c in columns] for r in range(rows)])
    judge = linprog(costs, A_eq=matrix, b_eq=np.ones(rows))
    assert value == pytest.approx(judge.fun, abs=1e-9)
    assert matrix @ growing.values() == pytest.approx(np.ones(rows))
    assert growing.duals() @ np.ones(rows) == pytest.approx(judge.fun, abs=1e-9)


def test_without_an_answer_there_is_no_value() -> None:
    growing = GrowingLP(np.array([2.0]), np.array([3.0]))
    growing.add(np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    assert growing.solve() is None
