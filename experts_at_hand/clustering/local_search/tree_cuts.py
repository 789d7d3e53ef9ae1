"""Spanning trees of a part of the graph, and where to cut them."""

import heapq
from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import EQUAL_TOLERANCE
from experts_at_hand.clustering.local_search.partition import Partition
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False, slots=True)
class Tree:
    """A spanning tree of some settings.

    Parameters
    ----------
    nodes
        Settings in the order in which the tree grew: a parent stands before its children.
    parents
        Row of the parent of each node; the root, row 0, is its own.
    """

    nodes: IntArray
    parents: tuple[int, ...]

    def branches(self) -> BoolArray:
        """Cuts x nodes: what falls off when the tree is cut above node 1, 2, ... by row."""
        below = np.eye(len(self.nodes), dtype=np.bool_)
        for row in range(len(self.nodes) - 1, 0, -1):
            below[self.parents[row]] |= below[row]
        return below[1:]


def shortest_tree(data: SearchData, lengths: FloatArray, settings: IntArray) -> Tree:
    """Return the minimum spanning tree of connected settings (Prim's algorithm).

    Parameters
    ----------
    data
        What the settings belong to.
    lengths
        Of each link of the data: what the tree keeps short.
    settings
        Positions of the settings to span, connected on the graph.
    """
    inside = set(settings.tolist())
    links, length = data.links, lengths.item
    root = min(inside)
    inside.discard(root)
    nodes, parents, row = [root], [0], 0
    heap: list[tuple[float, int, int]] = []
    while inside:
        for neighbour, link in links[nodes[row]]:
            if neighbour in inside:
                heapq.heappush(heap, (length(link), neighbour, row))
        while True:
            _, setting, parent = heapq.heappop(heap)
            if setting in inside:
                break
        inside.discard(setting)
        row = len(nodes)
        nodes.append(setting)
        parents.append(parent)
    return Tree(np.array(nodes, dtype=np.int64), tuple(parents))


def divide(partition: Partition, pair: tuple[int, int], lengths: FloatArray) -> None:
    """Merge two neighbouring clusters and cut them apart again, along a spanning tree.

    The step of recombination (DeFord, Duchin, Solomon 2021, "Recombination: a family of Markov
    chains for redistricting"), with the best cut of the tree instead of a random one: the one that
    leaves the two nearest to the bounds, and among those with the fewest minutes to their hubs.

    Parameters
    ----------
    partition
        Changed: the two clusters share their settings out anew.
    pair
        Two clusters that are connected, with two settings or more between them; one may be empty.
    lengths
        Of each link: what the tree keeps short.
    """
    data = partition.data
    union = np.sort(np.concatenate([partition.members(pair[0]), partition.members(pair[1])]))
    tree = shortest_tree(data, lengths, union)
    branches = tree.branches()
    below_load = branches @ data.load[tree.nodes]
    outside = data.violation(below_load)
    outside = outside + data.violation(data.load[union].sum(axis=0) - below_load)
    choice = branches[outside <= outside.min() + EQUAL_TOLERANCE]
    from_hub = data.from_hub[np.ix_(tree.nodes, tree.nodes)]
    below = choice @ from_hub
    above = from_hub.sum(axis=0) - below
    cost = np.where(choice, below, np.inf).min(axis=1) + np.where(choice, np.inf, above).min(axis=1)
    cut = choice[int(np.round(cost / EQUAL_TOLERANCE).argmin())]
    partition.labels[tree.nodes] = np.where(cut, pair[0], pair[1])
    partition.refresh(pair[0])
    partition.refresh(pair[1])


def cut_into(data: SearchData, lengths: FloatArray) -> IntArray:
    """Cut the spanning tree of the whole graph into clusters, none empty, as even as it can be.

    Each cut takes off a branch that comes nearest to the need of a whole number of clusters, as in
    SKATER (Assuncao, Neves, Camara, Freitas 2006), which cuts the minimum spanning tree edge by
    edge; both sides are then spanned and cut again.

    Parameters
    ----------
    lengths
        Of each link: what the tree keeps short.

    Returns
    -------
    The cluster of each setting.
    """
    labels = np.zeros(len(data.need), dtype=np.int64)
    queue = [(np.arange(len(labels)), data.clusters, 0)]
    while queue:
        settings, parts, first = queue.pop()
        labels[settings] = first
        if parts == 1:
            continue
        tree = shortest_tree(data, lengths, settings)
        branch, taken = _even_cut(data, tree, parts)
        queue.append((np.sort(tree.nodes[branch]), taken, first))
        queue.append((np.sort(tree.nodes[~branch]), parts - taken, first + taken))
    return labels


def _even_cut(data: SearchData, tree: Tree, parts: int) -> tuple[BoolArray, int]:
    """Return the branch to cut off, and how many of the parts it is to make."""
    branches = tree.branches()
    size, settings = len(tree.nodes), float(data.count[tree.nodes].sum())
    items = branches.sum(axis=1)[:, None]
    counts = (branches @ data.count[tree.nodes])[:, None]
    needs = (branches @ data.need[tree.nodes])[:, None]
    takes = np.arange(1, parts)[None, :]
    mean = max(float(data.need[tree.nodes].sum()) / parts, 1e-300)
    uneven = np.abs(needs / mean - takes) / np.minimum(takes, parts - takes)
    crowded = np.zeros_like(uneven)
    if data.load.shape[1] > 1:  # the second load is the number of settings, where it has bounds
        fewest, largest = data.least[1], data.most[1]
        left, rest = settings - counts, parts - takes
        crowded += np.maximum(fewest * takes - counts, 0) + np.maximum(fewest * rest - left, 0)
        crowded += np.maximum(counts - largest * takes, 0) + np.maximum(left - largest * rest, 0)
    # A part without a setting is impossible; too many or too few settings is worse than uneven.
    void = (items < takes) | (size - items < parts - takes)
    score = np.where(
        void, np.inf, np.round(uneven / EQUAL_TOLERANCE) * EQUAL_TOLERANCE + size * crowded
    )
    cut, take = divmod(int(score.argmin()), parts - 1)
    return branches[cut], take + 1
