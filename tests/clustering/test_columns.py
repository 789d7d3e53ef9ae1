"""Clusters as columns: priced, enumerated and chosen among, each against every choice there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.by_columns import ByColumns
from experts_at_hand.clustering.exact.column_region import choose_anew
from experts_at_hand.clustering.exact.columns.enumerate import columns_below
from experts_at_hand.clustering.exact.columns.fixing import possible_pairs
from experts_at_hand.clustering.exact.columns.generate import generate
from experts_at_hand.clustering.exact.columns.grains import Grains
from experts_at_hand.clustering.exact.columns.pool import Asked, ColumnPool, Columns
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.knapsack import choose_hubs, fill_knapsacks
from experts_at_hand.clustering.exact.lagrangian import first_multipliers, lower_bound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.parameters import BoundParameters, ColumnParameters
from experts_at_hand.clustering.exact.set_partition import RestrictedMaster, choose_columns
from experts_at_hand.clustering.exact.solution import solution_of
from experts_at_hand.domain.arrays import FloatArray
from tests.clustering.small_places import Place, place, places

MANY = ColumnParameters(counts=(100_000,), worth=0.0, worth_between=0.0, reach=0.0)


def worth(problem: MedianProblem, scale: float) -> FloatArray:
    """Return multipliers that make some members worth their journey and others not."""
    found: FloatArray = scale * (first_multipliers(problem) + problem.cost.mean(axis=0))
    return found


def priced(problem: MedianProblem, multipliers: FloatArray) -> tuple[Pricer, FloatArray]:
    """Return a pricer, and what it says that each hub's cheapest column is worth."""
    pricer = Pricer.of(problem, ColumnPool(Asked(problem)))
    filled = fill_knapsacks(problem, multipliers)
    return pricer, pricer.price(multipliers, filled, np.arange(len(problem.cost))).values


def test_a_hub_takes_what_fits_and_is_worth_most() -> None:
    """Hub 0 may hold 6: beside its own 2 it takes the 4 that is worth 5, not both of 2 worth 2."""
    spots = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, 2.0)]
    problem = place([2, 2, 2, 4], spots, 2, above=0.2).problem
    multipliers = np.array([0.0, 2.0, 2.0, 7.0])
    _, values = priced(problem, multipliers)
    assert problem.most_of[0] == pytest.approx(6.0)
    assert values[0] == pytest.approx(-5.0)


@settings(max_examples=60)
@given(places(), st.sampled_from([0.2, 0.6, 1.0, 1.7]))
def test_prices_never_exceed_the_cheapest_column(where: Place, scale: float) -> None:
    """Against every set; exactly so where needs are whole numbers, and never above elsewhere."""
    problem = where.problem
    multipliers = worth(problem, scale)
    _, values = priced(problem, multipliers)
    exact = bool((problem.need == np.round(problem.need)).all())
    for hub in range(len(problem.cost)):
        reduced = problem.cost[hub] - multipliers
        best = min((float(reduced[s].sum()) for s in where.sets(hub)), default=np.inf)
        assert values[hub] <= best + 1e-9
        if exact:
            assert values[hub] == pytest.approx(best, abs=1e-9)


@settings(max_examples=40)
@given(places(conditions=True), st.sampled_from([0.3, 0.8, 1.2]), st.integers(3, 10_000))
def test_no_column_below_the_slack_is_missing(where: Place, scale: float, most: int) -> None:
    """Every column with a smaller slack is listed, once, and none with a larger one."""
    problem = where.problem
    multipliers = worth(problem, scale)
    pricer, values = priced(problem, multipliers)
    upper = float(problem.cost.max() * len(problem.need) * 2)
    listed = columns_below(pricer, Asked(problem), multipliers, upper, most)
    hubs = choose_hubs(problem, values)
    if not np.isfinite(values[hubs]).all():
        return
    free = hubs if problem.forced is None else hubs[~problem.forced[hubs]]
    dearest = float(values[free].max(initial=-np.inf))
    wanted = set()
    for hub in range(len(problem.cost)):
        must = problem.forced is not None and bool(problem.forced[hub])
        floor = values[hub] if must else min(values[hub], dearest)
        for taken in where.sets(hub):
            slack = float((problem.cost[hub] - multipliers)[taken].sum()) - floor
            if slack < listed.theta - 1e-9:
                wanted.add((hub, taken.tobytes()))
    found = [
        (int(hub), taken.tobytes())
        for hub, taken in zip(listed.columns.hub, listed.columns.taken, strict=True)
    ]
    assert len(found) == len(set(found)) <= 2 * most
    assert wanted <= set(found)


@settings(max_examples=40)
@given(places(conditions=True), st.sampled_from([0.3, 0.8, 1.2]), st.sampled_from([0.01, 0.3]))
def test_no_pair_of_a_cheaper_clustering_is_fixed(where: Place, scale: float, share: float) -> None:
    """Every member of every clustering below the limit may be with its hub."""
    problem = where.problem
    multipliers = worth(problem, scale)
    pricer, _ = priced(problem, multipliers)
    upper = where.cheapest() * (1 + share) + 1e-6
    if not np.isfinite(upper):
        return
    may = possible_pairs(pricer, multipliers, upper)
    for cost, clusters in where.clusterings():
        if cost < upper:
            assert all(may[hub, taken].all() for hub, taken in clusters)


