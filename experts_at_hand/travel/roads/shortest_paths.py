"""Fastest ways between many places at once: minutes, and the miles along that very way.

Each arc's time and length are packed into one whole number, time before length: the sum of packed
numbers is the packed sum, and the smallest of them is the fastest way, of equals the shortest. So
one run of Dijkstra's algorithm answers both questions, without walking back along the paths. Whole
numbers below 2^53 are exact in floating point, so nothing is lost on the way but the rounding of
each arc to a thousandth of a second and a centimetre.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TICKS_PER_MINUTE = 60_000
"""Time is counted in thousandths of a second: up to 18 hours fit."""

TICKS_PER_METRE = 100
"""Length is counted in centimetres: up to 1,342 km fit, more than the length of Great Britain."""

LENGTH_BITS = 27
TIME_BITS = 26
"""Together the 53 bits in which floating point is exact."""

LONGEST_MINUTES = 2**TIME_BITS / TICKS_PER_MINUTE
"""Minutes that a way may take at most, 18.6 hours: more does not fit, and no visit is so far."""

BLOCK = 8_000_000
"""Entries of the answer held at a time: 64 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """Ways that may be driven, each in one direction.

    Parameters
    ----------
    nodes
        How many nodes there are.
    origin, target
        Node at either end of each arc.
    minutes, metres
        Of each arc, >= 0.
    """

    nodes: int
    origin: IntArray
    target: IntArray
    minutes: FloatArray
    metres: FloatArray


def fastest_paths(arcs: Arcs, places: IntArray) -> tuple[FloatArray, FloatArray]:
    """Minutes and metres of the fastest way from each place to each other.

    Parameters
    ----------
    arcs
        The network.
    places
        Nodes, each once: rows and columns of the answer.

    Returns
    -------
    minutes, metres
        ``inf`` where there is no way; of equally fast ways the shortest counts.

    Raises
    ------
    ValueError
        If a way takes more than 18 hours or is longer than 1,342 km.

    Examples
    --------
    >>> arcs = Arcs(nodes=2, origin=np.array([0]), target=np.array([1]),
    ...             minutes=np.array([3.0]), metres=np.array([2000.0]))
    >>> minutes, metres = fastest_paths(arcs, np.array([0, 1]))
    >>> minutes.tolist(), metres.tolist()
    ([[0.0, 3.0], [inf, 0.0]], [[0.0, 2000.0], [inf, 0.0]])
    """
    from scipy.sparse.csgraph import dijkstra

    graph = _packed(arcs)
    packed = np.empty((len(places), len(places)))
    rows = max(1, BLOCK // max(1, arcs.nodes))
    for first in range(0, len(places), rows):
        block = dijkstra(graph, directed=True, indices=places[first : first + rows])
        packed[first : first + rows] = block[:, places]
    there = np.isfinite(packed)
    whole = np.where(there, packed, 0.0)
    if whole.max(initial=0.0) >= 2.0 ** (LENGTH_BITS + TIME_BITS):
        raise ValueError("a way takes more than 18 hours; the roads or their speeds are wrong")
    time, length = np.divmod(whole, 2.0**LENGTH_BITS)
    minutes = np.where(there, time / TICKS_PER_MINUTE, np.inf)
    metres = np.where(there, length / TICKS_PER_METRE, np.inf)
    return minutes, metres


def _packed(arcs: Arcs) -> "csr_array[np.float64]":
    """Return the network with packed lengths, of parallel arcs the fastest only."""
    from scipy.sparse import csr_array

    time = np.rint(arcs.minutes * TICKS_PER_MINUTE)
    length = np.rint(arcs.metres * TICKS_PER_METRE)
    weight = time * 2.0**LENGTH_BITS + length
    order = np.lexsort((weight, arcs.target, arcs.origin))
    origin, target = arcs.origin[order], arcs.target[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (origin[1:] != origin[:-1]) | (target[1:] != target[:-1])
    # Built row by row and not from coordinates: that would add parallel arcs up, and here an arc
    # of no length stays an arc.
    ends = np.searchsorted(origin[first], np.arange(arcs.nodes + 1))
    return csr_array((weight[order][first], target[first], ends), shape=(arcs.nodes, arcs.nodes))
