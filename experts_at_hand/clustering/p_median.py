"""Clusters round hubs, with a certificate: how far from the best they can be at most."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.clustering.assemble import assemble_found, refuse_empty
from experts_at_hand.clustering.borders import settle
from experts_at_hand.clustering.bounds import ROUNDING, SizeBounds
from experts_at_hand.clustering.exact import assign, close_gap
from experts_at_hand.clustering.fills import MedianProblem
from experts_at_hand.clustering.hub_branching import branch_on_hubs
from experts_at_hand.clustering.hubs import need_shares
from experts_at_hand.clustering.interchange import interchange
from experts_at_hand.clustering.lagrangian import LowerBound, lower_bound
from experts_at_hand.clustering.partition import Partition, better
from experts_at_hand.clustering.proximity import proximity_graph
from experts_at_hand.clustering.recombine import recombine
from experts_at_hand.clustering.search_data import SearchData, search_data_of
from experts_at_hand.clustering.spanning_tree import TRIES_PER_CLUSTER
from experts_at_hand.contracts import CLUSTERING_METHODS
from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix

NEAREST = 25
"""Nearest settings whose clusters a setting may change to; an assumption from trials."""

TRIAL_NODES = 50
"""Branch-and-bound nodes for giving members to settled hubs: mostly one is enough."""

BRANCHES = 40
"""Branches on hubs for each step of branch and bound: they are that much quicker."""

UNLIMITED = (1.0, np.inf)
"""Sizes of clusters that may hold any number of settings."""

SEARCHES = 4
"""Times that the hubs of the bound start a search of their own, each with a sharper bound."""


@CLUSTERING_METHODS.register("p_median")
@dataclass(frozen=True, slots=True, kw_only=True)
class PMedian:
    """Group settings round hubs in the fewest need-weighted minutes, and say how good that is.

    The balanced p-median: hubs and members that minimise need-weighted minutes from the hub, the
    need of each cluster within bounds; clusters need not be connected on the map of neighbours.
    A search by recombination and border moves (see `spanning_tree`), then moves without regard to
    connection, give the clusters; Lagrangian relaxation gives a lower bound that no clustering
    within the bounds can beat (Beasley 1985, "A note on solving large p-median problems"; Ceselli
    and Righini 2005, "A branch-and-price algorithm for the capacitated p-median problem"). Pairs
    that no better clustering can have are left out by their reduced costs, and branch and bound
    searches the rest. The gap
    between the two is stated; it is 0 only where the clusters are proved best.

    Parameters
    ----------
    clusters
        How many, from 1 to the number of settings.
    balance
        How far the need of a cluster (hours a year, all professions added up) may lie from the
        mean of all clusters, as a share of the mean, >= 0. The default 0.15 is an assumption. A
        large number such as 10, or ``None`` in Python, asks for no balance.
    min_settings, max_settings
        Settings a cluster holds at least (1 or more) and at most; no upper bound by default.
    seed
        Any whole number from 0: the same seed gives the same clusters.
    rounds
        Steps towards the lower bound at most, >= 0; 0 states no bound. 400 is an assumption from
        trials: more rarely raise it by a tenth of a percent.
    nodes
        Steps of branch and bound at most on what the bound leaves open, >= 0; 0 leaves it open. A
        number of steps and not of seconds, so that every machine gives the same clusters.
    """

    clusters: int
    balance: float | None = 0.15
    min_settings: int = 1
    max_settings: int | None = None
    seed: int = 0
    rounds: int = 400
    nodes: int = 500

    def __post_init__(self) -> None:
        self.bounds()
        for name in ("seed", "rounds", "nodes"):
            value = getattr(self, name)
            if value < 0:
                raise ValueError(f"{name} is {value}, expected a whole number from 0")

    def bounds(self) -> SizeBounds:
        """Return what every cluster has to keep to."""
        return SizeBounds.within(
            self.balance,
            clusters=self.clusters,
            min_settings=self.min_settings,
            max_settings=self.max_settings,
        )

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings; objective, lower bound and gap stand on the result.

        Raises
        ------
        DataError
            If the area has no setting.
        ScenarioError
            If no partition at all can keep the bounds, with the reason in numbers.
        """
        refuse_empty(area)
        bounds = self.bounds()
        bounds.check(area)
        graph = proximity_graph(area, travel)
        data = search_data_of(graph, travel, bounds)
        labels = recombine(data, seed=self.seed, tries=TRIES_PER_CLUSTER * self.clusters)
        best = freed(data, labels)
        problem = _problem(graph.ids, area, travel, bounds)
        labels, proved = best.labels, None
        if self.rounds and problem is not None:
            labels, proved = solve(problem, data, best, rounds=self.rounds, nodes=self.nodes)
        groups: list[list[str]] = [[] for _ in range(self.clusters)]
        for id_, label in zip(graph.ids, labels.tolist(), strict=True):
            groups[label].append(id_)
        found = assemble_found(groups, area, travel, method=self)
        breaches = bounds.breaches(found, area)
        notes = [*breaches, *found.notes]
        if problem is None:
            notes.append(
                "no lower bound is stated: some settings cannot be reached from one another"
            )
        if breaches:
            # What breaks the bounds may be cheaper than all that keep them: no gap would be true.
            notes.append("no lower bound is stated: it holds for clusters that keep the bounds")
            proved = None
        if proved is not None and found.objective is not None:
            proved = min(proved, found.objective)
        return replace(found, lower_bound=proved, notes=tuple(notes))

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = "1 cluster" if self.clusters == 1 else f"{self.clusters} clusters"
        parts = [f"settings are grouped into {count} round hubs in the fewest minutes from the hub"]
        return ", ".join([*parts, *self.bounds().phrases()])


