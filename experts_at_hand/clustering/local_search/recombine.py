"""Search for connected clusters: cut a tree, merge neighbours, cut again, settle the borders."""

import hashlib
from collections import OrderedDict

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import EQUAL_TOLERANCE
from experts_at_hand.clustering.local_search.borders import descend
from experts_at_hand.clustering.local_search.partition import Partition, better
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.clustering.local_search.tree_cuts import cut_into, divide
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.watch import stop_asked

STARTS = 4
"""Partitions to choose the start from: one from the minimum spanning tree, the others from trees
drawn at random. An assumption from trials."""

START_TEMPERATURE = 0.1
"""How much worse a partition may be, on average and as a share of a mean cluster's minutes, to be
gone on from at first; it falls to zero in the course of the tries. From trials: between 0.1 and 0.3
little changes; a share of all minutes instead is far too warm where there are many clusters, as
a try changes two or three of them (2,000 settings in 142 clusters end up 2% worse)."""

SMALL = 60
"""Settings up to which the tries are shared by several searches from fresh starts."""

RESTARTS = 4
"""Such searches. With tight bounds on 10 to 14 settings one long search misses a partition that
exists in 2.2% of cases and four short ones in 0.6% (2,101 cases)."""

ELSEWHERE = 0.25
"""Share of the tries that cut another cluster than the one that was merged: where the bounds are
wide, a hub is better off in another part of the area. An assumption from trials."""

HOPELESS = 0.6
"""How much further from the bounds a fresh cut may be, in shares of a mean cluster, to have its
borders settled. An assumption from trials: settling mends less than that."""

DOORSTEP = 1.0
"""Minutes added to each link before trees are drawn at random, so that links of no length at one
place vary too."""


TRIES_PER_CLUSTER = 60
"""Where a scenario states no number of tries: for each of the first `FEW` clusters. An assumption:
on areas of 120 to 300 settings ten times as many changed the minutes by less than 2%."""

FEW = 20
"""Clusters from which on fewer tries do, as most of them find the rest of the map settled."""

TRIES_BEYOND = 25
"""Tries for each cluster after the first `FEW`. An assumption: at 2,000 settings and 142 clusters
twice as many changed the minutes by 0.1%."""


LARGE = 100
"""Settings of a mean cluster from which on fewer tries are made, as each takes the longer. An
assumption: 3,000 settings in 10 clusters take a third of the time."""


