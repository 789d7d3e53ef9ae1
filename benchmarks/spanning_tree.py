"""Connected, balanced clusters: seconds, what a try costs, and what a user would take instead.

``python -m benchmarks.spanning_tree`` groups settings of invented counties (straight lines) and,
with the real data beside the checkout, of Bath & North East Somerset (roads), and of counties whose
settings stand at junctions drawn from those roads. Where spopt is installed (``pip install
spopt``), its Skater groups the same B&NES settings on the same graph, told to make as many clusters
with as large a smallest one as it can; it knows neither travel nor an upper limit.
"""

import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.areas import at_junctions, synthetic_area
from benchmarks.machine import finish
from experts_at_hand.clustering.constraints.medoid import hub_of
from experts_at_hand.clustering.constraints.size_bounds import need_weights
from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.local_search.recombine import usual_tries
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import SOURCES, TRAVEL_MODELS
from experts_at_hand.travel.roads.network import RoadNetwork

SIZES = ((120, 10, 0.5), (300, 15, 0.4), (1000, 71, 0.9), (2000, 142, 1.5))
"""Settings, clusters and balance: special schools alone hold more than a mean of many clusters."""

ON_ROADS = ((500, 35, 1.5), (1000, 71, 1.5), (2000, 142, 1.5))
"""The same at junctions of the B&NES roads."""

BANES = Path(__file__).resolve().parents[2] / "shared" / "data" / "banes"


def timed(area: LocalArea, travel: TravelMatrix, clusters: int, balance: float) -> dict[str, float]:
    """Return median seconds of three seeds, milliseconds a try, and the best objective."""
    seconds, values, kept = [], [], 0
    for seed in range(3):
        method = SpanningTree(clusters=clusters, balance=balance, seed=seed)
        start = time.perf_counter()
        found = method.partition(area, travel)
        seconds.append(time.perf_counter() - start)
        values.append(found.objective or 0.0)
        kept += not any("bounds were not reached" in note for note in found.notes)
    middle = statistics.median(seconds)
    return {
        "seconds": round(middle, 2),
        "ms_a_try": round(1000 * middle / usual_tries(clusters, len(area.settings)), 2),
        "objective": round(min(values), 4),
        "bounds_kept": kept,
    }


def skater(area: LocalArea, travel: TravelMatrix, clusters: int) -> dict[str, Any]:
    """Return what spopt's Skater reaches on the same graph: minutes to hubs, and its balance."""
    try:
        import geopandas
        from libpysal.graph import Graph
        from spopt.region import Skater
    except ImportError:
        return {}
    graph = proximity_graph(area, travel)
    ends = np.concatenate([graph.edges, graph.edges[:, ::-1]])
    people = Graph.from_arrays(ends[:, 0], ends[:, 1], np.ones(len(ends)))
    places = [area.places[id_] for id_ in graph.ids]
    frame = geopandas.GeoDataFrame(
        {"x": [p.easting for p in places], "y": [p.northing for p in places]},
        geometry=geopandas.points_from_xy(
            [p.easting for p in places], [p.northing for p in places]
        ),
        crs=27700,
    )
    best: dict[str, Any] = {}
    for floor in range(1, len(frame) // clusters + 1):
        start = time.perf_counter()
        model = Skater(frame, people.to_W(), ["x", "y"], n_clusters=clusters, floor=floor)
        model.solve()
        seconds = time.perf_counter() - start
        labels = np.asarray(model.labels_)
        groups = [[graph.ids[i] for i in np.flatnonzero(labels == k)] for k in np.unique(labels)]
        if len(groups) < clusters:
            break
        need = dict(zip(area.setting_ids, need_weights(area).tolist(), strict=True))
        sums = np.array([sum(need[id_] for id_ in group) for group in groups])
        low, high = sums.min() / sums.mean() - 1, sums.max() / sums.mean() - 1
        best = {
            "seconds": round(seconds, 2),
            "objective": round(sum(hub_of(group, area, travel).cost for group in groups), 4),
            "from_mean": f"{low:+.0%} to {high:+.0%}",
            "floor": floor,
        }
    return best


def main() -> None:
    """Print a line for each case."""
    results: dict[str, Any] = {}
    for settings, clusters, balance in SIZES:
        area = synthetic_area(settings, 4)
        travel = TRAVEL_MODELS.build("straight_line").matrix(area)
        case = f"{settings} settings, {clusters} clusters, within {balance:.0%}"
        results[case] = timed(area, travel, clusters, balance)
        print(f"{case:>48}: {results[case]}", flush=True)
    if BANES.is_dir():
        area = SOURCES.build("tidy").read(BANES)
        roads = BANES / "roads_os_openmap_local_2017.geojson"
        travel = TRAVEL_MODELS.build("road_network", roads=roads).matrix(area)
        for clusters, balance in ((6, 0.15), (10, 0.2), (16, 0.9)):
            case = f"B&NES by road, {clusters} clusters, within {balance:.0%}"
            results[case] = timed(area, travel, clusters, balance)
            results[case] |= {"skater": skater(area, travel, clusters)}
            print(f"{case:>48}: {results[case]}", flush=True)
        model = RoadNetwork(roads=roads)
        for settings, clusters, balance in ON_ROADS:
            area = at_junctions(synthetic_area(settings, 4), model.graph())
            start = time.perf_counter()
            travel = model.matrix(area)
            seconds = round(time.perf_counter() - start, 2)
            case = f"{settings} settings by road, {clusters} clusters, within {balance:.0%}"
            results[case] = {"matrix": seconds} | timed(area, travel, clusters, balance)
            print(f"{case:>48}: {results[case]}", flush=True)
    finish("spanning_tree", results)


if __name__ == "__main__":
    main()
