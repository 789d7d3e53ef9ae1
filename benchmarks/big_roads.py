"""Roads with 60,000 junctions, and 500 settings: minutes and miles against csgraph alone.

``python -m benchmarks.big_roads`` invents a net of roads (a grid with bent corners and missing
links), writes it as a GeoPackage, and measures a whole travel matrix beside one run of scipy's
Dijkstra between the same places on minutes alone, which gives no miles.
"""

import resource
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.areas import synthetic_area
from benchmarks.machine import finish
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Place
from experts_at_hand.travel.roads.network import RoadNetwork
from experts_at_hand.travel.roads.snapping import arcs_with_snap_points, snap

SIDE, SPACING, KEPT = 245, 200.0, 0.9
"""Junctions of a side, metres between them, and the share of links that are there."""

RUNS = 5


def written_roads(path: Path) -> None:
    """Write the invented net.

    Parameters
    ----------
    path
        A GeoPackage.
    """
    rng = np.random.default_rng(1)
    at = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), axis=-1).reshape(-1, 2)
    places = at * SPACING + rng.normal(0, SPACING / 6, at.shape) + (350_000, 150_000)
    node = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    pairs = np.concatenate(
        [
            np.stack([node[:, :-1].ravel(), node[:, 1:].ravel()], axis=1),
            np.stack([node[:-1].ravel(), node[1:].ravel()], axis=1),
        ]
    )
    pairs = pairs[rng.random(len(pairs)) < KEPT]
    kinds = np.array(["A Road", "B Road", "Minor Road", "Local Road"])
    frame = gpd.GeoDataFrame(
        {
            "road_function": kinds[rng.integers(4, size=len(pairs))],
            "start_node": pairs[:, 0].astype(str),
            "end_node": pairs[:, 1].astype(str),
        },
        geometry=shapely.linestrings(places[pairs]),
        crs="EPSG:27700",
    )
    frame.to_file(path, layer="road_link", driver="GPKG")


def placed(area: LocalArea) -> LocalArea:
    """Return an area with its settings and bases anywhere on the net.

    Parameters
    ----------
    area
        Of any size.
    """
    rng = np.random.default_rng(2)

    def anywhere() -> Place:
        east, north = rng.uniform(0, SIDE * SPACING, 2)
        return Place(easting=350_000 + east, northing=150_000 + north)

    return replace(
        area,
        settings=tuple(replace(setting, place=anywhere()) for setting in area.settings),
        teams=tuple(replace(team, place=anywhere()) for team in area.teams),
    )


def main() -> None:
    """Print the seconds of the matrix and of the paths alone, in turn."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    file = Path(tempfile.mkdtemp()) / "roads.gpkg"
    written_roads(file)
    model = RoadNetwork(roads=file)
    start = time.perf_counter()
    graph = model.graph()
    reading = time.perf_counter() - start
    area = placed(synthetic_area(500, 5))
    spots = np.unique([(p.easting, p.northing) for p in area.places.values()], axis=0)
    arcs = arcs_with_snap_points(graph, snap(graph, spots[:, 0], spots[:, 1], island_metres=1000))
    nodes = len(graph.x) + np.arange(len(spots))
    order = np.lexsort((arcs.minutes, arcs.target, arcs.origin))
    ends = np.stack([arcs.origin[order], arcs.target[order]], axis=1)
    first = np.append(True, (ends[1:] != ends[:-1]).any(axis=1))
    plain = csr_array(
        (arcs.minutes[order][first], (ends[first, 0], ends[first, 1])),
        shape=(arcs.nodes, arcs.nodes),
    )
    whole, alone = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        matrix = model.matrix(area)
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        minutes = dijkstra(plain, indices=nodes)[:, nodes]
        alone.append(time.perf_counter() - start)
    shutil.rmtree(file.parent)
    assert np.isfinite(matrix.minutes).all()
    assert np.isfinite(minutes).all()
    ours, theirs = sorted(whole)[RUNS // 2], sorted(alone)[RUNS // 2]
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(
        f"{len(graph.x):,} junctions, {len(graph):,} links read in {reading:.1f} s; matrix of "
        f"{len(matrix.ids)} places {ours:.2f} s, paths alone {theirs:.2f} s: {ours / theirs:.2f} "
        f"times; {memory:,} MB"
    )
    finish("big_roads", {"matrix": ours, "paths": theirs, "reading": reading, "memory_mb": memory})


if __name__ == "__main__":
    main()
