"""Few pairs with a proof against all pairs: the same optimum, in what share of the time.

``python -m benchmarks.pruning`` settles leximin and then travel with each setting's nearest teams
and pricing, and again with every pair stated from the start. Where cvxpy-leximin is installed
(``pip install cvxpy-leximin``), it settles a small place too: it is the one other leximin that is
public, and its sizes are small.
"""

import time
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.areas import synthetic_area, with_travel
from benchmarks.leximin import REACH
from benchmarks.machine import finish
from experts_at_hand.allocation import allocate, model
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.registry.protocols import VISIT_PATTERNS

SIZES = ((300, 15), (600, 30), (1000, 60))
SMALL = (10, 2)


def allocated(area: LocalArea, nearest: int) -> tuple[Allocation, float]:
    """Allocate with so many nearest teams a setting, and return the seconds it took."""
    area, travel, clustering = with_travel(area)
    start = time.perf_counter()
    with patch.object(
        model.AllocationModel.__init__,
        "__kwdefaults__",
        {
            "guarantees": None,
            "nearest_teams": nearest,
            "time_limit_seconds": None,
        },
    ):
        answer = allocate(
            area, travel, clustering, [REACH], visits=VISIT_PATTERNS.build("own_days")
        )
    return answer, time.perf_counter() - start


def peer(area: LocalArea) -> dict[str, float]:
    """Return what cvxpy-leximin makes of the SALT side of an area, and how long it takes."""
    try:
        import cvxpy
        from cvxpy_leximin import Leximin, Problem
    except ImportError:
        return {}
    area, travel, clustering = with_travel(area)
    costs = VISIT_PATTERNS.build("own_days").costs(area, travel, clustering)
    teams = [i for i, team in enumerate(area.teams) if team.profession == "salt"]
    need = area.need.of("salt")
    hours = cvxpy.Variable((len(teams), len(need)), nonneg=True)
    rules = [cvxpy.sum(hours, axis=0) <= need]
    for row, team in enumerate(teams):
        per_hour = costs.working_hours_per_contact_hour[team]
        rules.append(hours[row] @ per_hour <= area.capacity_hours[team])
    access = [cvxpy.sum(hours[:, s]) / need[s] for s in range(len(need))]
    start = time.perf_counter()
    Problem(Leximin(access), rules).solve()
    seconds = time.perf_counter() - start
    return {"seconds": round(seconds, 2), "lowest": float(min(a.value for a in access))}


def main() -> None:
    """Print a line for each size."""
    results: dict[str, Any] = {}
    for settings, teams in SIZES:
        area = synthetic_area(settings, teams)
        (few, quick), (every, slow) = allocated(area, model.NEAREST_TEAMS), allocated(area, 10_000)
        for one, other in zip(few.objectives, every.objectives, strict=True):
            assert np.isclose(one.value, other.value, rtol=1e-7, atol=1e-6)
        case = f"{settings} x {teams} x 2"
        results[case] = {
            "pruned": round(quick, 2),
            "dense": round(slow, 2),
            "pairs": few.solver.pairs_used,
            "all_pairs": every.solver.pairs_used,
        }
        print(f"{case:>16}: {results[case]}", flush=True)
    area = synthetic_area(*SMALL)
    answer, seconds = allocated(area, model.NEAREST_TEAMS)
    salt = float(np.nanmin(answer.access[:, 0]))
    results["small"] = {
        "ours": {"seconds": round(seconds, 3), "lowest": salt},
        "cvxpy-leximin, one of the two professions": peer(area),
    }
    print(f"{SMALL[0]} settings x {SMALL[1]}: {results['small']}")
    finish("pruning", results)


if __name__ == "__main__":
    main()
