"""Objects with figures are values: equal by their figures, sealed for good, hashable as said."""

import copy
import pickle
from dataclasses import replace

import numpy as np
import pytest

from experts_at_hand.domain.scorecard import Measure, Scorecard
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.examples import shipped
from experts_at_hand.run import run

pytestmark = pytest.mark.solver

WAYS = np.array([[0.0, 5.0], [6.0, 0.0]])
MATRIX = TravelMatrix(ids=("a", "b"), minutes=WAYS, miles=WAYS)


def test_equality_sees_figures() -> None:
    assert TravelMatrix(ids=("a", "b"), minutes=WAYS.copy(), miles=WAYS.copy()) == MATRIX
    assert TravelMatrix(ids=("a", "b"), minutes=WAYS + np.eye(2), miles=WAYS) != MATRIX
    assert TravelMatrix(ids=("a", "c"), minutes=WAYS, miles=WAYS) != MATRIX
    assert MATRIX != "a matrix"
    assert hash(TravelMatrix(ids=("a", "b"), minutes=WAYS, miles=WAYS)) == hash(MATRIX)


def test_a_plan_that_differs_by_an_hour_is_another() -> None:
    plan = run(shipped("toy/baseline.toml")).allocation
    assert replace(plan, allocated_hours=plan.allocated_hours + 1) != plan
    assert replace(plan) == plan


@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, lambda o: pickle.loads(pickle.dumps(o))])  # noqa: S301
def test_sealed_after_copying_and_pickling(how) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    outcome = run(shipped("toy/baseline.toml"))
    for value in (MATRIX, outcome.allocation, outcome.area.need, outcome.allocation.visits):
        twin = how(value)
        assert twin == value
        for name in ("minutes", "need_hours", "hours", "miles"):
            array = getattr(twin, name, None)
            if isinstance(array, np.ndarray):
                with pytest.raises(ValueError, match="read-only"):
                    array[0, 0] = 9.0


def test_nonsense_is_refused_at_birth() -> None:
    with pytest.raises(ValueError, match="'a' labels two rows"):
        TravelMatrix(ids=("a", "a"), minutes=WAYS, miles=WAYS)
    with pytest.raises(ValueError, match="negative or missing"):
        TravelMatrix(ids=("a", "b"), minutes=-WAYS, miles=WAYS)
    measure = Measure(metric="m", value=1.0, unit="u", better="higher", label="M")
    with pytest.raises(ValueError, match="measured twice"):
        Scorecard(measures=(measure, measure))
    costs = run(shipped("toy/baseline.toml")).allocation.visits
    with pytest.raises(ValueError, match="negative or missing"):
        replace(costs, minutes=costs.minutes * np.nan)
    with pytest.raises(ValueError, match="hours_per_visit"):
        replace(costs, hours_per_visit=0.0)
