"""Clusters of 100 to 3,000 settings, one- and two-sided, against what else there is, in one run.

``python -m benchmarks.clusters [SETTINGS ...]`` groups invented counties in which two primary
schools have the need of a special school, as real files have them. In the same run, each with the
time that `p_median` took, ten seconds at least: the whole programme given to HiGHS as it stands,
GerryChain's short bursts and spopt's Skater on the same graph (in the extra ``peers``), and the
search by recombination alone.
"""

import contextlib
import io
import resource
import sys
import time
import warnings
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.areas import synthetic_area
from benchmarks.connected import bursts, judged, spopt_methods
from benchmarks.machine import finish
from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.exact.assignment_model import AssignmentModel
from experts_at_hand.clustering.exact.remembered import forget
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS, TRAVEL_MODELS

SIZES = {100: 8, 300: 15, 600: 20, 1_500: 40, 3_000: 60}
"""Settings, and clusters."""

BALANCE = 0.5
OURS = (("p_median", "quick"), ("p_median", "usual"), ("contiguous", "quick"))
LEAST_SECONDS = 10.0
"""What every other gets where ours took less."""

MOST_PAIRS = 400_000
"""Pairs up to which the whole programme is given to HiGHS: more do not fit into 4 GB."""


def county(settings: int) -> LocalArea:
    """Return an invented county, two primary schools of which have an outsize need."""
    area = synthetic_area(settings, 4)
    every = list(area.settings)
    primaries = [i for i, setting in enumerate(every) if setting.phase is Phase.PRIMARY]
    for at in (5, len(primaries) // 2):
        i = primaries[at]
        every[i] = replace(every[i], ehcp=150.0, pupils=400.0)
    return area.replace(settings=tuple(every))


def by_highs(
    area: LocalArea, travel: TravelMatrix, method: PMedian, seconds: float
) -> dict[str, Any]:
    """Return what HiGHS finds of the whole programme in so many seconds."""
    problem = ClusteringInstance.of(area, travel, method.requirements).problem
    if problem.cost.size > MOST_PAIRS:
        return {"who": "HiGHS alone", "failed": f"{problem.cost.size:,} pairs are too many"}
    start = time.perf_counter()
    model = AssignmentModel(problem, np.isfinite(problem.cost))
    found = model.solve(None, 10**6, seconds)
    row: dict[str, Any] = {"who": "HiGHS alone", "seconds": round(time.perf_counter() - start, 1)}
    if found.serving is None:
        return row | {"failed": "no clusters in the time"}
    cost = float(problem.cost[found.serving, np.arange(len(problem.need))].sum())
    return row | {"objective": round(cost, 4), "gap": round(1 - found.bound / cost, 4)}


def by_peers(
    area: LocalArea, travel: TravelMatrix, clusters: int, seconds: float
) -> list[dict[str, Any]]:
    """Return what GerryChain and spopt reach on the same graph."""
    graph, rows = proximity_graph(area, travel), []
    warnings.simplefilter("ignore")
    with contextlib.suppress(ImportError):
        start = time.perf_counter()
        row: dict[str, Any] = {"who": "GerryChain short bursts"}
        try:
            made = bursts(area, travel, graph, clusters, BALANCE, seconds)
            row |= judged(made, area, travel, BALANCE)
        except (RuntimeError, ValueError) as failure:  # a peer's own failure is its figure
            row |= {"failed": type(failure).__name__}
        rows.append(row | {"seconds": round(time.perf_counter() - start, 1)})
    with contextlib.suppress(ImportError):
        who, solve = next(spopt_methods(area, graph, clusters))
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            labels = np.asarray(solve())
        took = round(time.perf_counter() - start, 1)
        made = [[graph.ids[i] for i in np.flatnonzero(labels == k)] for k in np.unique(labels)]
        rows.append({"who": f"spopt {who}", "seconds": took} | judged(made, area, travel, BALANCE))
    return rows


def compare(settings: int, clusters: int, *, peers: bool = True) -> list[dict[str, Any]]:
    """Return a row for each method of ours, and for each other.

    Parameters
    ----------
    settings, clusters
        How many.
    peers
        Whether to ask others as well.
    """
    area, rows = county(settings), []
    travel = TRAVEL_MODELS.build("straight_line").matrix(area)
    for sided, below in (("two-sided", BALANCE), ("one-sided", 1.0)):
        asked: dict[str, Any] = {
            "clusters": clusters,
            "balance_above": BALANCE,
            "balance_below": below,
        }
        took = 0.0
        for name, effort in OURS:
            method = CLUSTERING_METHODS.build(name, effort=effort, **asked)
            forget()
            start = time.perf_counter()
            found = method.partition(area, travel)
            took = time.perf_counter() - start if (name, effort) == ("p_median", "usual") else took
            rows.append(
                {
                    "case": f"{settings} settings, {clusters} clusters, {sided}",
                    "who": f"{name}, {effort}",
                    "seconds": round(time.perf_counter() - start, 1),
                    "objective": round(found.objective or 0.0, 4),
                    "gap": None if found.gap is None else round(found.gap, 4),
                    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                }
            )
            print(rows[-1], flush=True)
        given = max(took, LEAST_SECONDS)
        others = [by_highs(area, travel, PMedian(**asked), given)] if peers else []
        if peers and sided == "two-sided":
            others += by_peers(area, travel, clusters, given)
            tree = CLUSTERING_METHODS.build("spanning_tree", clusters=clusters, balance=BALANCE)
            alone = tree.partition(area, travel).objective or 0.0
            others.append({"who": "recombination alone", "objective": round(alone, 4)})
        for row in others:
            rows.append({"case": f"{settings} settings, {clusters} clusters, {sided}"} | row)
            print(rows[-1], flush=True)
    return rows


def main() -> None:
    """Print a line for each case and method."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    finish("clusters", {str(size): compare(size, SIZES[size]) for size in sizes})


if __name__ == "__main__":
    main()
