"""Random small plans against exact fractions: no failure, no refused sound plan, no deviation.

``python -m benchmarks.fuzz [COUNT] [FIRST_SEED]`` makes COUNT plans, one a seed: up to five
settings and four teams on a straight road, needs from 0.1 to 100,000 hours, capacity from none to
ten times the need, every rule and every order of aims. Each is solved and checked by the package,
and again by a simplex over rational numbers (`tests.allocation.exact`) that shares nothing with it.
"""

import itertools
import sys
import time
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from benchmarks.machine import finish
from experts_at_hand.allocation import allocate, verify
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.errors import InfeasibleError
from experts_at_hand.registry.protocols import OBJECTIVES, RULES, Rule
from tests.allocation.exact import ExactPlace, NoPlanError, exact_values
from tests.places import TinyPlace, tiny_place

AIMS = ("worst_ratio", "unmet_need", "travel_time")
ORDERS = [order for n in (1, 2, 3) for order in itertools.permutations(AIMS, n)]
AGREE = 1e-5
"""How far a value may lie from the exact one: access as it is, hours relative to the need."""


def case(seed: int) -> tuple[TinyPlace, tuple[Rule, ...], tuple[str, ...], ExactPlace]:
    """Return a random place with rules and aims, and the same for the exact reference."""
    rng = np.random.default_rng(seed)
    settings, teams = int(rng.integers(1, 6)), int(rng.integers(1, 5))
    size = 10 ** rng.uniform(-1, 5) if rng.random() < 0.5 else 100
    spread = rng.choice([0.0, 0.5, 2.0])
    sizes = [size * 10 ** rng.normal(0, spread) for _ in range(settings)]
    need = [Fraction(max(1, int(10 * hours)), 10) for hours in sizes]
    need = [min(n, Fraction(100_000)) for n in need]
    if rng.random() < 0.1:
        need[int(rng.integers(settings))] = Fraction(0)
    total = sum(need, Fraction(0))
    plenty = Fraction(int(1000 * rng.choice([0.05, 0.3, 0.8, 1.5, 10.0])), 1000)
    cuts = rng.dirichlet(np.ones(teams))
    hours = [Fraction(int(1000 * float(total * plenty) * c), 1000) for c in cuts]
    if rng.random() < 0.1:
        hours[int(rng.integers(teams))] = Fraction(0)
    at = [int(km) for km in rng.integers(0, 61, settings)]
    base = [int(km) for km in rng.integers(0, 61, teams)]
    place = tiny_place(
        {f"s{i}": (at[i], float(need[i])) for i in range(settings)},
        {f"t{i}": (base[i], float(hours[i])) for i in range(teams)},
    )
    reach = int(rng.integers(5, 60)) if rng.random() < 0.4 else 10_000
    cost = {
        (t, s): 1 + Fraction(2 * abs(at[s] - base[t]), 60)
        for t in range(teams)
        for s in range(settings)
        if abs(at[s] - base[t]) <= reach
    }
    rules: list[Rule] = [RULES.build("reach", max_minutes=float(reach))]
    floors: dict[int, Fraction] = {}
    locks: dict[tuple[int, int], Fraction] = {}
    served = {s for t, s in cost if need[s] > 0 and hours[t] > 0}
    if rng.random() < 0.3 and served == {s for s in range(settings) if need[s] > 0}:
        floor = Fraction(int(10 * float(total / settings) * rng.uniform(0, 0.4)), 10)
        rules.append(RULES.build("floor", hours=float(floor)))
        floors = {s: min(floor, need[s]) for s in served}
    if rng.random() < 0.2 and cost:
        t, s = sorted(cost)[int(rng.integers(len(cost)))]
        if need[s] > 0 and hours[t] > 0:
            lock = Fraction(int(10 * float(min(need[s], hours[t])) * rng.uniform(0, 0.5)), 10)
            rules.append(RULES.build("locked", team=f"t{t}", setting=f"s{s}", hours=float(lock)))
            locks = {(t, s): lock}
    order = ORDERS[int(rng.integers(len(ORDERS)))]
    return place, tuple(rules), order, ExactPlace(need, hours, cost, floors, locks)


def fault(seed: int) -> str:
    """Return what is wrong with one plan, in a few words; empty where nothing is."""
    place, rules, order, exact = case(seed)
    if not any(exact.need) or not any(exact.capacity):
        return ""
    try:
        wanted = exact_values(exact, order)
    except NoPlanError:
        wanted = []
    try:
        answer = planned(place, rules, order)
    except InfeasibleError:
        return "refused a sound plan" if wanted else ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        return f"{type(error).__name__}: {str(error)[:60]}"
    if not wanted:
        return "planned the impossible"
    if not answer.optimal:
        return "stopped"
    breaches = verify(place.area, place.travel, place.clustering, answer)
    return f"check: {breaches[0]}" if breaches else _deviation(answer, wanted, order, exact.need)


def planned(place: TinyPlace, rules: tuple[Rule, ...], order: tuple[str, ...]) -> Allocation:
    """Return what the package makes of a case."""
    return allocate(
        place.area,
        place.travel,
        place.clustering,
        rules,
        [OBJECTIVES.build(name) for name in order],
        visits=place.visits,
    )


def _deviation(
    answer: Allocation,
    wanted: list[Fraction | list[Fraction]],
    order: tuple[str, ...],
    need: Sequence[Fraction],
) -> str:
    total = float(sum(need))
    for settled, right, name in zip(answer.objectives, wanted, order, strict=True):
        if isinstance(right, list):
            levels = [level for level, count in settled.levels for _ in range(count)]
            if len(levels) != len(right):
                return f"{len(levels)} settings settled, {len(right)} reached"
            worst = max((abs(a - float(b)) for a, b in zip(levels, right, strict=True)), default=0)
            if worst > AGREE:
                return f"{name} of {order}: access {worst:.2g} off"
        elif abs(settled.value - float(right)) > AGREE * max(1.0, total):
            return f"{name} of {order}: {settled.value:.8g}, exactly {float(right):.8g}"
    return ""


def main(words: list[str]) -> None:
    """Print every fault, and how many there were."""
    count, first = (int(words[0]) if words else 2_000), (int(words[1]) if len(words) > 1 else 0)
    start = time.perf_counter()
    faults = {seed: said for seed in range(first, first + count) if (said := fault(seed))}
    for seed, said in list(faults.items())[:40]:
        print(f"seed {seed}: {said}")
    kinds = Counter(said.split(":")[0] for said in faults.values())
    seconds = time.perf_counter() - start
    print(f"{count} plans, {len(faults)} faults, {seconds:.0f} s")
    finish("fuzz", {"plans": count, "faults": len(faults), "kinds": dict(kinds)})


if __name__ == "__main__":
    main(sys.argv[1:])
