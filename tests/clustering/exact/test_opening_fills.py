"""Rounds that fill only what opens: hubs, values and bound as if every hub were filled."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.candidates import AllMembers, NearMembers
from experts_at_hand.clustering.exact.knapsack import choose_hubs, fill_knapsacks
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.opening_fills import OpeningFills
from tests.hunt import examples


def drawn_problem(seed: int) -> MedianProblem:
    """Hubs with and without a member of their own, two-sided bounds, pairs that may not be."""
    rng = np.random.default_rng(seed)
    members = int(rng.integers(4, 14))
    bases = int(rng.integers(0, 4))
    hubs = members + bases
    cost = np.abs(rng.normal(size=(hubs, members))) * float(rng.integers(1, 9))
    cost[np.arange(members), np.arange(members)] = 0.0
    cost[rng.random(cost.shape) < rng.choice([0.0, 0.2])] = np.inf
    need = np.round(rng.gamma(1.0, 4.0, members)) * rng.choice([1.0, 0.37])
    clusters = int(rng.integers(1, min(5, members)))
    mean = float(need.sum()) / clusters
    forced = np.zeros(hubs, np.bool_)
    forced[rng.integers(0, hubs, int(rng.integers(0, clusters)))] = True
    return MedianProblem(
        cost=cost,
        need=need,
        clusters=clusters,
        least=mean * float(rng.choice([0.0, 0.5, 0.9])),
        most=mean * rng.choice([1.1, 1.6, 3.0], size=hubs),
        own=np.concatenate([np.arange(members), np.full(bases, -1)]),
        forced=forced if rng.random() < 0.5 else None,
    )


@given(seed=st.integers(0, 10**6))
@settings(max_examples=examples(80), deadline=None)
def test_what_opens_is_what_opens_when_every_hub_is_filled(seed: int) -> None:
    """Over a walk of prices: rates of one round stay true at the next."""
    problem = drawn_problem(seed)
    rng = np.random.default_rng(seed + 1)
    near = NearMembers.of(problem, len(problem.need) - 1, problem.cost.copy())
    for looked in (AllMembers(problem), near):
        rounds = OpeningFills(problem, looked)
        worth = np.abs(rng.normal(size=len(problem.need))) * 3
        for _ in range(6):
            few = rounds.fill(worth)
            every = fill_knapsacks(problem, worth, looked)
            hubs = choose_hubs(problem, few.values)
            wanted = choose_hubs(problem, every.values)
            assert np.sort(few.values[hubs]) == pytest.approx(np.sort(every.values[wanted]))
            assert (few.values <= every.values + 1e-9 * (1 + np.abs(every.values))).all()
            if (hubs == wanted).all():
                assert few.load(hubs) == pytest.approx(every.load(wanted))
            worth = worth + rng.normal(size=len(worth)) * rng.choice([0.1, 2.0])


def test_most_hubs_are_not_filled_again() -> None:
    """Sixty hubs on a line, three open: once their rates are known, few are filled a round."""
    at = np.arange(60.0)
    problem = MedianProblem(
        cost=np.abs(at[:, None] - at), need=np.ones(60), clusters=3, least=15.0, most=22.0
    )
    rounds = OpeningFills(problem, AllMembers(problem))
    worth = np.full(60, 8.0)
    rounds.fill(worth)
    again = rounds.fill(worth + 0.01)
    assert (again.taken.any(axis=1)).sum() < 20
