"""Small areas with every condition against every partition there is: no bound above the best.

``python -m benchmarks.fuzz_clusters [COUNT] [FIRST_SEED]`` makes COUNT areas, one a seed: five to
eight settings with equal, uneven, tiny and outsize needs, two or three clusters, and at random a
balance on each side, sizes, a longest journey, hubs that may and must be, settings that stay
together or apart, phases, members with a settled hub. `p_median` and `contiguous` group each at
one of their efforts; plain arithmetic over every partition and hub says what is best.
"""

import itertools
import math
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.machine import finish
from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import CLUSTERING_METHODS
from tests.clustering.maps import Spot, crow, map_of

EFFORTS = ("draft", "quick", "usual", "proof")
AGREE = 1e-7
"""Share by which sums of the same minutes may differ: rounding."""


def case(seed: int) -> tuple[str, LocalArea, dict[str, Any]]:
    """Return a method, an area and what is asked."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(5, 9))
    ids = [chr(97 + i) for i in range(count)]
    sizes = {
        "equal": np.full(count, 5.0),
        "uneven": rng.integers(1, 40, count).astype(float),
        "real": np.round(rng.gamma(1.0, 20.0, count) + 0.1, 3),
        "outsize": rng.choice([0.01, 1.0, 7.3, 60.0], count),
    }[str(rng.choice(["equal", "uneven", "real", "outsize"]))]
    xy = rng.integers(0, 12, (count, 2)) if rng.random() < 0.5 else rng.uniform(0, 12, (count, 2))
    spots: dict[str, Spot] = {
        id_: (float(x), float(y), float(need))
        for id_, (x, y), need in zip(ids, xy.tolist(), sizes.tolist(), strict=True)
    }
    area = map_of(spots)
    second = rng.random(count) < 0.35
    area = area.replace(
        settings=tuple(
            replace(s, phase=Phase.SECONDARY) if far else s
            for s, far in zip(area.settings, second.tolist(), strict=True)
        )
    )
    clusters = int(rng.integers(2, 4))
    asked: dict[str, Any] = {"clusters": clusters, "effort": str(rng.choice(EFFORTS))}
    asked["balance_above"] = float(rng.choice([0.2, 0.5, 1.0, 2.0]))
    asked["balance_below"] = float(rng.choice([0.3, 0.6, 1.0]))
    method = str(rng.choice(["p_median", "contiguous"]))
    drawn = rng.permutation(ids).tolist()
    chances: dict[str, Any] = {
        "min_settings": 2,
        "max_settings": -(-count // clusters) + 1,
        "max_minutes": float(rng.integers(4, 12)),
        "hubs": tuple(sorted(drawn[: max(clusters, count - 2)])),
        "locked_hubs": (drawn[0],),
        "must_link": ((drawn[1], drawn[2]),),
        "cannot_link": ((drawn[3], drawn[4]),),
        "at_least": {Phase.SECONDARY: 1},
    }
    asked |= {word: value for word, value in chances.items() if rng.random() < 0.2}
    if method == "p_median" and rng.random() < 0.15:
        asked["locked_members"] = {drawn[2]: drawn[0]}
    return method, area, asked


def every_cost(method: str, area: LocalArea, asked: dict[str, Any]) -> Iterator[float]:
    """Yield the minutes of every clustering that keeps what is asked, by plain arithmetic."""
    ids = list(area.setting_ids)
    need = [float((setting.need_hours or {})["salt"]) for setting in area.settings]
    minutes = crow(area).minutes_between(ids, ids).tolist()
    near: set[frozenset[str]] | None = None
    if method == "contiguous":
        graph = proximity_graph(area, crow(area))
        near = {frozenset((graph.ids[i], graph.ids[j])) for i, j in graph.edges.tolist()}
        near |= {frozenset(pair) for pair in asked.get("must_link", ())}
    clusters = asked["clusters"]
    for labels in itertools.product(range(clusters), repeat=len(ids)):
        first = [labels.index(k) for k in range(clusters) if k in labels]
        if len(first) < clusters or first != sorted(first):
            continue
        groups = [[i for i, label in enumerate(labels) if label == k] for k in range(clusters)]
        costs = [_cheapest(group, ids, need, minutes, area, asked, near) for group in groups]
        if all(math.isfinite(cost) for cost in costs):
            yield math.fsum(costs)


def _cheapest(
    group: list[int],
    ids: list[str],
    need: list[float],
    minutes: list[list[float]],
    area: LocalArea,
    asked: dict[str, Any],
    near: set[frozenset[str]] | None,
) -> float:
    """Return the minutes of a group at its cheapest hub; ``inf`` where it breaks what is asked."""
    total, mean = math.fsum(need), math.fsum(need) / asked["clusters"]
    names = {ids[i] for i in group}
    held = math.fsum(need[i] for i in group)
    phases = Counter(area.settings[i].phase for i in group)
    locked = asked.get("locked_members", {})
    broken = (
        not mean * (1 - asked["balance_below"]) - 1e-9 * mean <= held
        or held > mean * (1 + asked["balance_above"]) + 1e-9 * mean
        or not asked.get("min_settings", 1) <= len(group) <= asked.get("max_settings", 99)
        or any(phases[phase] < least for phase, least in asked.get("at_least", {}).items())
        or any(0 < len(names & set(pair)) < 2 for pair in asked.get("must_link", ()))
        or any(set(pair) <= names for pair in asked.get("cannot_link", ()))
        or (near is not None and not _joined(names, near))
    )
    if broken:
        return math.inf
    must = set(asked.get("locked_hubs", ())) | set(locked.values())
    cost = math.inf
    for hub in group:
        if asked.get("hubs") and ids[hub] not in {*asked["hubs"], *must}:
            continue
        if (must & names) - {ids[hub]}:  # another one of them must be a hub
            continue
        if any(member in names and ids[hub] != at for member, at in locked.items()):
            continue
        way = [minutes[hub][i] for i in group]
        if max(way) > asked.get("max_minutes", math.inf) + 1e-9:
            continue
        cost = min(cost, math.fsum(w * need[i] for w, i in zip(way, group, strict=True)) / total)
    return cost


def _joined(names: set[str], near: set[frozenset[str]]) -> bool:
    """Whether a group hangs together through neighbours inside it."""
    reached, left = {min(names)}, set(names)
    while True:
        grown = reached | {n for n in left for r in reached if frozenset((n, r)) in near}
        if grown == reached:
            return reached == names
        reached = grown


def judged(method: str, area: LocalArea, asked: dict[str, Any]) -> tuple[str, str]:
    """Return what came of a case, and what is wrong with it, if anything."""
    best = min(every_cost(method, area, asked), default=math.inf)
    try:
        found: Clustering = CLUSTERING_METHODS.build(method, **asked).partition(area, crow(area))
    except ScenarioError as refusal:
        wrong = "" if math.isinf(best) else f"refused, though {best:.6f} is there: {refusal}"
        return "refused", wrong
    if found.lower_bound is None:
        return ("none there is" if math.isinf(best) else "missed"), ""
    cost, low, proof = found.objective or 0.0, found.lower_bound, (found.gap or 0.0) <= 0
    slack = AGREE * max(1.0, cost)
    wrong = ""
    if low > best + slack:
        wrong = f"bound {low:.9f} above the best {best:.9f}"
    elif cost < best - slack:
        wrong = f"{cost:.9f} below the best {best:.9f}"
    elif proof and cost > best + slack:
        wrong = f"{cost:.9f} is called best, and {best:.9f} is"
    if cost > best + slack:
        return "not the best", wrong
    return ("proved best" if proof else "best"), wrong


def main() -> None:
    """Print what came of all, and each case that is wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    start, came, wrong = time.perf_counter(), Counter[str](), 0
    for seed in range(first, first + count):
        method, area, asked = case(seed)
        outcome, fault = judged(method, area, asked)
        came[f"{asked['effort']}: {outcome}"] += 1
        if fault:
            wrong += 1
            print(f"seed {seed}, {method}, {asked}: {fault}", flush=True)
        elif outcome == "missed" and asked["effort"] in {"usual", "proof"}:
            print(f"seed {seed}, {method}, {asked}: missed", flush=True)
    for outcome, many in sorted(came.items()):
        print(f"{outcome:>28}: {many:,}")
    seconds = round(time.perf_counter() - start, 1)
    finish("fuzz_clusters", {"areas": count, "wrong": wrong, "seconds": seconds} | dict(came))


if __name__ == "__main__":
    main()
