"""The area of each cluster on a map: as drawn where it was drawn, else what lies nearest to it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experts_at_hand.clustering.drawing import DrawnClusters
from experts_at_hand.domain.clusters import Cluster
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.pipeline import Outcome

RIM_SHARE = 0.03
"""Breadth of the rim round the outermost settings, as a share of the map's longer side."""

DRAWN = "drawn"
"""The method that takes areas as they are; one that moves settings leaves them."""

Corners = list[tuple[float, float]]


Frame = tuple[float, float, float, float]
"""West, south, east and north of a picture, metres on the National Grid."""

FINE = 1 / 1500
"""Detail of a drawn border that a picture shows, as a share of the map's longer side."""


def drawn_areas(outcome: Outcome, frame: Frame) -> dict[str, list[Corners]] | None:
    """Return the outlines of clusters as somebody drew them, within a frame.

    Parameters
    ----------
    outcome
        Whose clusters.
    frame
        What the picture shows.

    Returns
    -------
    As `cluster_areas`; ``None`` where clusters were not drawn on a map, or it cannot be read now.
    """
    method = _drawn(outcome)
    if method is None:
        return None
    import shapely

    try:
        shapes = method.shapes()
    except (DataError, ScenarioError):  # it was there for the plan; the picture does without
        return None
    box = shapely.box(*frame)
    tolerance = FINE * max(frame[2] - frame[0], frame[3] - frame[1])
    found: dict[str, list[Corners]] = {}
    for cluster in outcome.clustering.clusters:
        shape = shapely.intersection(shapely.simplify(shapes[cluster.id], tolerance), box)
        parts = [p for p in shapely.get_parts(shape).tolist() if p.geom_type == "Polygon"]
        found[cluster.id] = [[(x, y) for x, y in part.exterior.coords] for part in parts]
    return found


def areas_in_words(outcome: Outcome) -> str:
    """Say what the shaded areas of a map are.

    Parameters
    ----------
    outcome
        Whose clusters.
    """
    method = _drawn(outcome)
    if method is not None:
        return f"A shaded area is as the map {Path(str(method.file)).name} has it."
    return (
        "A shaded area is what lies nearest to the settings of a cluster; it is no boundary on the "
        "ground."
    )


def _drawn(outcome: Outcome) -> DrawnClusters | None:
    """Return the method of clusters that are as somebody drew them on a map that is there."""
    method = outcome.scenario.clustering
    if not isinstance(method, DrawnClusters) or outcome.clustering.method != DRAWN:
        return None
    return method if method.file is not None and method.file.is_file() else None


def cluster_areas(
    clusters: Sequence[Cluster], area: LocalArea, metres: float
) -> dict[str, list[Corners]]:
    """Return the outlines of each cluster, by its id: corners as easting and northing.

    The Voronoi cells of its settings, joined, within a rim round all settings. Where a cluster is
    not connected on the map it has several outlines; settings of two clusters at one place share
    the cell of that place, which goes to the first.

    Parameters
    ----------
    clusters
        Of the area.
    area
        Where the settings are.
    metres
        The longer side of the map.
    """
    import shapely

    if not clusters:
        return {}
    places = {id_: area.places[id_] for cluster in clusters for id_ in cluster.members}
    spots = np.array([(place.easting, place.northing) for place in places.values()])
    points = shapely.points(np.unique(spots, axis=0))
    outline = shapely.concave_hull(shapely.multipoints(points), ratio=0.4)
    outline = outline.buffer(RIM_SHARE * metres, quad_segs=8)
    cells = _cells(points, outline)
    taken: set[tuple[float, float]] = set()
    found: dict[str, list[Corners]] = {}
    for cluster in clusters:
        own = []
        for id_ in cluster.members:
            spot = (places[id_].easting, places[id_].northing)
            if spot not in taken:
                taken.add(spot)
                own.append(cells[spot])
        joined = shapely.union_all(own) if own else shapely.Polygon()
        parts = [
            p
            for p in shapely.get_parts(joined).tolist()
            if p.geom_type == "Polygon" and not p.is_empty
        ]
        found[cluster.id] = [[(x, y) for x, y in part.exterior.coords] for part in parts]
    return found


def _cells(
    points: NDArray[Any],
    outline: Any,  # noqa: ANN401 - shapely ships no types
) -> dict[tuple[float, float], Any]:
    """Return the Voronoi cell of each point within the outline, by its coordinates."""
    import shapely

    spots = [(float(x), float(y)) for x, y in shapely.get_coordinates(points)]
    if len(points) == 1:
        return {spots[0]: outline}
    drawn = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), extend_to=outline)
    )
    clipped = shapely.intersection(drawn, outline)
    point, cell = shapely.STRtree(drawn).query(points, predicate="intersects")
    return {spots[p]: clipped[c] for p, c in zip(point.tolist(), cell.tolist(), strict=True)}
