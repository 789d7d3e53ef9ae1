"""An allocation: access where there is need, hours that meet it, "optimal" with a proof only."""

from dataclasses import replace

import numpy as np
import pytest

from experts_at_hand.allocation.optimise import Optimise
from experts_at_hand.domain.allocation import NOT_SOLVED, Allocation, ObjectiveResult
from experts_at_hand.domain.visits import VisitCosts


def plan(need: list[list[float]], given: list[list[float]]) -> Allocation:
    none = np.zeros((0, 2))
    costs = VisitCosts(
        team_ids=(), setting_ids=("a", "b"), minutes=none, driving_minutes=none, miles=none,
        hours_per_visit=1.0, visits_per_day=1, pattern="return",
    )  # fmt: skip
    return Allocation(
        setting_ids=("a", "b"), professions=("salt",), assignments=(), need_hours=np.array(need),
        allocated_hours=np.array(given), objectives=(), visits=costs, unreached=(),
        solver=NOT_SOLVED,
    )  # fmt: skip


def test_access_is_a_share_of_need_and_of_none_there_is_none() -> None:
    found = plan([[100.0], [0.0]], [[25.0], [0.0]])
    assert found.access[0, 0] == 0.25
    assert np.isnan(found.access[1, 0])
    assert found.met_hours.tolist() == [[25.0], [0.0]]


def test_hours_that_are_measured_meet_no_more_than_the_need() -> None:
    """As somebody delivers them they may go beyond it; a planned one never does."""
    found = replace(plan([[100.0], [50.0]], [[130.0], [20.0]]), method=Optimise())
    assert found.met_hours.tolist() == [[100.0], [20.0]]
    assert found.access[:, 0].tolist() == [1.0, 0.4]
    planned = plan([[100.0], [50.0]], [[100.0], [20.0]])
    assert planned.shortfall.tolist() == [[0.0], [30.0]]


@pytest.mark.parametrize(
    ("value", "bound", "status", "words"),
    [
        (0.5, 0.5, "optimal", "optimal"),
        (0.4, 0.5, "stopped", "stopped, gap 20"),
        (100.0, 90.0, "stopped", "stopped, gap 10"),
        (0.0, 0.0, "stopped", "stopped, gap 0"),
    ],
)
def test_words(value: float, bound: float, status: str, words: str) -> None:
    result = ObjectiveResult(
        objective="x", sentence="", value=value, unit="", better="higher",
        status=status, bound=bound,  # type: ignore[arg-type]
    )  # fmt: skip
    assert result.words.startswith(words)
