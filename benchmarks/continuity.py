"""A named therapist: how long naming takes, and how much of a fair plan every setting keeps.

``python -m benchmarks.continuity [WHAT ...]`` prints a line for each question: seconds of naming
beyond the fair plan, share kept by profession with its bound, and hours of travel with and without
names. B&NES needs the real data beside the checkout.
"""

import sys
import time
from collections.abc import Iterator, Sequence

from benchmarks.areas import synthetic_area
from benchmarks.machine import finish
from benchmarks.posts import BANES, Place, clustered
from experts_at_hand.allocation import allocate
from experts_at_hand.domain.continuity import ContinuityDecision
from experts_at_hand.inputs import read_area
from experts_at_hand.registry.protocols import CONTINUITY, OBJECTIVES, VISIT_PATTERNS

ASKED: dict[str, dict[str, object]] = {
    "two teams, lead 60%": {},
    "one team": {"teams": 1},
    "two teams, five clusters": {"clusters": 5},
    "two teams, seven clusters": {"clusters": 7},
    "two teams, whole visits": {"whole_visits": True},
}


def named(place: Place, asked: dict[str, object]) -> tuple[ContinuityDecision, float, float, float]:
    """Name teams; return the decision, the seconds, those of the fair plan, and the travel then."""
    area, travel, clustering = place
    visits = VISIT_PATTERNS.build("cluster_days")
    aims = tuple(OBJECTIVES.build(word) for word in ("worst_ratio", "travel_time"))
    start = time.perf_counter()
    allocate(area, travel, clustering, (), aims, visits=visits)
    fair = time.perf_counter() - start
    start = time.perf_counter()
    found = CONTINUITY.build("named_lead", **asked).keep(
        area, travel, clustering, visits=visits, rules=(), objectives=aims,
        time_limit_seconds=None,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    plan = allocate(area, travel, clustering, found.rules, aims, visits=visits)
    return found.decision, seconds, fair, sum(item.travel_hours for item in plan.assignments)


def places() -> Iterator[tuple[str, Place]]:
    """Yield the real area, and an invented county."""
    if BANES.is_dir():
        yield "banes", clustered(read_area(BANES), 10)
    yield "600 x 20", clustered(synthetic_area(600, 15), 20)


def main(words: Sequence[str]) -> None:
    """Print a line for each question."""
    print(f"{'question':>36} | seconds | fair plan | kept, bound by profession | travel, free")
    results = {}
    for where, place in places():
        for what, asked in ASKED.items():
            name = f"{where}, {what}"
            if words and not any(word in name for word in words):
                continue
            found, seconds, fair, travel = named(place, asked)
            kept = ", ".join(f"{own.kept:.5f} of {own.bound:.5f}" for own in found.professions)
            print(
                f"{name:>36} | {seconds:7.2f} | {fair:9.2f} | {kept} | {travel:,.0f}, "
                f"{found.free_travel_hours:,.0f}",
                flush=True,
            )
            results[name] = {
                "seconds": round(seconds, 2),
                "fair_plan": round(fair, 2),
                "kept": [round(own.kept, 5) for own in found.professions],
            }
    finish("continuity", results)


if __name__ == "__main__":
    main(sys.argv[1:])
