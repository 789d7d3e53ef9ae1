"""Which of several is beaten by no other on every figure at once."""

import math
from collections.abc import Iterable, Sequence

from experts_at_hand.comparison.differences import SAME


def is_pareto_best(point: Sequence[float], points: Iterable[Sequence[float]]) -> bool:
    """Whether none of some points is nowhere worse and somewhere better, more being better."""
    return not any(dominates(other, point) for other in points)


def dominates(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether one is nowhere worse and somewhere better, beyond rounding.

    Figures that one of the two does not have (``nan``) are not compared: only clusters are even.
    """
    both = [
        (a, b, SAME * max(1.0, abs(a), abs(b)))
        for a, b in zip(one, other, strict=True)
        if not (math.isnan(a) or math.isnan(b))
    ]
    return all(a >= b - s for a, b, s in both) and any(a > b + s for a, b, s in both)
