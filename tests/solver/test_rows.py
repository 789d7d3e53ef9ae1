"""Rows gathered block by block are the rows of the whole programme, in order."""

import numpy as np

from experts_at_hand.solver.rows import Rows


def test_blocks_stand_below_each_other() -> None:
    """Two rows, then one: entries count from 0 within a block, and those of one place add up."""
    rows = Rows()
    rows.add(
        np.array([0.0, 1.0]),
        np.array([5.0, np.inf]),
        (np.array([0, 1]), np.array([0, 2]), np.array([1.0, 2.0])),
        (np.array([0]), np.array([0]), np.array([0.5])),
    )
    rows.add(np.array([-1.0]), np.array([1.0]), (np.array([0]), np.array([1]), np.array([7.0])))
    assert rows.count == 3
    assert rows.lower.tolist() == [0.0, 1.0, -1.0]
    assert rows.upper.tolist() == [5.0, np.inf, 1.0]
    assert rows.matrix(3).toarray().tolist() == [[1.5, 0, 0], [0, 0, 2.0], [0, 7.0, 0]]
