"""The whole search on places small enough for every choice: the best, proved, never overclaimed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.parameters import EFFORTS, Effort
from experts_at_hand.clustering.exact.solution import solution_of
from experts_at_hand.clustering.exact.solve_with_bound import solve_with_bound
from experts_at_hand.clustering.exact.trials import round_hubs
from tests.clustering.small_places import Place, place, places
from tests.hunt import examples

pytestmark = pytest.mark.solver


@given(places(conditions=True), st.sampled_from(["quick", "usual", "proof"]))
@budget(max_examples=examples(25), deadline=None)
def test_the_best_is_found_and_no_bound_exceeds_it(small: Place, effort: Effort) -> None:
    problem, data = small.problem, small.data
    start = solution_of(problem, data, np.arange(len(problem.need)) % problem.clusters)
    best, bound = solve_with_bound(problem, data, start, EFFORTS[effort])
    cheapest = small.cheapest()
    if not np.isfinite(cheapest):
        assert not best.kept
        return
    assert bound <= cheapest + 1e-6 * max(1.0, cheapest)
    if best.kept:
        assert best.cost >= cheapest - 1e-6
    if effort == "proof":
        assert best.kept
        assert best.cost == pytest.approx(cheapest, abs=1e-6)


def test_members_go_to_their_cheapest_hub_and_hubs_to_themselves() -> None:
    problem = place([1.0] * 4, [(0.0, 0.0), (0.0, 0.0), (5.0, 0.0), (6.0, 0.0)], 2).problem
    assert round_hubs(problem, np.array([1, 2])).tolist() == [0, 0, 1, 1]
