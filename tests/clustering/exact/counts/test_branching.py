"""Branches on how many hubs parts of an area have, each against every choice there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.counts.branching import CountBranching
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, CountParameters
from experts_at_hand.clustering.exact.solution import solution_of
from tests.clustering.small_places import Place, place, places
from tests.hunt import examples

FEW_STEPS = BoundParameters(rounds=15, whole_rounds=0, between_rounds=0)


EVERY = CountParameters(branches=10_000, trial_branches=10_000, first_rounds=15, rounds=10)


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
