"""Settle the borders: move settings at the edge of their cluster while that helps."""

import heapq
from collections.abc import Iterable
from itertools import repeat
from typing import TypeAlias

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import EQUAL_TOLERANCE
from experts_at_hand.clustering.local_search.partition import Partition, better
from experts_at_hand.clustering.local_search.search_data import SearchData, without_contiguity
from experts_at_hand.domain.arrays import FloatArray, IntArray

Waiting: TypeAlias = tuple[float, float, int, int]
"""A move that helps: change of violation and of minutes in steps of the tolerance, setting and
target in one number, and when it was judged: a count of the moves made."""

LOOK = 40
"""Promising pairs of moves tried before the borders are taken for settled; an assumption."""

ENOUGH = 20
"""Changes a setting after which borders count as settled: far more than ever seen, so that
rounding cannot keep two settings changing places for ever."""


def descend(partition: Partition, *, pairs: bool, touched: Iterable[int] | None = None) -> None:
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
    every = range(partition.data.clusters)
    single_moves(partition, every if touched is None else touched)
    if pairs:
        for _ in range(ENOUGH * len(partition.labels)):
            if not two_moves(partition):
                break
            single_moves(partition, every)


def single_moves(partition: Partition, changed: Iterable[int]) -> None:
    """Make the best single move that helps, again and again until there is none.

    A move touches two clusters, so that only the moves at their borders are judged anew; all others
    wait in a heap. A move that waits is void once one of its clusters has changed.

    Parameters
    ----------
    partition
        Changed.
    changed
        Clusters at whose borders a move may help.
    """
    changed_at = [0] * partition.data.clusters
    heap = _helpful(partition, changed)
    heapq.heapify(heap)
    for now in range(1, ENOUGH * len(partition.labels)):
        step = _next_step(partition, heap, changed_at)
        if step is None:
            break
        source = int(partition.labels[step[0]])
        partition.move(*step)
        changed_at[source] = changed_at[step[1]] = now
        for outside, minutes, code, _ in _helpful(partition, (source, step[1])):
            heapq.heappush(heap, (outside, minutes, code, now))


def _next_step(
    partition: Partition, heap: list[Waiting], changed_at: list[int]
) -> tuple[int, int] | None:
    """Take the best move off the heap that is not void and leaves its cluster connected."""
    while heap:
        _, _, code, judged_at = heapq.heappop(heap)
        setting, to = divmod(code, len(changed_at))
        if max(changed_at[int(partition.labels[setting])], changed_at[to]) > judged_at:
            continue
        if partition.can_leave(setting):  # asked again only once its cluster has changed
            return setting, to
    return None


def _helpful(partition: Partition, clusters: Iterable[int]) -> list[Waiting]:
    """Return the moves at the borders of some clusters that should help, judged at time 0."""
    movers, to = partition.crossings(clusters)
    outside, minutes = _changes(partition, movers, to)
    helps = _helping(outside, minutes)
    return list(
        zip(
            np.round(outside[helps] / EQUAL_TOLERANCE).tolist(),
            np.round(minutes[helps] / EQUAL_TOLERANCE).tolist(),
            (movers[helps] * partition.data.clusters + to[helps]).tolist(),
            repeat(0),
            strict=False,
        )
    )


def two_moves(partition: Partition) -> bool:
    """Make the best pair of moves that helps: one into a cluster, one out of it."""
    movers, to = partition.crossings(range(partition.data.clusters))
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
    load, moved = partition.load, data.load[movers]
    after = data.violation(np.concatenate([load[source] - moved, load[to] + moved]))
    now = partition.outside
    outside = after[: len(movers)] + after[len(movers) :] - now[source] - now[to]
    return outside, partition.leaving(movers) + partition.joining(movers, to)


def _pair_violation(
    partition: Partition, settings: tuple[IntArray, IntArray], to: tuple[IntArray, IntArray]
) -> FloatArray:
    """Return change of violation by pairs of moves a -> b, b -> c, where c may be a."""
    data = partition.data
    first, second = data.load[settings[0]], data.load[settings[1]]
    a, b, c = partition.labels[settings[0]], to[0], to[1]
    swap = a == c
    now = partition.outside
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


def _helping(outside: FloatArray, minutes: FloatArray) -> IntArray:
    """Return the positions of the changes that should help."""
    nearer = outside < -EQUAL_TOLERANCE
    shorter = (outside <= EQUAL_TOLERANCE) & (minutes < -EQUAL_TOLERANCE)
    return (nearer | shorter).nonzero()[0]


def _promising(outside: FloatArray, minutes: FloatArray) -> list[int]:
    """Return the changes that should help, the best first, at most `LOOK` of them."""
    helps = _helping(outside, minutes)
    steps = np.round(outside[helps] / EQUAL_TOLERANCE)
    order = np.lexsort((helps, np.round(minutes[helps] / EQUAL_TOLERANCE), steps))
    return [int(at) for at in helps[order[:LOOK]]]


def descend_unconnected(data: SearchData, labels: IntArray) -> IntArray:
    """Settle borders without regard to connection, each item looking at its nearest others."""
    if len(labels) < 2:  # noqa: PLR2004 - nobody to change places with
        return labels
    partition = Partition(without_contiguity(data), labels)
    descend(partition, pairs=True)
    return partition.labels
