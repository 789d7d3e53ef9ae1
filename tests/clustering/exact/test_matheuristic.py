"""Regions: what is searched where the whole is too large is never dearer, and near the best."""

import itertools

import numpy as np
import pytest

from experts_at_hand.clustering.exact import knapsack
from experts_at_hand.clustering.exact.deadline import Deadline
from experts_at_hand.clustering.exact.lagrangian import LowerBound, lower_bound, value_at
from experts_at_hand.clustering.exact.matheuristic import Regions
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, RegionParameters
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.local_search.search_data import SearchData, with_graph
from experts_at_hand.domain.arrays import IntArray

ROOMY = 1.3
"""What a cluster may need, in shares of the mean."""


def place(members: int, clusters: int, seed: int) -> tuple[MedianProblem, SearchData]:
    """Return members in a square with needs of 1 to 9, and clusters with an upper bound."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 100, (members, 2))
    need = rng.integers(1, 10, members).astype(np.float64)
    apart = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    most = float(np.ceil(ROOMY * need.sum() / clusters))
    problem = MedianProblem(cost=apart, need=need, clusters=clusters, most=most)
    data = with_graph(
        clusters=clusters,
        load=need[:, None],
        limits=[(0.0, most, need.sum() / clusters)],
        count=np.ones(members),
        from_hub=apart.T,
        edges=np.zeros((0, 2), dtype=np.int64),
        lengths=np.zeros(0),
    )
    return problem, data


def any_labels(problem: MedianProblem, seed: int) -> IntArray:
    """Return clusters within the bound that pay no heed to distance: the largest need first."""
    rng = np.random.default_rng(seed)
    labels = np.zeros(len(problem.need), dtype=np.int64)
    load = np.zeros(problem.clusters)
    for member in np.lexsort((rng.random(len(labels)), -problem.need)).tolist():
        labels[member] = int(load.argmin())
        load[labels[member]] += problem.need[member]
    return labels


def cheapest(problem: MedianProblem) -> float:
    """Return the cost of the best clusters, by every choice of hubs and members."""
    best = np.inf
    members = range(len(problem.need))
    for hubs in itertools.combinations(members, problem.clusters):
        for serving in itertools.product(hubs, repeat=len(problem.need)):
            if any(serving[h] != h for h in hubs):
                continue
            load = [sum(problem.need[i] for i in members if serving[i] == h) for h in hubs]
            if max(load) <= float(problem.most):
                best = min(best, sum(problem.cost[serving[i], i] for i in members))
    return best


def improved(
    problem: MedianProblem, data: SearchData, seed: int, until: Deadline | None = None
) -> tuple[Solution, Solution, LowerBound]:
    """Return the clusters before and after, and the bound."""
    before = solution_of(problem, data, any_labels(problem, seed))
    bound = lower_bound(problem, before.cost, BoundParameters(rounds=200))
    regions = Regions(problem, data, until=until or Deadline())
    return before, regions.improve(before, bound, large=True), bound


@pytest.mark.parametrize("seed", range(6))
def test_one_region_of_all_clusters_by_every_choice(seed: int) -> None:
    """Two clusters are one region: a fifth of what may be won at most is all that is let go."""
    problem, data = place(7, 2, seed)
    before, after, bound = improved(problem, data, seed)
    best = cheapest(problem)
    assert before.kept
    assert after.kept
    assert best - 1e-9 <= after.cost <= before.cost
    gain = after.cost - value_at(problem, bound)
    given = RegionParameters()
    assert after.cost - best <= max(given.worth * gain, given.least_gain * after.cost) + 1e-9


@pytest.mark.once
@pytest.mark.parametrize("seed", range(2))
def test_a_poor_start_comes_near_the_bound(seed: int) -> None:
    """Six clusters that pay no heed to distance come within 8% of what nobody can beat."""
    problem, data = place(45, 6, seed)
    before, after, bound = improved(problem, data, seed)
    assert after.kept
    assert after.cost < 0.5 * before.cost
    assert bound.value <= after.cost <= 1.08 * bound.value
    load = np.bincount(after.labels, weights=problem.need)
    assert load.max() <= float(problem.most)


def test_no_time_changes_nothing() -> None:
    """What is at hand comes back when the time is over."""
    problem, data = place(30, 5, 1)
    before, after, _ = improved(problem, data, 1, Deadline.after(-1.0))
    assert after is before


@pytest.mark.parametrize("least", [0.0, 0.8])
def test_the_lowest_rates_are_enough(least: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fills that look at few members first are those that look at all of them."""
    problem, _ = place(90, 9, 4)
    mean = float(problem.need.sum()) / 9
    problem = MedianProblem(
        cost=problem.cost, need=problem.need, clusters=9, least=least * mean, most=1.1 * mean
    )
    worth = problem.cost.mean(axis=0)
    few = [knapsack.fill_knapsacks(problem, share * worth) for share in (0.05, 0.4, 1.0)]
    monkeypatch.setattr(knapsack, "FEW", 10_000)
    every = [knapsack.fill_knapsacks(problem, share * worth) for share in (0.05, 0.4, 1.0)]
    for one, other in zip(few, every, strict=True):
        assert one.values == pytest.approx(other.values)
        assert one.taken == pytest.approx(other.taken)
        assert one.rate == pytest.approx(other.rate)
