"""Members given to settled hubs within bounds, against all there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact import settled_hubs
from experts_at_hand.clustering.exact.branch_and_bound import Limits
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.settled_hubs import assign
from experts_at_hand.clustering.local_search.search_data import SearchData, with_graph
from tests.clustering.small_places import Place, places
from tests.hunt import examples


def data_of(problem: MedianProblem) -> SearchData:
    """Return the same problem for the search, without neighbours."""
    return with_graph(
        clusters=problem.clusters,
        load=problem.need[:, None],
        limits=[(problem.least, float(np.max(problem.most)), 1.0)],
        count=np.ones(len(problem.need)),
        from_hub=problem.cost.T,
        edges=np.zeros((0, 2), dtype=np.int64),
        lengths=np.zeros(0),
    )


def test_members_go_to_settled_hubs_within_bounds() -> None:
    """Four on a line, hubs at the ends, two each: the nearest would be 1 and 3.

    a . b c . . . . . d      b and c are nearer to a; d must have one: c
    """
    cost = np.abs(np.subtract.outer([0, 2, 3, 9.0], [0, 2, 3, 9.0]))
    problem = MedianProblem(cost=cost, need=np.ones(4), clusters=2, least=2, most=2)
    answer = assign(problem, data_of(problem), np.array([0, 3]), Limits(nodes=10))
    assert answer is not None
    assert answer.labels.tolist() == [0, 0, 1, 1]
    assert answer.cost == pytest.approx(2 + 6)
    assert answer.kept


def test_hubs_that_cannot_hold_all_are_said() -> None:
    cost = np.abs(np.subtract.outer([0, 2, 3.0], [0, 2, 3.0]))
    problem = MedianProblem(cost=cost, need=np.ones(3), clusters=1, most=2)
    assert assign(problem, data_of(problem), np.array([0]), Limits(nodes=10)) is None


def test_a_hub_may_be_no_member_and_hold_another_number() -> None:
    """Two bases at 0 and 9 for members at 1, 2, 8: the first holds one only, so 2 goes to 9."""
    cost = np.abs(np.subtract.outer([0, 9.0], [1, 2, 8.0]))
    most = np.array([1.0, 2.0])
    problem = MedianProblem(
        cost=cost, need=np.ones(3), clusters=2, most=most, own=np.array([-1, -1])
    )
    answer = assign(problem, data_of(problem), np.array([0, 1]), Limits(nodes=10))
    assert answer is not None
    assert answer.serving.tolist() == [0, 1, 1]
    assert answer.cost == pytest.approx(1 + 7 + 1)


@given(small=places(conditions=True), data=st.data(), each=st.sampled_from([1.0, 3.0]))
@settings(max_examples=examples(60), deadline=None)
def test_members_are_found_a_place_wherever_there_is_one(
    small: Place, data: st.DataObject, each: float
) -> None:
    """Against every clustering round the same hubs: found or not, and as cheap where pairs are all.

    With one pair for each member the first look fails most often, and the second has them all.
    """
    problem = small.problem
    hubs = np.array(
        sorted(
            data.draw(
                st.sets(
                    st.integers(0, len(problem.cost) - 1),
                    min_size=problem.clusters,
                    max_size=problem.clusters,
                )
            )
        )
    )
    if problem.forced is not None and not set(problem.forced.nonzero()[0]) <= set(hubs):
        return
    costs = [
        cost
        for cost, columns in small.clusterings()
        if sorted(hub for hub, _ in columns) == hubs.tolist()
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settled_hubs, "PAIRS_EACH", each)
        found = assign(problem, small.data, hubs, Limits(nodes=500))
    assert (found is None) == (not costs)
    if found is not None:
        assert found.kept
        assert found.cost >= small.cheapest() - 1e-9
        if each >= problem.clusters:
            assert found.cost <= min(costs) + 1e-9


def test_what_cannot_be_cheaper_than_something_is_not_searched() -> None:
    """The four on a line again: 8 is the least, so that nothing is below 7.9."""
    cost = np.abs(np.subtract.outer([0, 2, 3, 9.0], [0, 2, 3, 9.0]))
    problem = MedianProblem(cost=cost, need=np.ones(4), clusters=2, least=2, most=2)
    hubs = np.array([0, 3])
    assert assign(problem, data_of(problem), hubs, Limits(nodes=10, below=8.1)) is not None
    assert assign(problem, data_of(problem), hubs, Limits(nodes=10, below=7.9)) is None
