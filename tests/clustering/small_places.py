"""Areas small enough for every choice of hubs and members to be looked at."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.median_problem import MedianProblem, Sum
from experts_at_hand.clustering.local_search.search_data import SearchData, with_graph
from experts_at_hand.domain.arrays import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Place:
    """A problem small enough for every set of members to be looked at."""

    problem: MedianProblem
    data: SearchData

    def sets(self, hub: int, connection: Connection | None = None) -> list[BoolArray]:
        """Return every column of a hub, by plain arithmetic."""
        problem, found = self.problem, []
        members = len(problem.need)
        own = int(problem.owner[hub])
        for chosen in itertools.product((False, True), repeat=members):
            taken = np.array(chosen)
            need = float(problem.need[taken].sum())
            if not taken.any() or (own >= 0 and not taken[own]):
                continue
            if need < problem.least - 1e-9 or need > problem.most_of[hub] + 1e-9:
                continue
            if not np.isfinite(problem.cost[hub, taken]).all():
                continue
            loads = [(float(s.weight[taken].sum()), s) for s in problem.sums]
            if any(not s.least <= load <= s.most for load, s in loads):
                continue
            if connection is not None and not connection.holds(taken.nonzero()[0]):
                continue
            found.append(taken)
        return found

    def clusterings(
        self, connection: Connection | None = None
    ) -> Iterator[tuple[float, list[tuple[int, BoolArray]]]]:
        """Yield the cost and the columns of every choice of hubs and sets."""
        problem = self.problem
        forced = set() if problem.forced is None else set(problem.forced.nonzero()[0].tolist())
        by_set: dict[bytes, list[tuple[int, float]]] = {}
        for hub in range(len(problem.cost)):
            for taken in self.sets(hub, connection):
                cost = float(problem.cost[hub, taken].sum())
                by_set.setdefault(taken.tobytes(), []).append((hub, cost))
        for labels in _partitions(len(problem.need), problem.clusters):
            sets = [labels == k for k in range(problem.clusters)]
            options = [by_set.get(taken.tobytes(), []) for taken in sets]
            for pick in itertools.product(*options):
                hubs = [hub for hub, _ in pick]
                if len(set(hubs)) == problem.clusters and forced <= set(hubs):
                    yield sum(cost for _, cost in pick), list(zip(hubs, sets, strict=True))

    def cheapest(self, connection: Connection | None = None) -> float:
        """Return the cost of the best clusters, by every choice of hubs and sets."""
        return min((cost for cost, _ in self.clusterings(connection)), default=np.inf)


def _partitions(members: int, clusters: int) -> list[IntArray]:
    """Return every way to put members into so many clusters, none of them empty."""
    found = []
    for labels in itertools.product(range(clusters), repeat=members):
        first = [labels.index(k) for k in range(clusters) if k in labels]
        if len(first) == clusters and first == sorted(first):
            found.append(np.array(labels, dtype=np.int64))
    return found


def place(
    need: list[float],
    xy: list[tuple[float, float]],
    clusters: int,
    *,
    below: float = np.inf,
    above: float = 0.5,
    sums: tuple[Sum, ...] = (),
    forced: int | None = None,
) -> Place:
    """Return members at places, with needs and bounds round the mean."""
    needs, at = np.array(need, dtype=np.float64), np.array(xy, dtype=np.float64)
    cost = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    mean = float(needs.sum()) / clusters
    must = None if forced is None else np.arange(len(need)) == forced
    problem = MedianProblem(
        cost=cost,
        need=needs,
        clusters=clusters,
        least=max(0.0, mean * (1 - below)) if np.isfinite(below) else 0.0,
        most=mean * (1 + above),
        forced=must,
        sums=sums,
    )
    limits = [(problem.least, float(problem.most_of[0]), mean or 1.0)]
    limits += [(s.least, s.most, 1.0) for s in sums]
    data = with_graph(
        clusters=clusters,
        load=np.column_stack([needs, *(s.weight for s in sums)]),
        limits=limits,
        count=np.ones(len(need)),
        from_hub=cost.T,
        edges=np.zeros((0, 2), dtype=np.int64),
        lengths=np.zeros(0),
    )
    return Place(problem, data)


@st.composite
def places(draw: st.DrawFn, *, conditions: bool = False) -> Place:
    """Small places: whole and uneven needs, ties, none at all, huge and tiny ones."""
    members = draw(st.integers(3, 6))
    clusters = draw(st.integers(1, min(3, members)))
    kind = draw(st.sampled_from(["whole", "real", "outsize", "equal"]))
    one = {
        "whole": st.integers(0, 9).map(float),
        "real": st.floats(0.0, 9.0).map(lambda x: round(x, 3)),
        "outsize": st.sampled_from([0.001, 0.02, 1.0, 7.3, 40.0]),
        "equal": st.just(2.5),
    }[kind]
    need = draw(st.lists(one, min_size=members, max_size=members).filter(lambda n: sum(n) > 0))
    spot = st.tuples(st.integers(0, 6).map(float), st.integers(0, 6).map(float))
    xy = draw(st.lists(spot, min_size=members, max_size=members))
    below = draw(st.sampled_from([np.inf, 0.1, 0.4, 0.9]))
    above = draw(st.sampled_from([0.0, 0.1, 0.5, 1.5]))
    sums: tuple[Sum, ...] = ()
    forced = None
    if conditions:
        if draw(st.booleans()):
            sums = (Sum(np.ones(members), 1.0, float(draw(st.integers(2, members)))),)
        if draw(st.booleans()):
            forced = draw(st.integers(0, members - 1))
    return place(need, xy, clusters, below=below, above=above, sums=sums, forced=forced)
