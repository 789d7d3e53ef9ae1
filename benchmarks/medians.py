"""Every published p-median instance, with what a user would take instead in the same run.

``python -m benchmarks.medians`` solves the instances beside the checkout with the method of
`p_median`. The capacitated ones are solved again by HiGHS alone from a direct statement of the
40 nearest hubs of each node, the others by spopt's `PMedian` with the same solver where spopt is
installed (the extra ``peers``); the objective is checked against the other's.
"""

import time
from pathlib import Path
from typing import Any

import highspy
import numpy as np

from benchmarks.machine import finish
from benchmarks.p_median import Instance, read, run
from experts_at_hand.clustering.exact.assignment_model import AssignmentModel
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.solver.highs import QuietHighs

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "benchmarks"
NEAREST = 40
LARGEST_FOR_SPOPT = 300
"""Nodes up to which spopt is asked: it states every pair, and takes minutes beyond."""


def direct(instance: Instance) -> tuple[float, float]:
    """Return objective and seconds of HiGHS alone, at its usual settings."""
    start = time.perf_counter()
    n = len(instance.demand)
    problem = MedianProblem(
        cost=instance.cost,
        need=instance.demand,
        clusters=instance.medians,
        most=float(instance.capacity[0]),
    )
    may = np.zeros((n, n), dtype=np.bool_)
    may[np.argsort(instance.cost, axis=0, kind="stable")[:NEAREST], np.arange(n)] = True
    programme = AssignmentModel(problem, may)
    matrix, (low, high) = programme.rows.matrix(), programme.rows.sides()
    stated = highspy.HighsLp()
    stated.num_row_, stated.num_col_ = matrix.shape
    stated.col_cost_ = programme.costs
    stated.col_lower_, stated.col_upper_ = np.zeros(matrix.shape[1]), np.ones(matrix.shape[1])
    stated.row_lower_, stated.row_upper_ = low, high
    stated.integrality_ = [highspy.HighsVarType.kInteger] * matrix.shape[1]
    stated.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    stated.a_matrix_.start_, stated.a_matrix_.index_ = matrix.indptr, matrix.indices
    stated.a_matrix_.value_ = matrix.data
    highs = QuietHighs()
    highs.setOptionValue("mip_rel_gap", 1e-9)
    highs.passModel(stated)
    highs.run()
    return float(highs.getInfo().objective_function_value), time.perf_counter() - start


def spopt_median(instance: Instance) -> tuple[float, float] | None:
    """Return objective and seconds of spopt's PMedian with HiGHS; ``None`` without spopt."""
    try:
        import pulp
        from spopt.locate import PMedian
    except ImportError:
        return None
    start = time.perf_counter()
    weights = np.ones(len(instance.demand))
    model = PMedian.from_cost_matrix(instance.cost, weights, instance.medians)
    model.solve(pulp.HiGHS(msg=False))
    return float(model.problem.objective.value()), time.perf_counter() - start


def main() -> None:
    """Print a line for each instance and a JSON line."""
    rows: list[dict[str, Any]] = []
    order = sorted(FOLDER.glob("*/*.*"), key=lambda p: (p.parent.name, len(p.stem), p.stem))
    for file in order:
        if file.suffix not in {".txt", ".dat"}:
            continue
        instance = read(file)
        start = time.perf_counter()
        objective, bound = run(instance, 60.0)
        seconds = time.perf_counter() - start
        row: dict[str, Any] = {
            "instance": file.stem,
            "n": len(instance.demand),
            "p": instance.medians,
            "objective": round(objective, 3),
            "bound": round(bound, 3),
            "seconds": round(seconds, 2),
        }
        other = None
        if np.isfinite(instance.capacity).all():
            other = direct(instance)
        elif len(instance.demand) <= LARGEST_FOR_SPOPT:
            other = spopt_median(instance)
        if other is not None:
            row |= {"other": round(other[0], 3), "other_seconds": round(other[1], 2)}
            row["times_faster"] = round(other[1] / seconds, 1)
        rows.append(row)
        print(*(f"{key}={value}" for key, value in row.items()), sep="  ", flush=True)
    finish("medians", {"rows": rows})


if __name__ == "__main__":
    main()
