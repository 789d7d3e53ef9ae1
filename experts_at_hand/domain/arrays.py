"""The array types that labelled objects carry, and what makes such objects values."""

from dataclasses import fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]


def sealed(values: FloatArray) -> FloatArray:
    """Return the values as an array that nobody can change afterwards.

    Parameters
    ----------
    values
        Any shape. Copied only when the array does not own its memory or can still be written to
        by its maker.
    """
    array = np.array(values, dtype=np.float64, copy=True)
    array.flags.writeable = False
    return array


class Figures:
    """Equality that sees arrays, and arrays that stay sealed when copied or pickled.

    For frozen dataclasses without slots, made with ``eq=False``: two are equal when every field
    that counts for comparison, and every array, is. They hash by what is not an array.
    """

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(_equal(getattr(self, name), getattr(other, name)) for name in self._compared())

    def __hash__(self) -> int:
        values = (getattr(self, name) for name in self._compared())
        return hash(tuple(v for v in values if isinstance(v, str | tuple | int | float)))

    def _compared(self) -> list[str]:
        return [
            f.name
            for f in fields(self)  # type: ignore[arg-type]  # for dataclasses only
            if f.compare or isinstance(getattr(self, f.name), np.ndarray)
        ]

    def __setstate__(self, state: dict[str, Any]) -> None:
        for value in state.values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False  # a pickle forgets it
        self.__dict__.update(state)


def _equal(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    return bool(one == other)
