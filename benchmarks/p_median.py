"""Published p-median instances: objective, proven bound and gap.

``python -m benchmarks.p_median FILE --seconds S`` reads either published format and prints, as its
last line, one JSON object with instance, n, p, objective, bound, gap, proven and seconds.

- ``pmed`` of OR-Library: line 1 ``n edges p``, then edges ``i j length``; distances are shortest
  paths, and of a repeated edge the last length counts.
- Capacitated: line 1 ``n p``, then ``x y capacity demand``; cost is the unweighted Euclidean
  distance.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from experts_at_hand.clustering.exact.deadline import Deadline
from experts_at_hand.clustering.exact.interchange import interchange
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.parameters import EFFORTS, SearchParameters
from experts_at_hand.clustering.exact.solution import solution_of
from experts_at_hand.clustering.exact.solve_with_bound import solve_with_bound
from experts_at_hand.clustering.exact.trials import round_hubs
from experts_at_hand.clustering.local_search.borders import descend_unconnected
from experts_at_hand.clustering.local_search.search_data import with_graph
from experts_at_hand.domain.arrays import FloatArray, IntArray

PROOF = EFFORTS["proof"]
PARAMETERS = replace(PROOF, nodes=1_000_000, bound=replace(PROOF.bound, rounds=1500))
"""As far as the seconds go."""


@dataclass(frozen=True)
class Instance:
    """A published instance: hubs x members, demand, and the capacity of each hub."""

    cost: FloatArray
    demand: FloatArray
    capacity: FloatArray
    medians: int


def read(path: Path) -> Instance:
    """Read an instance in either format."""
    numbers = [line.split() for line in path.read_text().splitlines() if line.strip()]
    head, *rows = numbers
    if len(head) == 3:
        n, p = int(head[0]), int(head[2])
        length = {}
        for i, j, metres in rows:
            a, b = sorted((int(i) - 1, int(j) - 1))
            length[a, b] = float(metres)
        ends = np.array(list(length), dtype=np.int64)
        graph = csr_array((list(length.values()), (ends[:, 0], ends[:, 1])), shape=(n, n))
        return Instance(shortest_path(graph, directed=False), np.zeros(n), np.full(n, np.inf), p)
    n, p = int(head[0]), int(head[1])
    table = np.array([[float(word) for word in row] for row in rows[:n]])
    apart = table[:, None, :2] - table[None, :, :2]
    return Instance(np.hypot(*apart.transpose(2, 0, 1)), table[:, 3], table[:, 2], p)


def greedy(cost: FloatArray, medians: int) -> IntArray:
    """Open the hub that saves most, again and again."""
    nearest = np.full(cost.shape[1], cost.max() * 2 + 1)
    hubs: list[int] = []
    for _ in range(medians):
        gain = np.maximum(nearest - cost, 0.0).sum(axis=1)
        gain[hubs] = -1.0
        hubs.append(int(gain.argmax()))
        nearest = np.minimum(nearest, cost[hubs[-1]])
    return np.array(sorted(hubs), dtype=np.int64)


def varied(parameters: SearchParameters, changes: Sequence[str]) -> SearchParameters:
    """Return parameters with some changed: ``starts=2``, ``bound.patience=20``."""
    for change in changes:
        name, _, value = change.partition("=")
        *room, last = name.split(".")
        if not room:
            parameters = replace(parameters, **{last: json.loads(value)})
        else:
            inner = replace(getattr(parameters, room[0]), **{last: json.loads(value)})
            parameters = replace(parameters, **{room[0]: inner})
    return parameters


def run(
    instance: Instance, seconds: float, parameters: SearchParameters = PARAMETERS
) -> tuple[float, float]:
    """Return objective and proven bound."""
    start = time.perf_counter()
    n = len(instance.demand)
    equal = len(np.unique(instance.capacity)) == 1
    problem = MedianProblem(
        cost=instance.cost,
        need=instance.demand,
        clusters=instance.medians,
        most=float(instance.capacity[0]) if equal else instance.capacity,
    )
    mean = float(instance.demand.sum()) / instance.medians or 1.0
    data = with_graph(
        clusters=instance.medians,
        load=instance.demand[:, None],
        limits=[(0.0, float(instance.capacity.max()), mean)],
        count=np.ones(n),
        from_hub=instance.cost.T,
        edges=np.zeros((0, 2), dtype=np.int64),
        lengths=np.zeros(0),
    )
    hubs = interchange(instance.cost, greedy(instance.cost, instance.medians))
    first = solution_of(problem, data, descend_unconnected(data, round_hubs(problem, hubs)))
    until = Deadline(start + 0.95 * seconds - 0.5)
    answer, bound = solve_with_bound(problem, data, first, parameters, until)
    objective = 0.0
    for cluster, hub in enumerate(answer.hubs.tolist()):
        members = np.flatnonzero(answer.labels == cluster)
        assert instance.demand[members].sum() <= instance.capacity[hub] * (1 + 1e-9)
        objective += float(instance.cost[hub, members].sum())
    if (instance.cost == np.round(instance.cost)).all():
        bound = float(np.ceil(bound - 1e-6))  # whole costs add up to whole numbers
    return objective, min(bound, objective)


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description="Solve a published p-median instance.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="vary a search parameter, such as starts=2 or bound.patience=20",
    )
    asked = parser.parse_args()
    start = time.perf_counter()
    instance = read(asked.file)
    objective, bound = run(instance, asked.seconds, varied(PARAMETERS, asked.set))
    gap = (objective - bound) / abs(objective) if objective else 0.0
    print(
        json.dumps(
            {
                "instance": asked.file.stem,
                "n": len(instance.demand),
                "p": instance.medians,
                "objective": round(objective, 6),
                "bound": round(bound, 6),
                "gap": round(gap, 9),
                "proven": gap < 1e-7,
                "seconds": round(time.perf_counter() - start, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