def usual_tries(clusters: int, settings: int) -> int:
    """Return the tries where a scenario states none.

    >>> usual_tries(6, 120), usual_tries(142, 2000), usual_tries(10, 3000)
    (360, 4250, 200)
    """
    tries = TRIES_PER_CLUSTER * min(clusters, FEW) + TRIES_BEYOND * max(clusters - FEW, 0)
    return min(tries, tries * LARGE * clusters // max(1, settings))


REMEMBERED = 64
"""Searches whose result is kept: methods of one menu begin with the same search."""

_FOUND: OrderedDict[bytes, IntArray] = OrderedDict()


def recombine(data: SearchData, *, seed: int, tries: int) -> IntArray:
    """Return the cluster of each setting: connected, near the bounds, few minutes to the hubs.

    What was searched before with the same data, seed and tries is not searched again.

    Parameters
    ----------
    data
        What is grouped.
    seed
        Decides the result together with the data.
    tries
        How many times two neighbouring clusters are merged and cut anew, >= 0.
    """
    key = _key(data, seed, tries)
    if key in _FOUND:
        return _FOUND[key].copy()
    found = _searched(data, seed, tries)
    if not stop_asked():  # a search that somebody has ended has not come to its end
        _FOUND[key] = found.copy()
        while len(_FOUND) > REMEMBERED:
            _FOUND.popitem(last=False)
    return found


def forget() -> None:
    """Forget what was searched, so that the next search is made: whoever times one wants that."""
    _FOUND.clear()


def _key(data: SearchData, seed: int, tries: int) -> bytes:
    """Return what tells one search from another: all that it looks at."""
    digest = hashlib.blake2b(f"{data.clusters} {data.connected} {seed} {tries}".encode())
    arrays = (data.load, data.least, data.most, data.scale, data.count, data.from_hub)
    for array in (*arrays, data.first, data.second, data.lengths):
        digest.update(f"{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.digest()


def _searched(data: SearchData, seed: int, tries: int) -> IntArray:
    """Search, with several fresh starts where there are few settings."""
    if len(data.need) > SMALL:
        return _chain(data, np.random.default_rng(seed), tries).labels
    chains = np.random.default_rng(seed).spawn(RESTARTS)
    found = [_chain(data, rng, -(-tries // RESTARTS)) for rng in chains]
    best = found[0]
    for partition in found[1:]:
        best = partition if better(partition.score, best.score) else best
    return best.labels


def _chain(data: SearchData, rng: np.random.Generator, tries: int) -> Partition:
    """Go from one partition to the next, Metropolis-like, and return the best that was met.

    A worse partition is gone on from with a chance that falls with how much worse it is and with
    the tries that are over (simulated annealing: Metropolis and others 1953; Kirkpatrick, Gelatt
    and Vecchi 1983, "Optimization by simulated annealing").
    """
    best = _start(data, rng)
    current = best
    for attempt in range(tries):
        pair = _neighbours(current, rng)
        if pair is None:
            break
        partition = current.copy()
        if rng.random() < ELSEWHERE:
            pair = _merged_for(partition, pair, rng)
        divide(partition, pair, _drawn(data, rng))
        luck = float(rng.exponential())
        if _alike(partition, current) or partition.score[0] > current.score[0] + HOPELESS:
            continue
        descend(
            partition, pairs=False, touched=np.flatnonzero(_touched(partition, current)).tolist()
        )
        outside, minutes = current.score
        temperature = START_TEMPERATURE * (1 - attempt / tries) * max(minutes, 0.0) / data.clusters
        if better(partition.score, (outside, minutes + luck * temperature)):
            current = partition
            best = partition if better(partition.score, best.score) else best
    best = best.copy()
    descend(best, pairs=True)
    return best


def _start(data: SearchData, rng: np.random.Generator) -> Partition:
    """Return the best of a few tree cuts, its borders settled."""
    best: Partition | None = None
    for start in range(STARTS):
        lengths = _drawn(data, rng) if start else data.lengths
        partition = Partition(data, cut_into(data, lengths))
        descend(partition, pairs=True)
        if best is None or better(partition.score, best.score):
            best = partition
    assert best is not None  # noqa: S101 - there is at least one start
    return best


def _neighbours(partition: Partition, rng: np.random.Generator) -> tuple[int, int] | None:
    """Draw two clusters with a common border, a long one more often; ``None`` if there are none."""
    one, other = partition.labels[partition.data.first], partition.labels[partition.data.second]
    borders = (one != other).nonzero()[0]
    if not len(borders):
        return None
    at = borders[int(rng.integers(len(borders)))]
    return int(one[at]), int(other[at])


def _merged_for(
    partition: Partition, pair: tuple[int, int], rng: np.random.Generator
) -> tuple[int, int]:
    """Merge a pair for good; return the freed label with the cluster that is to be cut in two.

    Clusters far from their hub are drawn more often.
    """
    kept, freed = pair
    partition.labels[partition.members(freed)] = kept
    partition.refresh(kept)
    partition.refresh(freed)
    chances = np.where(partition.count > 1, np.maximum(partition.cost, 0.0) + EQUAL_TOLERANCE, 0.0)
    return int(rng.choice(len(chances), p=chances / chances.sum())), freed


def _drawn(data: SearchData, rng: np.random.Generator) -> FloatArray:
    """Random lengths for a random tree that still prefers short links."""
    lengths: FloatArray = (data.lengths + DOORSTEP) * rng.random(len(data.lengths))
    return lengths


def _touched(partition: Partition, before: Partition) -> BoolArray:
    """Mark the clusters whose members a fresh cut has changed."""
    moved = partition.labels != before.labels
    touched = np.zeros(partition.data.clusters, dtype=np.bool_)
    touched[partition.labels[moved]] = touched[before.labels[moved]] = True
    return touched


def _alike(a: Partition, b: Partition) -> bool:
    """Say whether two drafts come to the same: nearly always because they are the same."""
    return bool(np.abs(np.subtract(a.score, b.score)).max() < EQUAL_TOLERANCE)
