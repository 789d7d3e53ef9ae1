"""A road matrix on real roads: scipy's shortest paths against plain networkx.

``python -m benchmarks.roads`` reads the roads of Bath & North East Somerset (beside the checkout),
measures travel between all its settings and bases, and does the same with networkx on the same
graph, places and doors included.
"""

import sys
import time
from pathlib import Path

import networkx as nx
import numpy as np

from benchmarks.machine import finish
from experts_at_hand.registry.protocols import SOURCES
from experts_at_hand.travel.roads.network import RoadNetwork
from experts_at_hand.travel.roads.shortest_paths import fastest_paths
from experts_at_hand.travel.roads.snapping import arcs_with_snap_points, snap

BANES = Path(__file__).resolve().parents[2] / "shared" / "data" / "banes"
RUNS = 5


def main() -> None:
    """Print seconds of reading, of the matrix, and of networkx."""
    if not BANES.is_dir():
        sys.exit("the real B&NES data stands beside the checkout only where it was fetched")
    area = SOURCES.build("tidy").read(BANES)
    model = RoadNetwork(roads=BANES / "roads_os_openmap_local_2017.geojson")
    start = time.perf_counter()
    graph = model.graph()
    reading = time.perf_counter() - start
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        matrix = model.matrix(area)
        seconds.append(time.perf_counter() - start)
    spots = np.unique([(p.easting, p.northing) for p in area.places.values()], axis=0)
    arcs = arcs_with_snap_points(graph, snap(graph, spots[:, 0], spots[:, 1], island_metres=1000))
    nodes = len(graph.x) + np.arange(len(spots))
    plain: nx.DiGraph[int] = nx.DiGraph()
    for a, b, minutes in zip(arcs.origin, arcs.target, arcs.minutes, strict=True):
        if not plain.has_edge(int(a), int(b)) or plain[int(a)][int(b)]["minutes"] > minutes:
            plain.add_edge(int(a), int(b), minutes=float(minutes))
    start = time.perf_counter()
    expected = np.full((len(nodes), len(nodes)), np.inf)
    for row, node in enumerate(nodes.tolist()):
        ways = nx.single_source_dijkstra_path_length(plain, node, weight="minutes")
        expected[row] = [ways.get(other, np.inf) for other in nodes.tolist()]
    slow = time.perf_counter() - start
    start = time.perf_counter()
    found, _ = fastest_paths(arcs, nodes)
    fast = time.perf_counter() - start
    assert np.allclose(found, expected, atol=0.01)
    size = len(matrix.ids)
    print(
        f"reading {len(graph):,} links: {reading:.2f} s; {size} x {size} matrix once read: "
        f"{sorted(seconds)[RUNS // 2]:.2f} s"
    )
    print(
        f"paths alone: {fast:.2f} s; plain networkx, the same minutes: {slow:.1f} s, "
        f"{slow / fast:.0f} times as long"
    )
    finish(
        "roads",
        {"reading": reading, "matrix": sorted(seconds)[RUNS // 2], "paths": fast, "networkx": slow},
    )


if __name__ == "__main__":
    main()
