"""Objects with figures are values: equal by their figures, sealed for good, hashable as said."""

import copy
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.scorecard import Measure, Scorecard
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.travel.roads.network import RoadNetwork

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


def test_what_was_handed_in_can_be_changed_without_harm() -> None:
    """Lists and dictionaries of the caller, and the mappings an object works out for itself."""
    hours, settings = {"salt": 3.0}, []
    place = Place(easting=375_000, northing=165_000)
    oak = Setting(id="1", name="Oak", phase=Phase.PRIMARY, place=place, need_hours=hours)
    settings.append(oak)
    area = LocalArea(name="A", settings=settings, teams=[])  # type: ignore[arg-type]
    hours["salt"] = 9.0
    settings.clear()
    assert oak.need_hours == {"salt": 3.0}
    assert area.settings == (oak,)
    for mapping in (oak.need_hours, area.setting_index, area.places, MATRIX.index):
        with pytest.raises(TypeError, match="frozen object"):
            mapping["1"] = 4  # type: ignore[index]
    assert copy.deepcopy(oak) == pickle.loads(pickle.dumps(oak)) == oak  # noqa: S301
    with pytest.raises(TypeError, match="frozen object"):
        copy.deepcopy(oak).need_hours.update(salt=1)  # type: ignore[attr-defined]


def test_what_claims_to_be_hashable_hashes() -> None:
    """Settings with needs of their own, areas, scenarios, clusterings, roads with speeds."""
    outcome = run(shipped("toy/baseline.toml"))
    roads = RoadNetwork(roads=Path("r.gpkg"), speeds_mph={"A Road": 40.0})
    for value in (
        *outcome.area.settings, *outcome.area.teams, outcome.area, outcome.scenario,
        outcome.clustering, outcome.travel, outcome.allocation, roads,
    ):  # fmt: skip
        assert hash(value) == hash(copy.deepcopy(value))


def test_degrees_are_no_metres() -> None:
    with pytest.raises(ValueError, match="look like longitude and latitude"):
        Place(easting=-2.36, northing=51.38)
