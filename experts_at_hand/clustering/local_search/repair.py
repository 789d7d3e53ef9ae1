"""Groups that another method drew, made into as many connected clusters as asked, within bounds."""

import numpy as np

from experts_at_hand.clustering.local_search.borders import descend
from experts_at_hand.clustering.local_search.partition import Partition
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.clustering.local_search.tree_cuts import divide
from experts_at_hand.domain.arrays import IntArray

FIRM = 3
"""Times that two neighbouring clusters are cut anew for each cluster that is out of bounds."""


def repaired(data: SearchData, labels: IntArray) -> IntArray:
    """Return connected clusters, as many as asked, as near to the bounds as borders can be moved.

    Groups that fall apart are taken part by part. While there are too many, the one with the least
    need joins its neighbour with the least; while there are too few, the one with the most need is
    cut in two along a spanning tree. Then borders are settled, and clusters still outside the
    bounds are cut anew with a neighbour.

    Parameters
    ----------
    data
        What is grouped, on a connected graph.
    labels
        The group, any numbers, of each item.
    """
    found = _joined(data, _parts(data, labels))
    partition = Partition(data, _divided(data, found))
    descend(partition, pairs=True)
    for _ in range(FIRM * data.clusters):
        again = _cut_anew(partition)
        if again is None:
            break
        partition = again
    return partition.labels


def _parts(data: SearchData, labels: IntArray) -> IntArray:
    """Return the connected part of its group that each item is in."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    same = labels[data.first] == labels[data.second]
    ends = data.first[same], data.second[same]
    links = coo_array((np.ones(len(ends[0])), ends), shape=(len(labels), len(labels)))
    return connected_components(links, directed=False)[1].astype(np.int64)


def _joined(data: SearchData, labels: IntArray) -> IntArray:
    labels = labels.copy()
    need = np.bincount(labels, weights=data.need)
    alive = len(need)
    while alive > data.clusters:
        least = int(need.argmin())
        one, other = labels[data.first], labels[data.second]
        around = np.unique(np.concatenate([other[one == least], one[other == least]]))
        around = around[around != least]
        kept = int(around[need[around].argmin()])
        labels[labels == least] = kept
        need[kept] += need[least]
        need[least] = np.inf
        alive -= 1
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _divided(data: SearchData, labels: IntArray) -> IntArray:
    partition = Partition(data, labels)
    for empty in range(int(labels.max()) + 1, data.clusters):
        several = partition.count > 1
        largest = int(np.where(several, partition.load[:, 0], -1.0).argmax())
        divide(partition, (largest, empty), data.lengths)
    return partition.labels


def _cut_anew(partition: Partition) -> Partition | None:
    """Cut the cluster furthest out of bounds and a neighbour anew; ``None`` where nothing helps."""
    data = partition.data
    outside = data.violation(partition.load)
    worst = int(outside.argmax())
    if outside[worst] <= 0:
        return None
    one, other = partition.labels[data.first], partition.labels[data.second]
    near = np.unique(np.concatenate([other[one == worst], one[other == worst]]))
    best = None
    for neighbour in near[near != worst].tolist():
        trial = partition.copy()
        divide(trial, (worst, neighbour), data.lengths)
        descend(trial, pairs=False, touched=(worst, neighbour))
        if trial.score < (best or partition).score:
            best = trial
    return best
