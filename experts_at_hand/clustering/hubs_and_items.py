"""Hubs and items of an area as arrays: what each pair costs, and what every cluster keeps to."""

import numpy as np

from experts_at_hand.clustering.constraints.medoid import far_minutes
from experts_at_hand.clustering.constraints.side_constraints import Conditions
from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.clustering.constraints.tolerances import MINUTES_TOLERANCE, NEED_TOLERANCE
from experts_at_hand.clustering.contiguity.proximity import ProximityGraph
from experts_at_hand.clustering.exact.median_problem import MedianProblem, Sum
from experts_at_hand.clustering.local_search.search_data import (
    Limit,
    SearchData,
    count_limits,
    need_limit,
    spread_shares,
    with_graph,
)
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.local_area import LocalArea

REWARD = 4.0
"""What a hub that must be open is worth to the search, in shares of the farthest journey."""


def median_problem(
    area: LocalArea,
    minutes: FloatArray,
    graph: ProximityGraph,
    requirements: ClusterRequirements,
    hubs: tuple[str, ...],
    item_of: IntArray,
) -> MedianProblem:
    """Return hubs x items with every bound.

    Parameters
    ----------
    area
        Whose phases are looked at.
    minutes
        Hubs x settings, one way from the hub, in the order of the graph.
    graph
        Settings and their need.
    requirements
        What is asked of every cluster; it was checked.
    hubs
        Ids of the places that may be hubs.
    item_of
        The item of each setting.
    """
    bounds, conditions = requirements.bounds, requirements.conditions
    ids, count = graph.ids, int(item_of.max()) + 1
    total = float(graph.need.sum())
    shares = graph.need / total if total > 0 else np.full(len(ids), 1 / len(ids))
    limit = np.inf if conditions.max_minutes is None else conditions.max_minutes + MINUTES_TOLERANCE
    allowed = np.isfinite(minutes) & (minutes <= limit)
    cost = np.where(allowed, np.where(np.isfinite(minutes), minutes, 0.0) * shares, np.inf)
    cost = _by_item(cost, item_of, count)
    own = np.array([item_of[graph.index[h]] if h in graph.index else -1 for h in hubs], np.int64)
    forced = np.isin(hubs, conditions.open_hubs)
    row = {id_: at for at, id_ in enumerate(hubs)}
    for member, hub in conditions.locked_members.items():
        elsewhere = np.arange(len(hubs)) != row[hub]
        cost[elsewhere, item_of[graph.index[member]]] = np.inf
    for at in forced.nonzero()[0].tolist():
        if own[at] >= 0:  # the item of a hub that must be open is at that hub
            cost[np.arange(len(hubs)) != at, own[at]] = np.inf
    least, most = bounds.need_range(total)
    slack = NEED_TOLERANCE * total / bounds.clusters  # what the search's own check allows
    return MedianProblem(
        cost=cost,
        need=np.bincount(item_of, weights=graph.need, minlength=count).astype(np.float64),
        clusters=bounds.clusters,
        least=max(0.0, least - slack) if least > 0 else 0.0,
        most=most + slack,
        own=own,
        forced=forced if forced.any() else None,
        sums=tuple(_sums(area, graph, bounds, conditions, item_of)),
    )


def search_data(
    problem: MedianProblem,
    minutes: FloatArray,
    graph: ProximityGraph,
    bounds: SizeBounds,
    item_of: IntArray,
) -> SearchData:
    """Return items with every bound and their neighbours.

    Parameters
    ----------
    problem
        Hubs x items.
    minutes
        Settings x settings, one way, in the order of the graph.
    graph
        Who is next to whom.
    bounds
        How large a cluster may be.
    item_of
        The item of each setting.
    """
    limits = [need_limit(bounds, float(problem.need.sum()))]
    limits += [(total.least, total.most, _scale(total, bounds)) for total in problem.sums]
    loads = [problem.need, *(total.weight for total in problem.sums)]
    edges, lengths = _contracted(graph, item_of, far_minutes(minutes))
    return with_graph(
        clusters=bounds.clusters,
        load=np.column_stack(loads),
        limits=limits,
        count=np.bincount(item_of).astype(np.float64),
        from_hub=_stand_ins(problem, minutes, graph, item_of),
        edges=edges,
        lengths=lengths,
    )