@settings(max_examples=40)
@given(places(conditions=True))
def test_the_choice_is_the_best_there_is(where: Place) -> None:
    """Columns of every hub, chosen among, cost what the best of all partitions costs."""
    problem = where.problem
    parts = [
        Columns.of(problem, np.full(len(sets), hub), np.array(sets))
        for hub in range(len(problem.cost))
        if (sets := where.sets(hub))
    ]
    best = where.cheapest()
    if not parts:
        assert best == np.inf
        return
    chosen = choose_columns(problem, Columns.joined(parts), nodes=1000)
    if chosen.labels is None:
        assert best == np.inf
    else:
        assert chosen.bound == pytest.approx(best, abs=1e-6)
        found = solution_of(problem, where.data, chosen.labels)
        assert found.cost == pytest.approx(best, abs=1e-6)


@settings(max_examples=40)
@given(places(conditions=True))
def test_no_bound_exceeds_the_best_and_all_columns_find_it(where: Place) -> None:
    """The bound of every phase lies below the best; with all columns let in, the best is found."""
    problem = where.problem
    best = where.cheapest()
    search = ByColumns.of(problem, where.data, MANY)
    assert search is not None
    start = solution_of(problem, where.data, np.arange(len(problem.need)) % problem.clusters)
    bound = lower_bound(problem, start.cost, BoundParameters(rounds=30), pricer=search.pricer)
    assert bound.value <= best + 1e-7
    bound = search.climb(bound)
    assert bound.value <= best + 1e-7
    found, floor = search.choose(start, bound)
    assert floor <= best + 1e-7
    if np.isfinite(best) and start.kept:
        assert found.cost == pytest.approx(best, abs=1e-7)
        assert floor == pytest.approx(best, abs=1e-6)
    if found.kept:
        assert found.cost >= best - 1e-7


def test_generation_reaches_the_choice_with_fractions() -> None:
    """Where hardly a column is missing, bound and restricted choice meet."""
    rng = np.random.default_rng(5)
    need = rng.integers(1, 9, 40).astype(float).tolist()
    spots = [tuple(at) for at in rng.uniform(0, 50, (40, 2))]
    problem = place(need, spots, 6, above=0.1).problem
    pool = ColumnPool(Asked(problem))
    pricer = Pricer.of(problem, pool)
    first = lower_bound(problem, 300.0, BoundParameters(rounds=100), pricer=pricer)
    bound = generate(pricer, first, ColumnParameters(generations=300))
    master = RestrictedMaster(problem, dear=np.full(40, 1e4))
    master.add(pool.columns())
    solved = master.solve()
    assert solved is not None
    assert bound.value == pytest.approx(solved[0], rel=2e-5)
    assert len(bound.hubs) == 6


def test_connected_columns_only() -> None:
    """On a line a - b - c, the two ends are no column without the middle."""
    where = place([1, 1, 1], [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], 1, above=1.0)
    line = Connection(((1,), (0, 2), (1,)))
    asked = Asked(where.problem, line)
    sets = np.array([[True, False, True], [True, True, False], [True, True, True]])
    assert asked.kept(np.zeros(3, np.int64), sets).tolist() == [False, True, True]


def test_grains_lose_nothing_where_needs_are_whole() -> None:
    """Of 9 at most a hub of 3 leaves 6; what is in already is not rounded, uneven needs are."""
    spots = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]
    whole = Grains.of(place([3, 4, 5], spots, 2, above=0.5).problem)
    own = np.eye(3, dtype=np.bool_)
    assert whole.weights.tolist() == [3, 4, 5]
    least, most, lost = whole.room(np.arange(3), own, ~own)
    assert (least.tolist(), most.tolist(), lost.tolist()) == ([0, 0, 0], [6, 5, 4], [0, 0, 0])
    uneven = Grains.of(place([0.3, 0.41, 0.527], spots, 2, below=0.2, above=0.5).problem)
    least, most, lost = uneven.room(np.arange(3), own, ~own)
    need = uneven.problem.need / uneven.size
    assert (uneven.weights <= need).all()
    assert (lost < 2).all()
    exact = (uneven.problem.least - uneven.problem.need) / uneven.size
    assert (least <= np.maximum(0, np.ceil(exact))).all()
    assert (most >= np.floor(16_000 - need)).all()


@pytest.mark.parametrize("seed", range(3))
def test_a_region_chosen_anew_is_no_dearer(seed: int) -> None:
    """Members spread over hubs without heed come nearer; what is best already stays."""
    rng = np.random.default_rng(seed)
    need = rng.integers(1, 9, 24).astype(float).tolist()
    spots = [tuple(at) for at in rng.uniform(0, 50, (24, 2))]
    where = place(need, spots, 4, above=0.6)
    problem = where.problem
    serving = np.arange(4)[np.arange(24) % 4]
    cost = float(problem.cost[serving, np.arange(24)].sum())
    bound = lower_bound(problem, cost, BoundParameters(rounds=100))
    labels = choose_anew(problem, serving, bound.multipliers, ColumnParameters(), 5_000)
    assert labels is not None
    found = solution_of(problem, where.data, labels)
    assert found.kept
    assert found.cost < cost
    again = choose_anew(problem, found.serving, bound.multipliers, ColumnParameters(), 5_000)
    assert again is None or solution_of(problem, where.data, again).cost <= found.cost + 1e-9


def test_the_same_columns_every_time() -> None:
    rng = np.random.default_rng(8)
    need = rng.uniform(1, 9, 30).tolist()
    spots = [tuple(at) for at in rng.uniform(0, 50, (30, 2))]
    problem = place(need, spots, 5, below=0.3, above=0.3).problem

    def once() -> tuple[bytes, float]:
        pricer = Pricer.of(problem, ColumnPool(Asked(problem)))
        bound = lower_bound(problem, 400.0, BoundParameters(rounds=60), pricer=pricer)
        bound = generate(pricer, bound, ColumnParameters())
        listed = columns_below(pricer, Asked(problem), bound.multipliers, 400.0, 300)
        return listed.columns.taken.tobytes(), listed.bound + listed.theta

    assert once() == once()
