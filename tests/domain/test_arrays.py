"""Objects with arrays are values: sealed, equal by their figures, also where some are missing."""

import pickle
from dataclasses import dataclass, field

import numpy as np
import pytest

from experts_at_hand.domain.arrays import Figures, FloatArray, sealed


@dataclass(frozen=True, eq=False)
class Pair(Figures):
    """A name and some figures."""

    name: str
    figures: FloatArray = field(compare=False)


def pair(name: str, *figures: float) -> Pair:
    return Pair(name, sealed(np.array(figures)))


def test_sealed_is_a_copy_that_nobody_changes() -> None:
    own = np.array([1.0, 2.0])
    kept = sealed(own)
    own[0] = 9.0
    assert kept.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 9.0


def test_equal_by_figures_and_a_missing_one_equals_a_missing_one() -> None:
    assert pair("a", 1.0, np.nan) == pair("a", 1.0, np.nan)
    assert pair("a", 1.0) != pair("a", 2.0)
    assert pair("a", 1.0) != pair("b", 1.0)
    assert pair("a", 1.0) != "a"
    assert hash(pair("a", 1.0)) == hash(pair("a", 2.0)), "by what is no array"


def test_a_pickle_stays_sealed() -> None:
    back = pickle.loads(pickle.dumps(pair("a", 1.0)))  # noqa: S301 - made a moment ago
    assert back == pair("a", 1.0)
    assert not back.figures.flags.writeable