def _scale(total: Sum, bounds: SizeBounds) -> float:
    return max(1.0, float(total.weight.sum()) / bounds.clusters)


def _sums(
    area: LocalArea,
    graph: ProximityGraph,
    bounds: SizeBounds,
    conditions: Conditions,
    item_of: IntArray,
) -> list[Sum]:
    """Return the bounds beside need: numbers of settings, phases, and groups kept apart."""
    count = int(item_of.max()) + 1

    def of(ids: list[str]) -> FloatArray:
        at = item_of[[graph.index[id_] for id_ in ids]]
        return np.bincount(at, minlength=count).astype(np.float64)

    sizes: list[Limit] = count_limits(bounds, len(graph.ids))
    found = [Sum(of(list(graph.ids)), least, most) for least, most, _ in sizes]
    for phase, least in conditions.phases.items():
        there = [setting.id for setting in area.settings if setting.phase is phase]
        found.append(Sum(of(there), float(least), np.inf))
    found += [Sum(of(sorted(set(group))), 0.0, 1.0) for group in conditions.cannot_link]
    return found


def _by_item(cost: FloatArray, item_of: IntArray, count: int) -> FloatArray:
    """Add the columns of settings up to columns of items."""
    if count == len(item_of):
        order = np.argsort(item_of)
        return np.ascontiguousarray(cost[:, order])
    order = np.argsort(item_of, kind="stable")
    starts = np.searchsorted(item_of[order], np.arange(count))
    total: FloatArray = np.add.reduceat(cost[:, order], starts, axis=1)
    return total


def _stand_ins(
    problem: MedianProblem, minutes: FloatArray, graph: ProximityGraph, item_of: IntArray
) -> FloatArray:
    """Return members x items as hubs: each item stands in for the cheapest of its own hubs.

    A pair that is forbidden costs as much as no way at all; an item that may be no hub costs that
    for everybody, and a hub that must be open is rewarded, so that no cluster holds two of them.
    """
    count = len(problem.need)
    far = far_minutes(minutes)
    shares = np.bincount(item_of, weights=spread_shares(graph.need), minlength=count)
    tiny = spread_shares(graph.need) - graph.need / (graph.need.sum() or 1.0)
    # The millionth that is spread equally draws settings without need to a hub near them.
    hubs_at = np.full(count, -1)
    finite = np.where(np.isfinite(problem.cost), problem.cost, far * shares)
    totals = finite.sum(axis=1)
    for hub in problem.inside[np.argsort(-totals[problem.inside], kind="stable")].tolist():
        hubs_at[problem.owner[hub]] = hub
    if problem.forced is not None:
        for hub in (problem.forced & (problem.owner >= 0)).nonzero()[0].tolist():
            hubs_at[problem.owner[hub]] = hub
    from_hub = np.where(hubs_at >= 0, finite[hubs_at].T, far * shares[:, None])
    first = np.array([np.flatnonzero(item_of == item)[0] for item in range(count)])
    near = np.where(np.isfinite(minutes), minutes, far)[np.ix_(first, first)]
    from_hub += np.abs(tiny[first])[:, None] * near.T
    if problem.forced is not None:
        for item in problem.owner[problem.forced & (problem.owner >= 0)].tolist():
            from_hub[item, item] -= REWARD * far
    return from_hub


def _contracted(
    graph: ProximityGraph, item_of: IntArray, far: float
) -> tuple[IntArray, FloatArray]:
    """Return the links between items, each as long as the shortest between their settings."""
    lengths = np.where(np.isfinite(graph.minutes), graph.minutes, far)
    ends = np.sort(item_of[graph.edges], axis=1)
    apart = ends[:, 0] != ends[:, 1]
    ends, lengths = ends[apart], lengths[apart]
    if not len(ends):
        return np.zeros((0, 2), dtype=np.int64), np.zeros(0)
    order = np.lexsort((lengths, ends[:, 1], ends[:, 0]))
    ends, lengths = ends[order], lengths[order]
    first = np.ones(len(ends), dtype=np.bool_)
    first[1:] = (ends[1:] != ends[:-1]).any(axis=1)
    return np.ascontiguousarray(ends[first]), lengths[first]
