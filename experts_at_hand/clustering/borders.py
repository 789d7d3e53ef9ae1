"""Settle the borders: move settings at the edge of their cluster while that helps."""

from collections.abc import Iterable

import numpy as np

from experts_at_hand.clustering.partition import EQUAL_TOLERANCE, Partition, better
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

LOOK = 40
"""Promising changes tried at a time before the borders are taken for settled; an assumption."""

ENOUGH = 20
"""Changes a setting after which borders count as settled: far more than ever seen, so that
rounding cannot keep two settings changing places for ever."""


def settle(partition: Partition, *, pairs: bool, touched: Iterable[int] | None = None) -> None:
    """Move settings between neighbouring clusters until no change helps; the partition is changed.

    Every cluster stays connected. A change helps if it brings need and size nearer to the
    bounds, or leaves them as near and takes minutes to the hubs off.

    Parameters
    ----------
    partition
        Connected clusters.
    pairs
        Also try two moves at once: swaps, and one setting making room for another. They find the
        way where tight bounds forbid every single move.
    touched
        Clusters that were changed since the borders were settled; all unless stated. A move at
        borders between others was no help before and is none now.
    """
    changed = np.ones(partition.data.clusters, dtype=np.bool_)
    if touched is not None:
        changed[:] = False
        changed[list(touched)] = True
    for _ in range(ENOUGH * len(partition.labels)):
        if not (one_move(partition, changed) or (pairs and two_moves(partition))):
            break


def one_move(partition: Partition, changed: BoolArray) -> bool:
    """Make the best single move that helps, if there is one; mark the clusters it changes."""
    movers, to = partition.crossings(None if changed.all() else changed)
    if not len(movers):
        return False
    outside, minutes = _changes(partition, movers, to)
    for at in _promising(outside, minutes):
        if partition.can_leave(int(movers[at])):
            changed[[int(partition.labels[movers[at]]), int(to[at])]] = True
            partition.move(int(movers[at]), int(to[at]))
            return True
    return False


def two_moves(partition: Partition) -> bool:
    """Make the best pair of moves that helps: one into a cluster, one out of it."""
    movers, to = partition.crossings()
    if not len(movers):
        return False
    minutes = partition.leaving(movers) + partition.joining(movers, to)
    first, second = _one_in_one_out(to, partition.labels[movers])
    if not partition.score[0]:  # all bounds are kept: only pairs that save minutes can help
        saves = minutes[first] + minutes[second] < -EQUAL_TOLERANCE
        first, second = first[saves], second[saves]
    outside = _pair_violation(partition, (movers[first], movers[second]), (to[first], to[second]))
    before = partition.score
    for at in _promising(outside, minutes[first] + minutes[second]):
        one, two = int(first[at]), int(second[at])
        steps = [(int(movers[one]), int(to[one])), (int(movers[two]), int(to[two]))]
        touched = {int(partition.labels[s]) for s, _ in steps} | {c for _, c in steps}
        back = [(s, int(partition.labels[s])) for s, _ in steps]
        for setting, cluster in steps:
            partition.move(setting, cluster)
        if better(partition.score, before) and all(
            partition.is_connected(c) for c in sorted(touched)
        ):
            return True
        for setting, cluster in reversed(back):
            partition.move(setting, cluster)
    return False


def _one_in_one_out(to: IntArray, source: IntArray) -> tuple[IntArray, IntArray]:
    """Return all pairs of a move into a cluster and a move out of it, by position."""
    order = np.argsort(source, kind="stable")
    begins = np.searchsorted(source[order], to, side="left")
    counts = np.searchsorted(source[order], to, side="right") - begins
    first = np.repeat(np.arange(len(to)), counts)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first, order[np.repeat(begins, counts) + offset]


def _changes(partition: Partition, movers: IntArray, to: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return change of violation, and of minutes at most, by each single move."""
    data, source = partition.data, partition.labels[movers]
    moved = data.load[movers]
    now = data.violation(partition.load)
    outside = (
        data.violation(partition.load[source] - moved)
        + data.violation(partition.load[to] + moved)
        - now[source]
        - now[to]
    )
    return outside, partition.leaving(movers) + partition.joining(movers, to)


def _pair_violation(
    partition: Partition, settings: tuple[IntArray, IntArray], to: tuple[IntArray, IntArray]
) -> FloatArray:
    """Return change of violation by pairs of moves a -> b, b -> c, where c may be a."""
    data = partition.data
    first, second = data.load[settings[0]], data.load[settings[1]]
    a, b, c = partition.labels[settings[0]], to[0], to[1]
    swap = a == c
    now = data.violation(partition.load)
    middle = data.violation(partition.load[b] + first - second) - now[b]
    swapped = data.violation(partition.load[a] - first + second) - now[a]
    passed_on = (
        data.violation(partition.load[a] - first)
        - now[a]
        + data.violation(partition.load[c] + second)
        - now[c]
    )
    change: FloatArray = middle + np.where(swap, swapped, passed_on)
    return change


def _promising(outside: FloatArray, minutes: FloatArray) -> list[int]:
    """Return the changes that should help, the best first, at most `LOOK` of them."""
    helps = (
        (outside < -EQUAL_TOLERANCE) | ((outside <= EQUAL_TOLERANCE) & (minutes < -EQUAL_TOLERANCE))
    ).nonzero()[0]
    steps = np.round(outside[helps] / EQUAL_TOLERANCE)
    order = np.lexsort((helps, np.round(minutes[helps] / EQUAL_TOLERANCE), steps))
    return [int(at) for at in helps[order[:LOOK]]]
