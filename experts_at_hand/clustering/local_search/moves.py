"""Moves of one or two settings judged exactly: by the hubs that the clusters have after them.

A setting that joins a cluster may become its hub, and one that leaves may have been it: the cost of
every cluster that a move touches is that of its best hub afterwards. Nothing is estimated, and no
move is left out because a setting stands far from a border.

With ``S[h, c]`` the minutes of cluster ``c`` if ``h`` were its hub, and ``F[s, h]`` those of
setting ``s`` from hub ``h``, setting ``s`` joins ``c`` at
``min(min over h in c of S[h, c] + F[s, h], S[s, c] + F[s, s])`` and leaves its own at the smallest
``S[h, a] - F[s, h]`` over the others; both are one matrix each.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import EQUAL_TOLERANCE
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

PAIRS_JUDGED = 40_000_000
"""Pairs of moves, settings x settings x clusters, up to which all are judged at every step: 1,000
settings in 40 clusters take some seconds a step. Beyond it single moves alone are looked at."""

Key: TypeAlias = tuple[float, float]
"""Change of the distance from the bounds, and of minutes, in steps of the tolerance."""


@dataclass(frozen=True, slots=True)
class Move:
    """One setting or two that change cluster together.

    Parameters
    ----------
    settings, targets
        Who moves, and where to.
    outside, minutes
        Change of the distance from the bounds, and of need-weighted minutes to the hub.
    """

    settings: tuple[int, ...]
    targets: tuple[int, ...]
    outside: float
    minutes: float

    @property
    def key(self) -> Key:
        """By what moves are ranked: nearer to the bounds first, then fewer minutes."""
        return round(self.outside / EQUAL_TOLERANCE), round(self.minutes / EQUAL_TOLERANCE)


class ExactMoves:
    """Judges every move from one partition.

    Parameters
    ----------
    data
        Loads and bounds.
    from_hub
        Members x hubs: share of need x minutes, finite.
    labels
        The cluster of each setting.
    start, most
        The clusters before any move, and how many settings may differ from them at most.
    stay
        Settings that keep their cluster; none by default.
    """

    def __init__(
        self,
        data: SearchData,
        from_hub: FloatArray,
        labels: IntArray,
        start: IntArray,
        most: int,
        *,
        stay: BoolArray | None = None,
    ) -> None:
        k = data.clusters
        self._data, self._from_hub, self._labels = data, from_hub, labels
        self._inside = [np.flatnonzero(labels == c) for c in range(k)]
        one_hot = np.zeros((len(labels), k))
        one_hot[np.arange(len(labels)), labels] = 1.0
        self._as_hub: FloatArray = from_hub.T @ one_hot
        self._cost = np.array([self._as_hub[m, c].min() for c, m in enumerate(self._inside)])
        self._load = np.array([data.load[members].sum(axis=0) for members in self._inside])
        self._outside = data.violation(self._load)
        self._moved = labels != start
        home = np.arange(k)[None, :] == start[:, None]
        # By how much a move changes the number of settings that are elsewhere than at the start.
        self._count: IntArray = (~home).astype(np.int64) - self._moved[:, None]
        self._left = most - int(self._moved.sum())
        if stay is not None:  # to move one of them counts for more moves than there are settings
            self._count[stay] = 2 * len(labels) + 2

    @property
    def score(self) -> tuple[float, float]:
        """How far the partition lies outside the bounds, and its minutes."""
        return float(self._outside.sum()), float(self._cost.sum())

    def best_single(self) -> Move | None:
        """Return the best move of one setting that helps, if there is one."""
        minutes = self._leaving()[:, None] + self._joining()
        outside = self._leaves()[:, None] + self._joins()
        own = np.arange(self._data.clusters)[None, :] == self._labels[:, None]
        allowed = ~own & (self._count <= self._left) & np.isfinite(minutes)
        at = _best(outside, minutes, allowed)
        if at is None:
            return None
        s, c = divmod(at, self._data.clusters)
        return Move((s,), (c,), float(outside[s, c]), float(minutes[s, c]))

    def best_pair(self) -> Move | None:
        """Return the best move of two that helps: changing places, or one making room for another.

        ``None`` also where there are too many to judge, see `PAIRS_JUDGED`.
        """
        n, k = len(self._labels), self._data.clusters
        if n * n * k > PAIRS_JUDGED:
            return None
        exchanged = self._exchanging()
        leaving, joining, joins = self._leaving(), self._joining(), self._joins()
        leaves = self._leaves()
        best: Move | None = None
        for s in range(n):
            a, load = self._labels[s], self._data.load[s]
            b = self._labels  # where s goes: the cluster of t, which t leaves for c
            middle = self._violation(self._load[b] + load - self._data.load) - self._outside[b]
            minutes = leaving[s] + exchanged[s][:, None] + joining
            outside = leaves[s] + middle[:, None] + joins
            minutes[:, a] = exchanged[s] + exchanged[:, s]
            swapped = self._violation(self._load[a] - load + self._data.load) - self._outside[a]
            outside[:, a] = middle + swapped
            allowed = np.isfinite(minutes) & (
                self._count[s, b][:, None] + self._count <= self._left
            )
            allowed[b == a] = False
            allowed[np.arange(n), b] = False
            at = _best(outside, minutes, allowed)
            if at is None:
                continue
            t, c = divmod(at, k)
            move = Move((s, t), (int(b[t]), c), float(outside[t, c]), float(minutes[t, c]))
            if best is None or move.key < best.key:
                best = move
        return best

    def _violation(self, load: FloatArray) -> FloatArray:
        return self._data.violation(load)

    def _leaves(self) -> FloatArray:
        """Return the change of distance from the bounds if each setting left its cluster."""
        own = self._labels
        found: FloatArray = self._violation(self._load[own] - self._data.load) - self._outside[own]
        return found

    def _joins(self) -> FloatArray:
        """Return settings x clusters: change of distance from the bounds if each joined each."""
        both = self._load[None, :, :] + self._data.load[:, None, :]
        found: FloatArray = self._violation(both) - self._outside[None, :]
        return found

    def _leaving(self) -> FloatArray:
        """Return the change of minutes if each setting left its cluster; ``inf`` if alone."""
        found = np.full(len(self._labels), np.inf)
        for cluster, members in enumerate(self._inside):
            if len(members) < 2:  # noqa: PLR2004 - nobody would be left
                continue
            costs = (
                self._as_hub[members, cluster][None, :] - self._from_hub[np.ix_(members, members)]
            )
            np.fill_diagonal(costs, np.inf)
            found[members] = costs.min(axis=1) - self._cost[cluster]
        return found

    def _joining(self) -> FloatArray:
        """Return settings x clusters: change of minutes of each cluster if each joined it."""
        alone = np.diag(self._from_hub)
        found = self._as_hub + alone[:, None]
        for cluster, members in enumerate(self._inside):
            costs = self._as_hub[members, cluster][None, :] + self._from_hub[:, members]
            found[:, cluster] = np.minimum(found[:, cluster], costs.min(axis=1))
        found -= self._cost[None, :]
        return found

    def _exchanging(self) -> FloatArray:
        """Return settings x settings: change of the second's cluster if one came and it went."""
        n = len(self._labels)
        found = np.full((n, n), np.inf)
        alone = np.diag(self._from_hub)
        for cluster, members in enumerate(self._inside):
            kept = self._as_hub[members, cluster][None, :] + self._from_hub[:, members]
            itself = self._as_hub[:, cluster] + alone
            for at, t in enumerate(members.tolist()):
                costs = kept - self._from_hub[t, members][None, :]
                costs[:, at] = np.inf
                new_hub = itself - self._from_hub[t]
                found[:, t] = np.minimum(costs.min(axis=1), new_hub) - self._cost[cluster]
        return found


def _best(outside: FloatArray, minutes: FloatArray, allowed: BoolArray) -> int | None:
    """Return the flat position of the best change that helps; of equals the first."""
    nearer = outside < -EQUAL_TOLERANCE
    shorter = (outside <= EQUAL_TOLERANCE) & (minutes < -EQUAL_TOLERANCE)
    at = np.flatnonzero(((nearer | shorter) & allowed).ravel())
    if not len(at):
        return None
    steps = np.round(outside.ravel()[at] / EQUAL_TOLERANCE)
    at = at[steps == steps.min()]
    less = np.round(minutes.ravel()[at] / EQUAL_TOLERANCE)
    return int(at[less.argmin()])
