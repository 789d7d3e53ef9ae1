"""A gap in words: never less than it is."""

import math

TENTHS = 1_000
"""A tenth of a percentage point is so much of a share."""

NOTHING = 1e-6
"""A share below which nothing is left open."""


def gap_words(gap: float) -> str:
    """Write a gap as a percentage that it does not exceed, rounded up to a tenth of a point.

    "At most 0.0% from the best" would be a proof, and untrue where a little is open.

    Parameters
    ----------
    gap
        A share, 0 or more.

    Examples
    --------
    >>> gap_words(0.0004), gap_words(0.0), gap_words(0.0312), gap_words(0.03)
    ('0.1%', '0.0%', '3.2%', '3.0%')
    """
    return f"{math.ceil((gap - NOTHING) * TENTHS) / 10 + 0.0:.1f}%"
