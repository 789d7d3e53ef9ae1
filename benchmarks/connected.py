"""Connected, balanced clusters against what a user would take instead, on the same graph.

``python -m benchmarks.connected`` groups the schools of Bath & North East Somerset (by road, with
the real data beside the checkout) and an invented county with the method `contiguous`. In the same
run: every region method of spopt that takes a graph, at the number of clusters asked (none of them
knows an upper and a lower bound on need), and GerryChain's short bursts within the same bounds on
need, minimising the same minutes, in the same time. Both are in the extra ``peers``.
"""

import contextlib
import io
import random
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.areas import synthetic_area
from benchmarks.machine import finish
from experts_at_hand.clustering.constraints.medoid import hub_of
from experts_at_hand.clustering.constraints.size_bounds import need_weights
from experts_at_hand.clustering.contiguity.proximity import ProximityGraph, proximity_graph
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS, SOURCES, TRAVEL_MODELS

BANES = Path(__file__).resolve().parents[2] / "shared" / "data" / "banes"


def judged(
    groups: list[list[str]], area: LocalArea, travel: TravelMatrix, balance: float
) -> dict[str, Any]:
    """Return minutes to the hub, and whether every cluster is within the balance."""
    need = dict(zip(area.setting_ids, need_weights(area).tolist(), strict=True))
    sums = np.array([sum(need[id_] for id_ in group) for group in groups])
    low, high = sums.min() / sums.mean() - 1, sums.max() / sums.mean() - 1
    return {
        "clusters": len(groups),
        "objective": round(sum(hub_of(group, area, travel).cost for group in groups), 4),
        "from_mean": f"{low:+.0%} to {high:+.0%}",
        "within": bool(max(-low, high) <= balance + 1e-9),
    }


def spopt_methods(
    area: LocalArea, graph: ProximityGraph, clusters: int
) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield spopt's region methods, each ready to be solved."""
    import geopandas
    from libpysal.graph import Graph
    from spopt import region

    ends = np.concatenate([graph.edges, graph.edges[:, ::-1]])
    weights = Graph.from_arrays(ends[:, 0], ends[:, 1], np.ones(len(ends))).to_W()
    places = [area.places[id_] for id_ in graph.ids]
    xy = np.array([(p.easting, p.northing) for p in places])
    frame = geopandas.GeoDataFrame(
        {"x": xy[:, 0], "y": xy[:, 1]}, geometry=geopandas.points_from_xy(*xy.T), crs=27700
    )

    def solved(model: Any) -> Any:  # noqa: ANN401 - spopt ships no types
        model.solve()
        return model.labels_

    floor = len(frame) // clusters // 2
    columns = ["x", "y"]
    yield (
        "Skater",
        lambda: solved(region.Skater(frame, weights, columns, n_clusters=clusters, floor=floor)),
    )
    yield (
        "WardSpatial",
        lambda: solved(region.WardSpatial(frame, weights, columns, n_clusters=clusters)),
    )
    yield (
        "Spenc",
        lambda: solved(region.Spenc(frame, weights, columns, n_clusters=clusters, random_state=0)),
    )
    yield (
        "AZP",
        lambda: solved(region.AZP(frame, weights, columns, n_clusters=clusters, random_state=0)),
    )
    yield (
        "RegionKMeansHeuristic",
        lambda: solved(region.RegionKMeansHeuristic(xy, clusters, weights)),
    )


