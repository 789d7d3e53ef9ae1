"""Which way each link may be driven, from the words that files use for it."""

from collections.abc import Sequence

import numpy as np

from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.travel.roads.graph import BACKWARD, BOTH_WAYS, FORWARD
from experts_at_hand.travel.unreachable import listed

_MEANING = {
    **dict.fromkeys(("", "no", "false", "0", "f", "n", "b", "both", "bothdirections"), BOTH_WAYS),
    **dict.fromkeys(("yes", "true", "1", "t", "y", "ft", "forward", "indirection"), FORWARD),
    **dict.fromkeys(("-1", "tf", "reverse", "backward", "inoppositedirection"), BACKWARD),
    **dict.fromkeys(("reversible", "alternating"), BOTH_WAYS),
}

_LETTERS = {"f": FORWARD, "t": BACKWARD, "b": BOTH_WAYS}
"""What the letters mean in a column that has a B: forward, to and fro (Geofabrik's shapefiles).
Without a B, F and T are false and true."""

_CHANGING = {"reversible", "alternating"}


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
    meaning = _MEANING | _LETTERS if "b" in plain else _MEANING
    strange = sorted({word for word, key in zip(words, plain, strict=True) if key not in meaning})
    direction = np.array([meaning.get(key, BOTH_WAYS) for key in plain], dtype=np.int64)
    notes = []
    if "b" in plain and {"f", "t"} & set(plain):
        notes.append("one-way signs F, T and B were read as along the line, against it and both")
    changing = sum(key in _CHANGING for key in plain)
    if changing:
        what = "1 link that is" if changing == 1 else f"{changing:,} links that are"
        notes.append(f"{what} one way by turns taken as open both ways")
    if strange:
        notes.append(f"taken as open both ways, one-way sign not understood: {listed(strange)}")
    return direction, tuple(notes)
