"""The cheapest hubs that may open together, where parts of the area have a least and a most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.domain.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Count:
    """How many hubs a part of the area has.

    Parameters
    ----------
    part
        See `Parts`.
    least, most
        Hubs.
    """

    part: int
    least: int
    most: int


def with_count(counts: Sequence[Count], added: Count, parts: Parts) -> tuple[Count, ...]:
    """Return counts with another one, smaller parts first; of one part both hold.

    Parameters
    ----------
    counts
        At most one of each part.
    added
        What is asked as well.
    parts
        What the counts are of.
    """
    least, most = added.least, added.most
    for count in counts:
        if count.part == added.part:
            least, most = max(least, count.least), min(most, count.most)
    both = [count for count in counts if count.part != added.part]
    both.append(Count(added.part, least, most))
    return tuple(sorted(both, key=lambda count: (int(parts.size[count.part]), count.part)))


def choose_within(
    values: FloatArray, counts: Sequence[Count], parts: Parts, clusters: int
) -> IntArray | None:
    """Return the cheapest hubs that keep every count, ascending; ``None`` where none do.

    Parts lie one in the other or apart, so that each can be looked at once, smaller ones first: of
    its cheapest hubs so many must open, those beyond so many may not.

    Parameters
    ----------
    values
        Of each hub; ``inf`` for one that may not open.
    counts
        Smaller parts first.
    parts
        What the counts are of.
    clusters
        How many hubs open.
    """
    must = np.zeros(len(values), dtype=np.bool_)
    free = np.isfinite(values)
    for count in counts:
        inside = parts.inside[count.part]
        already = int((must & inside).sum())
        open_to = (inside & free).nonzero()[0]
        wanted = max(0, count.least - already)
        if already > count.most or wanted > len(open_to) or count.least > count.most:
            return None
        ranked = open_to[np.argsort(values[open_to], kind="stable")]
        must[ranked[:wanted]] = True
        free[ranked[:wanted]] = False
        free[ranked[count.most - already :]] = False
    wanted = clusters - int(must.sum())
    open_to = free.nonzero()[0]
    if not 0 <= wanted <= len(open_to):
        return None
    ranked = open_to[np.argsort(values[open_to], kind="stable")[:wanted]]
    return np.sort(np.concatenate([must.nonzero()[0], ranked]))
