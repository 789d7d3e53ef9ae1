"""Which way each link may be driven, from the words that files use for it."""

from collections.abc import Sequence

import numpy as np

from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.travel.road_graph import BACKWARD, BOTH_WAYS, FORWARD
from experts_at_hand.travel.unreachable import listed

_MEANING = {
    **dict.fromkeys(("", "no", "false", "0", "f", "n", "both", "bothdirections"), BOTH_WAYS),
    **dict.fromkeys(("yes", "true", "1", "t", "y", "forward", "indirection"), FORWARD),
    **dict.fromkeys(("-1", "reverse", "backward", "inoppositedirection"), BACKWARD),
}


def directions(words: Sequence[str] | None, links: int) -> tuple[IntArray, tuple[str, ...]]:
    """Return the direction of each link, and a note on words that are not understood.

    Parameters
    ----------
    words
        What the file says of each link; ``None`` where it says nothing.
    links
        How many links there are.

    Examples
    --------
    >>> directions(["yes", "-1", "perhaps"], 3)
    (array([ 1, -1,  0]), ('taken as open both ways, one-way sign not understood: perhaps',))
    """
    if words is None:
        return np.zeros(links, dtype=np.int64), ()
    plain = ["".join(word.lower().split()) for word in words]
    strange = sorted({word for word, key in zip(words, plain, strict=True) if key not in _MEANING})
    direction = np.array([_MEANING.get(key, BOTH_WAYS) for key in plain], dtype=np.int64)
    if not strange:
        return direction, ()
    return direction, (f"taken as open both ways, one-way sign not understood: {listed(strange)}",)
