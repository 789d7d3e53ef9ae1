"""Pairs of places next to each other on the map, whatever the places look like."""

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray

FLAT = 1e-7
"""Places whose spread across a line is below this share of the spread along it stand on the line:
a centimetre in a hundred kilometres, the precision to which places are kept."""


def neighbouring_pairs(places: FloatArray) -> IntArray:
    """Return the pairs of rows that are neighbours on the map.

    The sides of the Delaunay triangulation. Rows at one place are paired with each other, and each
    with all neighbours of the place. Places on one line are paired in a chain.

    Parameters
    ----------
    places
        Rows x 2, metres; rows may repeat.

    Returns
    -------
    Pairs x 2, the smaller row first, each pair once, in ascending order.

    Examples
    --------
    >>> neighbouring_pairs(np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])).tolist()
    [[0, 1], [1, 2]]
    """
    distinct, place_of = np.unique(places, axis=0, return_inverse=True)
    rows_at: list[IntArray] = [
        np.flatnonzero(place_of.ravel() == place) for place in range(len(distinct))
    ]
    found = [(a, b) for rows in rows_at if len(rows) > 1 for a in rows for b in rows if a < b]
    for here, there in _sides(distinct).tolist():
        found += [(min(a, b), max(a, b)) for a in rows_at[here] for b in rows_at[there]]
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return np.unique(pairs, axis=0)


def _sides(places: FloatArray) -> IntArray:
    """Pairs of neighbouring places, no two alike."""
    if len(places) < 2:  # noqa: PLR2004 - it takes two to be neighbours
        return np.empty((0, 2), dtype=np.int64)
    centred = places - places.mean(axis=0)
    _, spread, directions = np.linalg.svd(centred, full_matrices=False)
    if len(places) == 2 or spread[1] <= FLAT * spread[0]:  # noqa: PLR2004 - two make a line
        return _chain(centred @ directions[0])
    return _triangle_sides(places)


def _chain(along: FloatArray) -> IntArray:
    order = np.argsort(along, kind="stable")
    return np.column_stack([order[:-1], order[1:]]).astype(np.int64)


def _triangle_sides(places: FloatArray) -> IntArray:
    from scipy.spatial import Delaunay

    triangulation = Delaunay(places)
    corners = triangulation.simplices
    sides = [corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]
    # A place too near to another for the triangulation is left out of it: link it to that one.
    if len(triangulation.coplanar):
        sides.append(triangulation.coplanar[:, [0, 2]])
    return np.unique(np.sort(np.vstack(sides), axis=1), axis=0).astype(np.int64)
