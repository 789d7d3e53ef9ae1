"""A linear programme that columns are added to, for column generation."""

import highspy
import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.solver.highs import QuietHighs


class GrowingLP:
    """A minimisation whose rows stand from the start, and whose columns come one after another.

    All columns are >= 0, and all their entries are 1.

    Parameters
    ----------
    low, high
        What each row must lie between.
    """

    def __init__(self, low: FloatArray, high: FloatArray) -> None:
        self._highs = QuietHighs()
        for name, value in (("threads", 1), ("random_seed", 0), ("presolve", "off")):
            self._highs.setOptionValue(name, value)
        for least, most in zip(low.tolist(), high.tolist(), strict=True):
            self._highs.addRow(least, most, 0, [], [])

    def add(self, costs: FloatArray, column: IntArray, row: IntArray) -> None:
        """Add columns.

        Parameters
        ----------
        costs
            One entry a column.
        column, row
            Where the ones are, column by column; columns are counted from 0 among those added.
        """
        many = len(costs)
        if many:
            self._highs.addCols(
                many,
                costs,
                np.zeros(many),
                np.full(many, highspy.kHighsInf),
                len(row),
                np.searchsorted(column, np.arange(many)).astype(np.int32),
                row.astype(np.int32),
                np.ones(len(row)),
            )

    def solve(self) -> float | None:
        """Return the least cost, from the basis at hand; ``None`` where there is no proof of it."""
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return float(self._highs.getObjectiveValue())

    def values(self) -> FloatArray:
        """Return the value of every column in the last solve."""
        return np.array(self._highs.getSolution().col_value)

    def duals(self) -> FloatArray:
        """Return by how much the cost rises for one more unit on each row."""
        return np.array(self._highs.getSolution().row_dual)
