"""Aims measured in plain arithmetic, and joined over professions."""

from typing import Any

import numpy as np
import pytest

from experts_at_hand.allocation.objectives import UnmetNeed, WorstRatio
from experts_at_hand.domain.allocation import ObjectiveResult
from tests.allocation.problems import problem_of
from tests.places import plan, tiny_place

PLACE = tiny_place({"a": (0, 60.0), "b": (30, 40.0)}, {"w": (0, 70.0)}, ot_teams={"ot": (0, 500.0)})


def test_measured_by_hand() -> None:
    """45 of 60 and 10 of 40 hours: the lowest is a quarter; of 200 hours 55 are given."""
    hours = np.array([[45.0, 10.0], [0.0, 0.0]])
    problem = problem_of(tiny_place({"a": (0, 60.0), "b": (30, 40.0)}, {"w": (0, 70.0)}))
    assert WorstRatio().measure(problem, hours[:1]) == 0.25
    assert UnmetNeed().measure(problem_of(PLACE), hours) == 145.0


def result(value: float, levels: Any, **prices: float) -> ObjectiveResult:  # noqa: ANN401
    return ObjectiveResult(
        objective="worst_ratio", sentence="", value=value, unit="share", better="higher",
        status="optimal", bound=value, prices=prices, levels=levels,
    )  # fmt: skip


def test_the_lowest_of_all_is_the_lowest_of_any_and_so_are_prices() -> None:
    """An hour of the other profession lifts nothing, one of the lowest only up to the other."""
    low, high = result(0.3, ((0.3, 2),), s=0.5), result(0.4, ((0.4, 1), (1.0, 1)), o=0.2)
    whole = WorstRatio().combine([low, high])
    assert whole.value == 0.3
    assert whole.levels == ((0.3, 2), (0.4, 1), (1.0, 1))
    assert whole.prices["s"] == pytest.approx(0.1)
    assert whole.prices["o"] == 0.0


@pytest.mark.solver
def test_both_professions_are_settled_each_by_itself() -> None:
    """30 minutes out: an hour at ``b`` takes two; 60 z + 80 z = 70, so half; the other has all."""
    answer = plan(PLACE, objectives=(WorstRatio(),))
    assert answer.access.tolist() == [pytest.approx([0.5, 1.0]), pytest.approx([0.5, 1.0])]
    assert answer.objectives[0].value == pytest.approx(0.5)
