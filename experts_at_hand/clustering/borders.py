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


def settle(draft: Partition, *, pairs: bool, touched: Iterable[int] | None = None) -> None:
    """Move settings between neighbouring clusters until no change helps; the draft is changed.

    Every cluster stays connected. A change helps if it brings need and size nearer to the
    bounds, or leaves them as near and takes minutes to the hubs off.

    Parameters
    ----------
    draft
        Connected clusters.
    pairs
        Also try two moves at once: swaps, and one setting making room for another. They find the
        way where tight bounds forbid every single move.
    touched
        Clusters that were changed since the borders were settled; all unless stated. A move at
        borders between others was no help before and is none now.
    """
    changed = np.ones(draft.ground.clusters, dtype=np.bool_)
    if touched is not None:
        changed[:] = False
        changed[list(touched)] = True
    for _ in range(ENOUGH * len(draft.labels)):
        if not (_one_move(draft, changed) or (pairs and _two_moves(draft))):
            break


def _one_move(draft: Partition, changed: BoolArray) -> bool:
    """Make the best single move that helps, if there is one; mark the clusters it changes."""
    movers, to = draft.crossings(None if changed.all() else changed)
    if not len(movers):
        return False
    outside, minutes = _changes(draft, movers, to)
    for at in _promising(outside, minutes):
        if draft.can_leave(int(movers[at])):
            changed[[int(draft.labels[movers[at]]), int(to[at])]] = True
            draft.move(int(movers[at]), int(to[at]))
            return True
    return False


def _two_moves(draft: Partition) -> bool:
    """Make the best pair of moves that helps: one into a cluster, one out of it."""
    movers, to = draft.crossings()
    if not len(movers):
        return False
    minutes = draft.leaving(movers) + draft.joining(movers, to)
    first, second = _one_in_one_out(to, draft.labels[movers])
    if not draft.score[0]:  # all bounds are kept: only pairs that save minutes can help
        saves = minutes[first] + minutes[second] < -EQUAL_TOLERANCE
        first, second = first[saves], second[saves]
    outside = _pair_violation(draft, (movers[first], movers[second]), (to[first], to[second]))
    before = draft.score
    for at in _promising(outside, minutes[first] + minutes[second]):
        one, two = int(first[at]), int(second[at])
        steps = [(int(movers[one]), int(to[one])), (int(movers[two]), int(to[two]))]
        touched = {int(draft.labels[s]) for s, _ in steps} | {c for _, c in steps}
        back = [(s, int(draft.labels[s])) for s, _ in steps]
        for setting, cluster in steps:
            draft.move(setting, cluster)
        if better(draft.score, before) and all(draft.is_connected(c) for c in sorted(touched)):
            return True
        for setting, cluster in reversed(back):
            draft.move(setting, cluster)
    return False


def _one_in_one_out(to: IntArray, source: IntArray) -> tuple[IntArray, IntArray]:
    """Return all pairs of a move into a cluster and a move out of it, by position."""
    order = np.argsort(source, kind="stable")
    begins = np.searchsorted(source[order], to, side="left")
    counts = np.searchsorted(source[order], to, side="right") - begins
    first = np.repeat(np.arange(len(to)), counts)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first, order[np.repeat(begins, counts) + offset]


def _changes(draft: Partition, movers: IntArray, to: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return change of violation, and of minutes at most, by each single move."""
    ground, source = draft.ground, draft.labels[movers]
    hours = ground.need[movers]
    now = ground.violation(draft.need, draft.count)
    outside = (
        ground.violation(draft.need[source] - hours, draft.count[source] - 1)
        + ground.violation(draft.need[to] + hours, draft.count[to] + 1)
        - now[source]
        - now[to]
    )
    return outside, draft.leaving(movers) + draft.joining(movers, to)


def _pair_violation(
    draft: Partition, settings: tuple[IntArray, IntArray], to: tuple[IntArray, IntArray]
) -> FloatArray:
    """Return change of violation by pairs of moves a -> b, b -> c, where c may be a."""
    ground = draft.ground
    hours = ground.need[settings[0]], ground.need[settings[1]]
    a, b, c = draft.labels[settings[0]], to[0], to[1]
    swap = a == c
    now = ground.violation(draft.need, draft.count)
    middle = ground.violation(draft.need[b] + hours[0] - hours[1], draft.count[b]) - now[b]
    swapped = ground.violation(draft.need[a] - hours[0] + hours[1], draft.count[a]) - now[a]
    passed_on = (
        ground.violation(draft.need[a] - hours[0], draft.count[a] - 1)
        - now[a]
        + ground.violation(draft.need[c] + hours[1], draft.count[c] + 1)
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
