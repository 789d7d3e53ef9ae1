"""Members given to settled hubs within bounds, against all there is."""

import numpy as np
import pytest

from experts_at_hand.clustering.exact.branch_and_bound import Limits, assign
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.local_search.search_data import SearchData, with_graph


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
