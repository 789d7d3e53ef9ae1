"""Rows of a programme, gathered block by block."""

from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Entries = tuple[IntArray, IntArray, FloatArray]
"""Rows of the block, columns and coefficients; entries of one place are added up."""


class Rows:
    """Rows that lie between two values each."""

    def __init__(self) -> None:
        self._entries: list[Entries] = []
        self._lower: list[FloatArray] = []
        self._upper: list[FloatArray] = []
        self.count = 0

    def add(self, lower: FloatArray, upper: FloatArray, *entries: Entries) -> None:
        """Add a block.

        Parameters
        ----------
        lower, upper
            What each of its rows lies between.
        *entries
            Its coefficients, rows counted from 0 within the block.
        """
        self._entries += [(self.count + row, column, value) for row, column, value in entries]
        self._lower.append(lower)
        self._upper.append(upper)
        self.count += len(lower)

    @property
    def lower(self) -> FloatArray:
        """What each row is at least."""
        return np.concatenate(self._lower)

    @property
    def upper(self) -> FloatArray:
        """What each row is at most."""
        return np.concatenate(self._upper)

    def matrix(self, columns: int) -> "csr_array[np.float64]":
        """Return all coefficients, rows x columns.

        Parameters
        ----------
        columns
            How many decisions there are.
        """
        from scipy.sparse import csr_array

        row, column, value = (np.concatenate(part) for part in zip(*self._entries, strict=True))
        return csr_array((value, (row, column)), shape=(self.count, columns))