def _problem(
    ids: tuple[str, ...], area: LocalArea, travel: TravelMatrix, bounds: SizeBounds
) -> MedianProblem | None:
    """Return what the bound is for; ``None`` where a pair has no way between them."""
    minutes = travel.minutes_between(ids, ids)
    if np.isinf(minutes).any():
        return None
    rows = [area.setting_index[id_] for id_ in ids]
    shares = need_shares(area)[rows]
    need = area.need.hours.sum(axis=1)[rows]
    total = float(need.sum())
    least, most = bounds.need_range(total)
    slack = ROUNDING * total / bounds.clusters  # what the search's own check allows
    return MedianProblem(
        cost=minutes * shares[None, :],
        need=need,
        clusters=bounds.clusters,
        least=max(0.0, least - slack),
        most=most + slack,
    )


def solve(
    problem: MedianProblem,
    data: SearchData,
    best: Partition,
    *,
    rounds: int,
    nodes: int,
    seconds: float | None = None,
) -> tuple[IntArray, float]:
    """Improve clusters at hand and prove how good they are.

    Parameters
    ----------
    problem
        Hubs, members, costs and bounds.
    data
        The same for the search.
    best
        Clusters at hand.
    rounds, nodes
        Steps towards the bound, and of branch and bound, at most.
    seconds
        For branch and bound, besides; no limit by default, so that answers do not depend on the
        machine.

    Returns
    -------
    The cluster of each setting, and a lower bound on the cost of every clustering.
    """
    bound: LowerBound | None = None
    tried: set[bytes] = set()
    sizes = (data.fewest, data.largest)
    for _ in range(SEARCHES):
        upper = float(best.cost.sum())
        bound = lower_bound(problem, upper, rounds=rounds, start=bound)
        again = best
        for hubs in (bound.hubs, interchange(problem.cost, bound.hubs), best.hub):
            ascending = np.sort(hubs)
            if ascending.tobytes() in tried:
                continue
            tried.add(ascending.tobytes())
            for trial in _trials(problem, data, ascending, sizes, nodes=min(nodes, TRIAL_NODES)):
                again = trial if better(trial.score, again.score) else again
        if again is best:
            break
        best = again
    assert bound is not None  # noqa: S101 - at least one search
    if nodes and problem.unbounded and sizes == UNLIMITED:
        branched = branch_on_hubs(problem, bound, best.hub, nodes=BRANCHES * nodes)
        return round_hubs(data, branched.hubs), branched.bound
    if nodes and not best.score[0]:
        closed = close_gap(problem, bound, best.labels, sizes=sizes, nodes=nodes, seconds=seconds)
        if closed is not None:
            return best.labels if closed.labels is None else closed.labels, closed.bound
    return best.labels, bound.value


def _trials(
    problem: MedianProblem,
    data: SearchData,
    hubs: IntArray,
    sizes: tuple[float, float],
    *,
    nodes: int,
) -> Iterator[Partition]:
    """Yield clusters round hubs: each setting to its nearest, and the cheapest within bounds."""
    yield freed(data, round_hubs(data, hubs))
    if nodes and (problem.least > 0 or np.isfinite(problem.most)):
        labels = assign(problem, hubs, sizes=sizes, nodes=nodes)
        if labels is not None:
            yield freed(data, labels)


def freed(data: SearchData, labels: IntArray) -> Partition:
    """Settle borders without regard to connection, each setting looking at its nearest others."""
    minutes = data.from_hub + data.from_hub.T
    np.fill_diagonal(minutes, np.inf)
    many = min(NEAREST, len(labels) - 1)
    if many < 1:
        return Partition(data, labels)
    near = np.argsort(minutes, axis=1, kind="stable")[:, :many]
    pairs = np.unique(
        np.sort(np.column_stack([np.repeat(np.arange(len(labels)), many), near.ravel()]), axis=1),
        axis=0,
    )
    free = replace(
        data, first=pairs[:, 0].copy(), second=pairs[:, 1].copy(), neighbours=near, connected=False
    )
    partition = Partition(free, labels)
    settle(partition, pairs=True)
    return partition


def round_hubs(data: SearchData, hubs: IntArray) -> IntArray:
    """Put each setting to its cheapest hub, and each hub to itself."""
    labels: IntArray = data.from_hub[:, hubs].argmin(axis=1).astype(np.int64)
    labels[hubs] = np.arange(len(hubs))
    return labels
