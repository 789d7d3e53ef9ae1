"""A partition under construction, with the sums that make a change cheap to judge."""

from collections.abc import Iterable

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import EQUAL_TOLERANCE
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import FloatArray, IntArray

SORTING = 16
"""Times that sorting a code takes longer than ticking one off; an assumption from trials."""


class Partition:
    """Which cluster each setting is in, and what that comes to.

    The one mutable object of this room: a search makes thousands of changes a second to it. It
    never leaves the search.

    Parameters
    ----------
    data
        What is grouped.
    labels
        The cluster, 0 to clusters - 1, of each setting; copied.
    """

    def __init__(self, data: SearchData, labels: IntArray) -> None:
        k, n = data.clusters, len(labels)
        self.data = data
        self.labels = labels.copy()
        self.load = np.zeros((k, data.load.shape[1]))
        self.hub = np.zeros(k, dtype=np.int64)
        self.cost = np.zeros(k)
        self.outside = np.zeros(k)
        # Change of its cost if a cluster lost its hub; nan until somebody asks.
        self.hubless = np.full(k, np.nan)
        # What each setting would cost as the hub of its own cluster; of no other is it asked.
        self.sums = np.zeros(n)
        self.inside: list[IntArray] = [np.zeros(0, dtype=np.int64)] * k
        for cluster in range(k):
            self.refresh(cluster)

    def copy(self) -> "Partition":
        """Return the same partition, free to change."""
        twin = object.__new__(Partition)
        twin.data = self.data
        for name in ("labels", "load", "hub", "cost", "outside", "hubless", "sums"):
            setattr(twin, name, getattr(self, name).copy())
        twin.inside = list(self.inside)  # the arrays themselves are never changed
        return twin

    @property
    def count(self) -> IntArray:
        """Items in each cluster."""
        return np.array([len(members) for members in self.inside], dtype=np.int64)

    @property
    def score(self) -> tuple[float, float]:
        """What is minimised: first the distance from the bounds, then minutes to the hub."""
        return float(self.outside.sum()), float(self.cost.sum())

    def members(self, cluster: int) -> IntArray:
        """Return the settings of a cluster, ascending, as of its last refresh or move."""
        return self.inside[cluster]

    def refresh(self, cluster: int) -> None:
        """Work out the members and the sums of one cluster afresh, from the labels."""
        members: IntArray = (self.labels == cluster).nonzero()[0]
        self.load[cluster] = self.data.load[members].sum(axis=0)
        self.sums[members] = self.data.from_hub[np.ix_(members, members)].sum(axis=0)
        self._renew(cluster, members)

    def move(self, setting: int, to: int) -> None:
        """Put one setting into another cluster."""
        data, source = self.data, int(self.labels[setting])
        self.labels[setting] = to
        members = self.inside[source]
        left = members[members != setting]
        members = self.inside[to]
        at = members.searchsorted(setting)
        joined = np.concatenate([members[:at], [setting], members[at:]])
        from_setting = data.from_hub[setting]
        self.sums[left] -= from_setting[left]
        self.sums[joined] += from_setting[joined]
        self.sums[setting] = data.from_hub[joined, setting].sum()
        self.load[source] -= data.load[setting]
        self.load[to] += data.load[setting]
        self._renew(source, left)
        self._renew(to, joined)

    def _renew(self, cluster: int, members: IntArray) -> None:
        """Keep the members, choose their hub, and measure the distance from the bounds."""
        self.inside[cluster] = members
        self.outside[cluster] = self.data.violation(self.load[cluster])
        self.hubless[cluster] = np.nan
        if not len(members):
            self.cost[cluster] = 0.0
            return
        costs = self.sums[members]
        best = int(costs.argmin())
        self.hub[cluster], self.cost[cluster] = members[best], costs[best]

    def is_connected(self, cluster: int) -> bool:
        """Say whether the settings of a cluster are connected on the graph."""
        if not self.data.connected:
            return bool(len(self.members(cluster)))
        left = set(self.members(cluster).tolist())
        return bool(left) and not _unreached(self.data.adjacent, left)

    def can_leave(self, setting: int) -> bool:
        """Say whether the cluster stays connected, and not empty, without this setting."""
        labels, adjacent = self.labels, self.data.adjacent
        cluster = labels[setting]
        if not self.data.connected:
            return len(self.inside[cluster]) > 1
        inside = [j for j in adjacent[setting] if labels[j] == cluster]
        if len(inside) <= 1:
            return len(inside) == 1
        # Mostly the neighbours it leaves behind are linked among themselves: then nothing breaks.
        if not _unreached(adjacent, set(inside)):
            return True
        left = set(self.members(int(cluster)).tolist())
        left.discard(setting)
        return _linked(adjacent, left, inside)

    def crossings(self, clusters: Iterable[int]) -> tuple[IntArray, IntArray]:
        """Return every setting at a border of these clusters with each cluster it may go to.

        Settings on both sides of the border, ascending.
        """
        k = self.data.clusters
        near = np.concatenate([self.inside[c] for c in clusters])
        beside = self.data.neighbours[near]
        own = self.labels[near]
        others = self.labels[beside]
        row, column = (others != own[:, None]).nonzero()
        other = others[row, column]
        codes = _distinct(
            np.concatenate([near[row] * k + other, beside[row, column] * k + own[row]]),
            len(self.labels) * k,
        )
        movers: IntArray = codes // k
        return movers, codes - movers * k

    def leaving(self, movers: IntArray) -> FloatArray:
        """Change of cost of their own cluster if each mover left it alone."""
        source = self.labels[movers]
        hubs = self.hub[source]
        saved: FloatArray = -self.data.from_hub[movers, hubs]
        at = (hubs == movers).nonzero()[0]
        if len(at):
            without = source[at]
            for cluster in set(without[np.isnan(self.hubless[without])].tolist()):
                self.hubless[cluster] = self._without_hub(cluster)
            saved[at] = self.hubless[without]
        return saved

    def _without_hub(self, cluster: int) -> float:
        """Return the change of a cluster's cost if its hub left."""
        hub, members = self.hub[cluster], self.inside[cluster]
        rest = members[members != hub]
        if not len(rest):
            return -float(self.data.from_hub[hub, hub])
        costs = self.sums[rest] - self.data.from_hub[hub, rest]
        return float(costs.min() - self.cost[cluster])

    def joining(self, movers: IntArray, to: IntArray) -> FloatArray:
        """Return by how much the cost of the other cluster may rise at most: its hub stays."""
        added: FloatArray = self.data.from_hub[movers, self.hub[to]]
        return added


