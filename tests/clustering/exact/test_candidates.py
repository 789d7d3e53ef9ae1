"""A hub that looks at a few members fills itself from them; with all it is the problem itself."""

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.candidates import AllMembers, NearMembers
from experts_at_hand.clustering.exact.knapsack import fill_knapsacks
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters


def square(members: int, clusters: int, seed: int) -> MedianProblem:
    """Return members in a square with small needs, and clusters with some room."""
    rng = np.random.default_rng(seed)
    places = rng.uniform(0, 100, (members, 2))
    need = rng.integers(1, 6, members).astype(np.float64)
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    most = float(np.ceil(1.4 * need.sum() / clusters))
    return MedianProblem(cost=apart, need=need, clusters=clusters, most=most)


def test_the_nearest_are_kept_and_the_own_member_first() -> None:
    """Four in a row at 0, 1, 2, 9: each looks at itself and its nearest."""
    apart = np.abs(np.subtract.outer([0.0, 1, 2, 9], [0.0, 1, 2, 9]))
    problem = MedianProblem(cost=apart, need=np.ones(4), clusters=2)
    near = NearMembers.of(problem, 2, problem.cost)
    looked_at = [set(row) for row in near.columns.tolist()]
    assert (looked_at[0], looked_at[3]) == ({0, 1}, {2, 3})
    assert near.own.sum(axis=1).tolist() == [1, 1, 1, 1]
    assert AllMembers(problem).own.tolist() == np.eye(4, dtype=bool).tolist()


@budget(max_examples=30, deadline=None)
@given(st.integers(6, 20), st.integers(2, 4), st.integers(0, 1000))
def test_fewer_members_never_fill_a_hub_more_cheaply(members: int, count: int, seed: int) -> None:
    """What is left out can only be missed: every value is as high or higher."""
    problem = square(members, count, seed)
    worth = np.full(members, 30.0)
    near = NearMembers.of(problem, members // 2, problem.reduced(worth))
    few = fill_knapsacks(problem, worth, near).values
    all_ = fill_knapsacks(problem, worth).values
    assert (few >= all_ - 1e-9).all()


def test_a_bound_by_candidates_is_a_bound_of_the_whole() -> None:
    """Climbed with a third of the members of each hub: a little lower, for fills are not whole."""
    problem = square(60, 4, 5)
    usual = lower_bound(problem, 1200.0, BoundParameters(rounds=300))
    few = BoundParameters(rounds=300, many_hubs=1, fewest_candidates=20, candidate_factor=0.0)
    assert few.candidates_per_hub(60, 60, 4) == 20
    found = lower_bound(problem, 1200.0, few)
    assert 0.9 * usual.value <= found.value <= usual.value


@budget(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_a_climb_from_hubs_at_hand_is_a_bound_too(seed: int) -> None:
    """Three hubs of twelve, whatever hubs it starts from: never above the best, by every choice."""
    rng = np.random.default_rng(seed)
    problem = replace(square(12, 3, seed), most=np.inf)
    best = min(
        float(problem.cost[list(hubs)].min(axis=0).sum())
        for hubs in itertools.combinations(range(12), 3)
    )
    few = BoundParameters(rounds=20, many_hubs=1, fewest_candidates=6, candidate_factor=0.0)
    hubs = np.sort(rng.choice(12, 3, replace=False))
    assert lower_bound(problem, 1.2 * best, few, hubs=hubs).value <= best + 1e-9
