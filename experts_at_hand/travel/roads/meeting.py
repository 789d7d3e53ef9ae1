"""Where links meet in a file that names no junctions: at shared points, never where they cross.

Two links meet where an end of one lies on an end or an inner vertex of the other, and where both
have a vertex at one point: so OpenStreetMap and most digitised maps are made. A bridge that crosses
a road has no vertex in common with it. Points within `TOLERANCE_METRES` of each other are one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

TOLERANCE_METRES = 0.1
"""Points nearer than this are one: six decimals of a degree, the usual precision of a web map, are
0.11 m. No two junctions are so near each other."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Pieces:
    """Links cut where others meet them.

    Parameters
    ----------
    lines
        Shapely lines.
    row
        The link each is a piece of.
    cut
        How many links were cut.
    """

    lines: NDArray[Any]
    row: IntArray
    cut: int


def points_that_meet(xy: FloatArray) -> IntArray:
    """Return a number for each point; those within the tolerance, in chains too, share one.

    Parameters
    ----------
    xy
        Points x 2, metres.

    Examples
    --------
    >>> points_that_meet(np.array([[0.0, 0.0], [9.0, 0.0], [0.04, 0.0]])).tolist()
    [0, 1, 0]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    spots, spot = np.unique(xy, axis=0, return_inverse=True)
    pairs = cKDTree(spots).query_pairs(TOLERANCE_METRES, output_type="ndarray")
    size = len(spots)
    near = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _, label = connected_components(near.tocsr(), directed=False)
    # Numbered as they first appear, so that nothing depends on how the tree is built.
    _, first, number = np.unique(label[spot.reshape(-1)], return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    found: IntArray = rank[number.reshape(-1)]
    return found


def cut_where_they_meet(lines: NDArray[Any]) -> Pieces:
    """Cut links at the inner vertices at which others meet them, or they themselves.

    Parameters
    ----------
    lines
        Shapely lines, metres.
    """
    import shapely

    xy, link = shapely.get_coordinates(lines, return_index=True)
    point = points_that_meet(xy)
    starts = np.ones(len(link), dtype=np.bool_)
    starts[1:] = link[1:] != link[:-1]
    ends = np.roll(starts, -1)
    at = _cuts(point, starts, ends)
    copies = np.where(at, 2, 1)
    vertex = np.repeat(np.arange(len(link)), copies)
    begins = starts[vertex]
    # Of the two copies of a vertex at which a link is cut, the second begins the next piece.
    begins[np.cumsum(copies)[at] - 1] = True
    piece = np.cumsum(begins) - 1
    whole = shapely.linestrings(xy[vertex], indices=piece)
    return Pieces(
        lines=np.asarray(whole, dtype=object).reshape(-1),
        row=link[vertex[begins]].astype(np.int64),
        cut=len(np.unique(link[at])),
    )


def _cuts(point: IntArray, starts: BoolArray, ends: BoolArray) -> BoolArray:
    """Return at which vertices links are cut.

    Vertices of one link that follow each other at one point are one visit to it. A link is cut
    where it visits a point that is visited again, by another link or by itself, unless the visit is
    its beginning or its end.
    """
    visit = starts.copy()
    visit[1:] |= point[1:] != point[:-1]
    number = np.cumsum(visit) - 1
    where = point[visit]
    often = np.bincount(where, minlength=int(point.max(initial=0)) + 1)[where] > 1
    outer = np.zeros(len(where), dtype=np.bool_)
    outer[number[starts | ends]] = True
    cut = np.zeros(len(point), dtype=np.bool_)
    cut[np.flatnonzero(visit)[often & ~outer]] = True
    return cut