def _distinct(codes: IntArray, limit: int) -> IntArray:
    """Return each code below the limit once, ascending.

    Many settings at one place are all neighbours of each other: then ticking codes off is far
    quicker than sorting them.
    """
    if len(codes) * SORTING > limit:
        ticked = np.zeros(limit, dtype=np.bool_)
        ticked[codes] = True
        return ticked.nonzero()[0]
    codes.sort()
    fresh = np.ones(len(codes), dtype=np.bool_)
    fresh[1:] = codes[1:] != codes[:-1]
    return codes[fresh]


def better(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Say whether score ``a`` beats ``b``: nearer to the bounds, or as near and fewer minutes.

    >>> better((0.0, 9.0), (0.1, 5.0)), better((0.0, 9.0), (0.0, 9.0))
    (True, False)
    """
    if abs(a[0] - b[0]) > EQUAL_TOLERANCE:
        return a[0] < b[0]
    return a[1] < b[1] - EQUAL_TOLERANCE


def _linked(adjacent: tuple[tuple[int, ...], ...], left: set[int], ends: list[int]) -> bool:
    """Say whether some settings reach each other through others; takes away what it passes.

    A connected cluster that one setting leaves stays so if those next to it do, and mostly they
    meet again a few steps on: the search goes outwards step by step and ends there.
    """
    wanted, edge = set(ends[1:]), [ends[0]]
    left.discard(ends[0])
    while edge and wanted:
        reached = {j for i in edge for j in adjacent[i] if j in left}
        left -= reached
        wanted -= reached
        edge = sorted(reached)
    return not wanted


def _unreached(adjacent: tuple[tuple[int, ...], ...], left: set[int]) -> bool:
    """Say whether some of these cannot be reached from the first; empties the set as it goes."""
    queue = [left.pop()]
    while queue and left:
        reached = [j for j in adjacent[queue.pop()] if j in left]
        left.difference_update(reached)
        queue.extend(reached)
    return bool(left)
