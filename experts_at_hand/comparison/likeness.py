"""How alike two clusterings are: by pairs of settings, and by settings that would have to move."""

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Clustering


def _shared(one: Clustering, other: Clustering) -> FloatArray:
    """Return clusters x clusters: settings that both hold."""
    rows = [frozenset(cluster.members) for cluster in one.clusters]
    columns = [frozenset(cluster.members) for cluster in other.clusters]
    return np.array([[len(a & b) for b in columns] for a in rows], dtype=np.float64)


def adjusted_rand_index(one: Clustering, other: Clustering) -> float:
    """Return how far two clusterings put the same pairs of settings together; 1 for the same.

    0 is what chance would give (Hubert and Arabie 1985, "Comparing partitions").

    Parameters
    ----------
    one, other
        Of the same settings.
    """
    table = _shared(one, other)

    def pairs(counts: FloatArray) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    total = pairs(np.array([table.sum()]))
    expected = rows * columns / total if total else 0.0
    most = (rows + columns) / 2
    if most == expected:  # all in one cluster, or each alone, in both
        return 1.0
    return (both - expected) / (most - expected)


def moved_settings(today: Clustering, other: Clustering) -> int:
    """Return how many settings change cluster at least, whatever the clusters are called.

    Each cluster is taken for the one of today with which it shares most, no two for the same one.

    Parameters
    ----------
    today, other
        Of the same settings.
    """
    from scipy.optimize import linear_sum_assignment

    table = _shared(today, other)
    return int(table.sum() - table[linear_sum_assignment(-table)].sum())
