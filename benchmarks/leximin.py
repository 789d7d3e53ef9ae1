"""How long leximin and then travel take, and what part of it is the solver's own.

``python -m benchmarks.leximin [SETTINGSxTEAMS ...]`` prints a line for each size: whole time of
`allocate`, time inside HiGHS, their ratio, rounds, and how many of all pairs the solver saw. The
first number of each line is a median of five runs.
"""

import statistics
import sys
import time
from collections.abc import Sequence

from benchmarks.areas import synthetic_area, with_travel
from benchmarks.machine import finish
from experts_at_hand.allocation import allocate, verify
from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.registry.protocols import VISIT_PATTERNS

SIZES = ("600x30", "2000x60")
"""A shire county, and a large region: settings x teams of each of two professions."""

REACH = Reach(max_minutes=45)


def leximin(settings: int, teams: int) -> tuple[Allocation, float]:
    """Allocate once and return the plan with the seconds it took."""
    area, travel, clustering = with_travel(synthetic_area(settings, teams))
    visits = VISIT_PATTERNS.build("own_days")
    costs = visits.costs(area, travel, clustering)
    assert costs.minutes.shape == (2 * teams, settings)
    start = time.perf_counter()
    answer = allocate(area, travel, clustering, [REACH], visits=visits)
    seconds = time.perf_counter() - start
    assert answer.optimal
    assert verify(area, travel, clustering, answer) == ()
    return answer, seconds


def main(sizes: Sequence[str]) -> None:
    """Print a line for each size."""
    print("settings x teams x 2 | seconds | in HiGHS | ratio | rounds | levels | pairs used of all")
    results = {}
    for size in sizes or SIZES:
        settings, teams = map(int, size.split("x"))
        runs = [leximin(settings, teams) for _ in range(5)]
        whole = statistics.median(seconds for _, seconds in runs)
        inside = statistics.median(answer.solver.seconds_in_solver for answer, _ in runs)
        ratio = statistics.median(s / answer.solver.seconds_in_solver for answer, s in runs)
        report = runs[0][0].solver
        levels = len(runs[0][0].objectives[0].levels)
        print(
            f"{size:>20} | {whole:7.2f} | {inside:8.2f} | {ratio:5.2f} | {report.rounds:6d} | "
            f"{levels:6d} | {report.pairs_used} of {report.pairs}"
        )
        results[size] = {"seconds": round(whole, 3), "in_highs": round(inside, 3), "levels": levels}
    finish("leximin", results)


if __name__ == "__main__":
    main(sys.argv[1:])
