"""Neighbours through areas that share a border: wards, neighbourhoods, planning areas."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from experts_at_hand.clustering.contiguity.area_file import AreaFile
from experts_at_hand.clustering.contiguity.polygons import by_polygons
from experts_at_hand.clustering.contiguity.proximity import (
    ProximityGraph,
    proximity_graph,
    symmetric_minutes,
)
from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError

GAP_METRES = 20.0
"""How far apart the borders of neighbours may have been drawn. An assumption."""

TOLERANCE_METRES = 50.0
"""How far a setting may stand outside its area, as for `drawn`."""


def area_graph(
    area: LocalArea,
    travel: TravelMatrix,
    asked: AreaFile,
    *,
    clusters: int,
) -> ProximityGraph:
    """Link settings of one area, and of areas that share a border.

    An area without a setting joins the areas around it.

    Parameters
    ----------
    area, travel
        Settings, and minutes between them.
    asked
        The areas, see `by_polygons`.
    clusters
        How many clusters are wanted: so many parts the graph may have.

    Raises
    ------
    DataError, ScenarioError
        If the file cannot be used, or the areas fall into more parts than there are clusters.
    """
    found = by_polygons(area, asked, tolerance=TOLERANCE_METRES)
    cluster_of, drawn = found.cluster_of, found.drawn.areas
    names = [name for name, _ in drawn]
    touching = _through_empty(names, _touching([shape for _, shape in drawn]), cluster_of.values())
    plain = proximity_graph(area, travel)
    where = np.array([names.index(cluster_of[id_]) for id_ in plain.ids])
    n = len(plain.ids)
    pairs = np.array(
        [
            (i, j)
            for i, j in combinations(range(n), 2)
            if where[i] == where[j] or (int(where[i]), int(where[j])) in touching
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    minutes = symmetric_minutes(travel, plain.ids)
    _refuse_parts(area, plain, pairs, clusters)
    return replace(
        plain,
        edges=pairs,
        minutes=minutes[pairs[:, 0], pairs[:, 1]],
        notes=(*found.doubts, *found.notes),
    )


def _touching(shapes: Sequence[Any]) -> set[tuple[int, int]]:
    """Return both orders of all pairs of areas whose borders meet along more than a point."""
    import shapely

    near = [shapely.buffer(shape, GAP_METRES / 2) for shape in shapes]
    tree = shapely.STRtree(near)
    found = set()
    for i, j in zip(*tree.query(near, predicate="intersects").tolist(), strict=True):
        # Two rims widened by half the gap overlap in a strip; at a corner only in a spot.
        if i < j and shapely.area(shapely.intersection(near[i], near[j])) > 2 * GAP_METRES**2:
            found |= {(i, j), (j, i)}
    return found


def _through_empty(
    names: Sequence[str],
    touching: set[tuple[int, int]],
    used: Any,  # noqa: ANN401 - a view
) -> set[tuple[int, int]]:
    """Let areas without a setting join those around them."""
    full = set(used)
    joined = set(touching)
    for empty, name in enumerate(names):
        if name in full:
            continue
        around = sorted({i for i, j in joined if j == empty})
        joined |= {(i, j) for i in around for j in around if i != j}
    return joined


def _refuse_parts(
    area: LocalArea,
    graph: ProximityGraph,
    pairs: IntArray,
    clusters: int,
) -> None:
    """Refuse areas that fall into more parts than there are clusters."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(graph.ids)
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    parts, part_of = connected_components(links, directed=False)
    if parts <= 1:
        return
    names = {setting.id: setting.name for setting in area.settings}
    sizes = np.bincount(part_of)
    islands = []
    for part in np.argsort(-sizes, kind="stable").tolist():
        inside = [graph.ids[i] for i in np.flatnonzero(part_of == part).tolist()]
        islands.append(f"{len(inside)} settings with {names[inside[0]]} ({inside[0]})")
    raise ScenarioError(
        "clustering",
        [
            f"the areas fall into {parts} parts without a common border: {'; '.join(islands)}; "
            f"{clusters} connected clusters cannot be made of them: draw the areas so that they "
            "meet, or take the method p_median"
        ],
    )
