"""Branches on how many hubs parts of an area have, each against every choice there is."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.counts.branching import CountBranching
from experts_at_hand.clustering.exact.counts.choice import Count, choose_within, with_count
from experts_at_hand.clustering.exact.counts.climb import BranchBounds
from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.clustering.exact.counts.settle import pairs_within
from experts_at_hand.clustering.exact.lagrangian import first_multipliers, lower_bound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.parameters import BoundParameters, CountParameters
from experts_at_hand.clustering.exact.solution import solution_of
from experts_at_hand.domain.arrays import IntArray
from tests.clustering.small_places import Place, place, places
from tests.hunt import examples

FEW_STEPS = BoundParameters(rounds=15, whole_rounds=0, between_rounds=0)
EVERY = CountParameters(branches=10_000, trial_branches=10_000, first_rounds=15, rounds=10)


def drawn_counts(parts: Parts, clusters: int, rng: np.random.Generator) -> tuple[Count, ...]:
    """Return up to four counts of parts drawn at random."""
    counts: tuple[Count, ...] = ()
    for part in rng.integers(0, len(parts.size), int(rng.integers(0, 5))).tolist():
        least = int(rng.integers(0, 2))
        counts = with_count(counts, Count(part, least, least + int(rng.integers(0, 3))), parts)
    return counts


def keeps(hubs: IntArray, counts: tuple[Count, ...], parts: Parts) -> bool:
    """Whether some hubs keep every count."""
    return all(c.least <= parts.inside[c.part][hubs].sum() <= c.most for c in counts)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=examples(150), deadline=None)
def test_the_cheapest_hubs_within_counts_by_every_choice(seed: int) -> None:
    """No other set of hubs that keeps the counts is cheaper, and none is missed."""
    rng = np.random.default_rng(seed)
    hubs, clusters = int(rng.integers(1, 9)), int(rng.integers(1, 5))
    cost = rng.random((hubs, 4))
    parts = Parts.of(MedianProblem(cost=cost, need=np.ones(4), clusters=clusters))
    values = rng.normal(size=hubs).round(int(rng.integers(0, 3)))
    values[rng.random(hubs) < 0.15] = np.inf
    counts = drawn_counts(parts, clusters, rng)
    found = choose_within(values, counts, parts, clusters)
    open_to = np.isfinite(values).nonzero()[0].tolist()
    every = [
        float(values[list(chosen)].sum())
        for chosen in itertools.combinations(open_to, clusters)
        if keeps(np.array(chosen), counts, parts)
    ]
    assert (found is None) == (not every)
    if found is not None:
        assert keeps(found, counts, parts)
        assert float(values[found].sum()) == pytest.approx(min(every))


def test_parts_are_towns() -> None:
    """Three hubs here, two far off: each town is a part, and so is the whole."""
    at = np.array([0.0, 1.0, 2.0, 50.0, 51.0])
    parts = Parts.of(MedianProblem(cost=np.abs(at[:, None] - at), need=np.ones(5), clusters=2))
    sets = {tuple(row.nonzero()[0].tolist()) for row in parts.inside}
    assert {(0, 1, 2), (3, 4), (0, 1, 2, 3, 4)} <= sets
    for one, other in itertools.combinations(parts.inside, 2):
        both = one & other
        assert not both.any() or (both == one).all() or (both == other).all()


@given(seed=st.integers(0, 10**6), small=places(conditions=True))
@settings(max_examples=examples(40), deadline=None)
def test_a_branch_neither_overstates_nor_leaves_out_its_best(seed: int, small: Place) -> None:
    """The best clusters of a branch cost no less than its bound, and have its pairs only."""
    rng = np.random.default_rng(seed)
    problem = small.problem
    parts = Parts.of(problem)
    counts = drawn_counts(parts, problem.clusters, rng)
    choices = [
        (cost, columns)
        for cost, columns in small.clusterings()
        if keeps(np.array([hub for hub, _ in columns]), counts, parts)
    ]
    best, columns = min(choices, key=lambda choice: choice[0], default=(np.inf, []))
    upper = best if choices else 100.0
    start = first_multipliers(problem)
    forced = () if problem.forced is None else problem.forced.nonzero()[0].tolist()
    for hub in forced:
        counts = with_count(counts, Count(hub, 1, 1), parts)
    branch = BranchBounds(problem, parts).climb(start, counts, upper, rounds=12)
    assert branch.bound <= best + 1e-9 * max(1.0, abs(best)) or not choices
    may = pairs_within(problem, parts, branch, upper)
    for hub, taken in columns:
        assert may[hub, taken].all()


def searched(small: Place, seed: int, connection: Connection | None = None) -> tuple[float, float]:
    """Return cost and bound of a search to the end, from poor clusters at hand."""
    dear = max(small.clusterings(connection), key=lambda choice: choice[0])[1]
    labels = np.zeros(len(small.problem.need), dtype=np.int64)
    for cluster, (_, taken) in enumerate(dear):
        labels[taken] = cluster
    start = solution_of(small.problem, small.data, labels)
    bound = lower_bound(small.problem, start.cost, FEW_STEPS)
    search = CountBranching(
        problem=small.problem,
        data=small.data,
        best=start,
        parameters=EVERY if seed % 2 else CountParameters(branches=4, pairs=0, last_pairs=0),
        connection=connection,
    )
    best, proved = search.search(bound)
    assert best.kept
    return best.cost, proved


@given(seed=st.integers(0, 10**6), small=places(conditions=True))
@settings(max_examples=examples(40), deadline=None)
def test_a_search_to_the_end_finds_the_best_and_one_cut_short_proves_no_more(
    seed: int, small: Place
) -> None:
    """Of tiny areas the search looks at everything; stopped early its bound still holds."""
    best = small.cheapest()
    if not np.isfinite(best):
        return
    cost, proved = searched(small, seed)
    assert proved <= best + 1e-9 * max(1.0, best)
    if seed % 2:
        assert cost == pytest.approx(best)
        assert proved == pytest.approx(best)


@pytest.mark.parametrize("seed", [1, 2, 3, 5])
def test_connected_clusters_are_searched_to_the_end(seed: int) -> None:
    """Seven members in a row, each next to the two beside it: the best connected clusters."""
    rng = np.random.default_rng(seed)
    line = [(float(i), float(rng.random())) for i in range(7)]
    small = place(rng.integers(1, 9, 7).tolist(), line, 3, above=0.9)
    connection = Connection(tuple(tuple(j for j in (i - 1, i + 1) if 0 <= j < 7) for i in range(7)))
    best = small.cheapest(connection)
    if np.isfinite(best):
        cost, proved = searched(small, 1, connection)
        assert cost == pytest.approx(best)
        assert proved <= best + 1e-9


def test_two_towns_and_a_half_hub_in_each() -> None:
    """A town of three, one of three, three hubs: a bound opens one and a half in each.

    One town has two hubs then: 1 + 2 members at a distance of 1 in the town with one hub, 1 in the
    other. Members of need 1, at most 3 to a hub: cost 2 + 1 = 3.
    """
    xy = [(0.0, 0.0), (1.0, 0.0), (0.5, 0.75**0.5), (90.0, 0.0), (91.0, 0.0), (90.5, 0.75**0.5)]
    small = place([1.0] * 6, xy, 3, above=0.5)
    assert small.cheapest() == pytest.approx(3.0)
    cost, proved = searched(small, 1)
    assert cost == pytest.approx(3.0)
    assert proved == pytest.approx(3.0)
