"""The programme of hubs and members, against every choice of hubs and sets; connected ones too."""

from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand import solver
from experts_at_hand.clustering.exact.assignment_model import STOPPED, AssignmentModel, Connection
from experts_at_hand.solver import solve_binary
from tests.clustering.small_places import Place, place, places
from tests.hunt import examples

pytestmark = pytest.mark.solver


@given(places(conditions=True))
@budget(max_examples=examples(25), deadline=None)
def test_every_choice_there_is(small: Place) -> None:
    problem = small.problem
    every = np.isfinite(problem.cost)
    found = AssignmentModel(problem, every).solve(None, 1_000, None)
    best = small.cheapest()
    if not np.isfinite(best):
        assert found.serving is None
        return
    assert found.serving is not None
    cost = problem.cost[found.serving, np.arange(len(problem.need))].sum()
    assert cost == pytest.approx(best, abs=1e-6)
    assert found.bound <= best + 1e-6


def test_fewer_pairs_are_never_cheaper() -> None:
    spots = [(0.0, 0.0), (1.0, 0.0), (5.0, 0.0), (6.0, 0.0)]
    problem = place([1.0, 1.0, 1.0, 1.0], spots, 2).problem
    every = np.isfinite(problem.cost)
    without = every.copy()
    without[0, 1] = without[1, 0] = False
    costs = []
    for may in (every, without):
        serving = AssignmentModel(problem, may).solve(None, 100, None).serving
        assert serving is not None
        assert may[serving, np.arange(4)].all()
        costs.append(problem.cost[serving, np.arange(4)].sum())
    assert costs == pytest.approx([2.0, costs[1]])
    assert costs[1] > 2.0


@given(st.sets(st.integers(0, 5), min_size=1))
def test_what_hangs_together_by_networkx(members: set[int]) -> None:
    """A ring of six: parts and fences of any set of members."""
    ring = tuple(((i - 1) % 6, (i + 1) % 6) for i in range(6))
    connection = Connection(ring)
    graph = nx.cycle_graph(6)
    judge = [set(part) for part in nx.connected_components(graph.subgraph(members))]
    assert sorted(map(sorted, connection.parts(members))) == sorted(map(sorted, judge))
    assert connection.holds(np.array(sorted(members))) == (len(judge) == 1)
    for part in judge:
        assert connection.fence(part) == set(nx.node_boundary(graph, part))


@given(seed=st.integers(0, 10**6), small=places(conditions=True))
@budget(max_examples=examples(30), deadline=None)
def test_pairs_that_are_done_with_are_left(seed: int, small: Place) -> None:
    """Below a cost, and with some pair that was not looked at: by every clustering there is."""
    problem = small.problem
    rng = np.random.default_rng(seed)
    done = rng.random(problem.cost.shape) < 0.7
    below = float(rng.uniform(0.0, 1.5)) * min(small.cheapest(), 100.0) + 0.5
    others = [
        cost
        for cost, columns in small.clusterings()
        if not all(done[hub, taken].all() for hub, taken in columns)
    ]
    best = min(others, default=np.inf)
    model = AssignmentModel(problem, np.isfinite(problem.cost))
    model.leave(done)
    found = model.solve(None, 10_000, below=below)
    if best < below - 1e-6:
        assert found.bound == pytest.approx(best)
    elif best > below + 1e-6:
        assert found.serving is None
        assert found.bound == pytest.approx(below)


@pytest.mark.parametrize("times", [1, STOPPED])
def test_a_search_that_stopped_apart_is_made_again_a_few_times(times: int) -> None:
    """Eight on a ring, each other two close to each other: clusters of four fall apart at first.

    What a search stops with at its nodes may lie apart as well: it is cut off and looked for again,
    and given up where that does not help.
    """
    xy = [(100.0 * (i // 2 % 2) + i, 0.0) for i in range(8)]
    problem = place([1.0] * 8, xy, 2, above=0.0).problem
    ring = Connection(tuple(((i - 1) % 8, (i + 1) % 8) for i in range(8)))
    model = AssignmentModel(problem, np.isfinite(problem.cost))
    calls: list[solver.BinaryResult] = []

    def stopping(*args: Any, **kwargs: Any) -> solver.BinaryResult:  # noqa: ANN401 - as it is
        found = solve_binary(*args, **kwargs) if not calls or len(calls) >= times else calls[0]
        calls.append(replace(found, status="stopped") if len(calls) < times else found)
        return calls[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "solve_binary", stopping)
        found = model.solve(None, 1_000, None, ring)
    if times < STOPPED:
        assert found.serving is not None
        clusters = [np.flatnonzero(found.serving == hub) for hub in np.unique(found.serving)]
        assert all(ring.holds(members) for members in clusters)
    else:
        assert found.serving is None
        assert len(calls) == STOPPED