def bursts(
    area: LocalArea,
    travel: TravelMatrix,
    graph: ProximityGraph,
    clusters: int,
    balance: float,
    seconds: float,
) -> list[list[str]]:
    """Return the best clusters of GerryChain's short bursts in so many seconds.

    It starts from a cut of `spanning_tree` without its search: its own start finds none within the
    balance where single schools need more than a mean cluster. A burst is ten steps of
    recombination from the best so far (Cannon and others 2023, "Voting rights, Markov chains, and
    optimization by short bursts").
    """
    import networkx as nx
    from gerrychain import Graph, MarkovChain, Partition, accept, constraints, proposals, tree
    from gerrychain.updaters import Tally

    random.seed(0)
    people: nx.Graph[int] = nx.Graph()
    for i, hours in enumerate(graph.need.tolist()):
        people.add_node(i, need=max(1, round(100 * hours)))
    people.add_edges_from(graph.edges.tolist())
    mean = sum(people.nodes[i]["need"] for i in people) / clusters
    start = time.perf_counter()
    options = {"clusters": clusters, "balance": balance}
    for tries in (0, 60):
        cut = CLUSTERING_METHODS.build("spanning_tree", tries=tries, **options)
        drawn = cut.partition(area, travel)
        if judged([list(c.members) for c in drawn.clusters], area, travel, balance)["within"]:
            break
    number = {c.id: k for k, c in enumerate(drawn.clusters)}
    first = {i: number[drawn.cluster_of[id_].id] for i, id_ in enumerate(graph.ids)}
    chart = Graph.from_networkx(people)
    best = Partition(chart, first, updaters={"need": Tally("need", alias="need")})
    halve = partial(tree.bipartition_tree, max_attempts=50, allow_pair_reselection=True)
    propose = partial(
        proposals.recom, pop_col="need", pop_target=mean, epsilon=balance, node_repeats=1,
        bipartition_tree_fn=halve,
    )  # fmt: skip
    within = constraints.within_percent_of_ideal_population(best, balance + 1e-3, pop_key="need")
    best_minutes = _minutes(best, graph, area, travel)
    while time.perf_counter() - start < seconds:
        chain = MarkovChain(propose, [within], accept.always_accept, best, total_steps=10)
        with contextlib.suppress(RuntimeError):
            for step in chain:
                minutes = _minutes(step, graph, area, travel)
                if minutes <= best_minutes:
                    best, best_minutes = step, minutes
    return _groups(best, graph)


def _groups(part: Any, graph: ProximityGraph) -> list[list[str]]:  # noqa: ANN401 - no types
    return [[graph.ids[i] for i in sorted(nodes)] for nodes in part.parts.values()]


def _minutes(part: Any, graph: ProximityGraph, area: LocalArea, travel: TravelMatrix) -> float:  # noqa: ANN401
    return sum(hub_of(group, area, travel).cost for group in _groups(part, graph))


def compare(
    name: str, area: LocalArea, travel: TravelMatrix, clusters: int, balance: float
) -> list[dict[str, Any]]:
    """Return a row for ours and for each other."""
    graph = proximity_graph(area, travel)
    start = time.perf_counter()
    method = CLUSTERING_METHODS.build("contiguous", clusters=clusters, balance=balance)
    found = method.partition(area, travel)
    seconds = time.perf_counter() - start
    groups = [list(cluster.members) for cluster in found.clusters]
    rows = [
        {"who": "contiguous", "seconds": round(seconds, 2), "gap": round(found.gap or 0.0, 4)}
        | judged(groups, area, travel, balance)
    ]
    with contextlib.suppress(ImportError):
        for who, solve in spopt_methods(area, graph, clusters):
            begun = time.perf_counter()
            try:
                with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
                    warnings.simplefilter("ignore")
                    labels = np.asarray(solve())
            except Exception as failure:  # noqa: BLE001 - a peer's own failure is its figure
                rows.append({"who": who, "failed": type(failure).__name__})
                continue
            seconds_of = round(time.perf_counter() - begun, 2)
            made = [[graph.ids[i] for i in np.flatnonzero(labels == k)] for k in np.unique(labels)]
            rows.append({"who": who, "seconds": seconds_of} | judged(made, area, travel, balance))
    with contextlib.suppress(ImportError):
        begun = time.perf_counter()
        warnings.simplefilter("ignore")
        made_of = bursts(area, travel, graph, clusters, balance, seconds)
        took = round(time.perf_counter() - begun, 2)
        rows.append(
            {"who": "GerryChain short bursts", "seconds": took}
            | judged(made_of, area, travel, balance)
        )
    return [{"case": name} | row for row in rows]


def main() -> None:
    """Print a table and a JSON line."""
    rows: list[dict[str, Any]] = []
    if BANES.exists():
        area = SOURCES.build("tidy").read(BANES)
        roads = BANES / "roads_os_openmap_local_2017.geojson"
        travel = TRAVEL_MODELS.build("road_network", roads=roads).matrix(area)
        for clusters, balance in ((6, 0.15), (10, 0.2), (16, 0.9)):
            name = f"B&NES by road, {clusters} within {balance:.0%}"
            rows += compare(name, area, travel, clusters, balance)
    county = synthetic_area(300, 10)
    travel = TRAVEL_MODELS.build("straight_line").matrix(county)
    rows += compare("county of 300, 15 within 40%", county, travel, 15, 0.4)
    for row in rows:
        print(*(f"{key}={value}" for key, value in row.items()), sep="  ")
    finish("connected", {"rows": rows})


if __name__ == "__main__":
    main()
