"""Better hubs by exchange: open one, close one, while that brings members nearer."""

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import EXCHANGE_TOLERANCE
from experts_at_hand.domain.arrays import FloatArray, IntArray


def interchange(cost: FloatArray, hubs: IntArray) -> IntArray:
    """Exchange hubs until no exchange of one for one brings all members nearer to their hub.

    Vertex substitution (Teitz and Bart 1968, "Heuristic methods for estimating the generalized
    vertex median of a weighted graph"), the profit of all exchanges with one entering hub worked
    out at once (Whitaker 1983, "A fast algorithm for the greedy interchange for large-scale
    clustering and median location problems"). Bounds on clusters are not looked at.

    Parameters
    ----------
    cost
        Hubs x members; ``inf`` where a member may not go to the hub.
    hubs
        Where to start from, each once.

    Returns
    -------
    As many hubs, ascending.

    Examples
    --------
    >>> far = np.abs(np.subtract.outer([0, 1, 2, 9.0], [0, 1, 2, 9.0]))
    >>> interchange(far, np.array([0, 2]))
    array([1, 3])
    """
    finite = cost[np.isfinite(cost)]
    if len(finite) < cost.size:  # a pair that may not be costs more than all others together
        cost = np.where(np.isfinite(cost), cost, 1.0 + cost.shape[1] * finite.max(initial=0.0))
    open_ = np.sort(hubs)
    count, members = len(open_), np.arange(cost.shape[1])
    if count in {0, len(cost)}:
        return open_
    while True:
        near = cost[open_]
        ranked = np.argsort(near, axis=0, kind="stable")
        own, first = ranked[0], near[ranked[0], members]
        second = near[ranked[1], members] if count > 1 else np.full(len(members), np.inf)
        profit = _profits(cost, own, first, second, count)
        profit[:, open_] = -np.inf
        leaves, enters = np.unravel_index(int(profit.argmax()), profit.shape)
        if profit[leaves, enters] <= EXCHANGE_TOLERANCE * max(1.0, float(first.sum())):
            return open_
        open_[leaves] = enters
        open_ = np.sort(open_)


def _profits(
    cost: FloatArray, own: IntArray, first: FloatArray, second: FloatArray, count: int
) -> FloatArray:
    """Return open hubs x all hubs: what the one leaving and the other entering saves.

    When its own hub closes, a member loses the way to the next one; where the entering hub is
    nearer than that, less. Those pairs are few, and all that is looked at one by one.
    """
    second = np.minimum(second, cost.max(axis=0))  # a single hub has no next one
    nearer = cost < second
    hub, member = nearer.nonzero()
    at = cost[nearer]
    gains = np.bincount(hub, np.maximum(first[member] - at, 0.0), minlength=len(cost))
    spared = np.bincount(
        own[member] * len(cost) + hub,
        second[member] - np.maximum(first[member], at),
        minlength=count * len(cost),
    )
    closing = np.bincount(own, second - first, minlength=count)
    profit = gains - closing[:, None] + spared.reshape(count, len(cost))
    return profit.astype(np.float64)
