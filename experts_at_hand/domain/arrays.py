"""The array types that labelled objects carry."""

from typing import TypeAlias

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
