"""Claims of a plan against its hours: every kind of false claim is found, and a true one is not."""

from dataclasses import replace
from typing import Any

import pytest

from experts_at_hand.allocation.claims import claim_breaches, visit_breaches
from experts_at_hand.allocation.objectives import UnmetNeed, WorstRatio
from experts_at_hand.domain.allocation import Allocation
from tests.allocation.problems import problem_of
from tests.places import plan, tiny_place

pytestmark = pytest.mark.solver

PLACE = tiny_place({"a": (0, 60.0), "b": (30, 40.0)}, {"w": (0, 70.0)})
AIMS = (WorstRatio(), UnmetNeed())


@pytest.fixture(scope="module")
def sound() -> Allocation:
    return plan(PLACE, objectives=AIMS)


def found(allocation: Allocation) -> list[str]:
    """Return what is said against a plan's claims."""
    problem = problem_of(PLACE)
    hours = problem.need * 0
    hours = hours.T.repeat(1, axis=0)[: len(PLACE.area.teams)] * 0.0
    for item in allocation.assignments:
        t = PLACE.area.team_index[item.team_id]
        hours[t, PLACE.area.setting_index[item.setting_id]] = item.contact_hours
    breaches = [
        *visit_breaches(problem, allocation),
        *claim_breaches(problem, allocation, AIMS, hours),
    ]
    return [str(breach) for breach in breaches]


def claiming(allocation: Allocation, **said: Any) -> Allocation:  # noqa: ANN401 - any field
    """Return the plan with another claim of its first aim."""
    first, *others = allocation.objectives
    return replace(allocation, objectives=(replace(first, **said), *others))


def test_a_sound_plan_has_nothing_said_against_it(sound: Allocation) -> None:
    assert found(sound) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"value": 0.9}, "claimed 0.9, measured"),
        ({"bound": 0.1}, "better than its bound 0.1"),
        ({"bound": 0.99}, "called optimal at"),
        ({"value": float("nan")}, "claims nan"),
        ({"prices": {"w": -1.0}}, "price of w is -1.0"),
        ({"prices": {"nobody": 1.0}}, "price of nobody is 1.0"),
        ({"levels": ((0.5, 1),)}, "1 settings are settled, 2 are within reach"),
        ({"levels": ((0.1, 2),)}, "access lies up to"),
    ],
)
def test_a_false_claim_is_found(sound: Allocation, said: dict[str, Any], words: str) -> None:
    assert any(words in line for line in found(claiming(sound, **said)))


def test_aims_that_were_not_asked_are_found(sound: Allocation) -> None:
    fewer = replace(sound, objectives=sound.objectives[:1])
    assert found(fewer) == ["objectives: settled worst_ratio; asked were worst_ratio, unmet_need"]


def test_somebody_called_out_of_reach_is_found(sound: Allocation) -> None:
    wrong = replace(sound, unreached=(("a", "salt"),))
    assert found(wrong) == [
        "reach: setting a is not out of reach of salt, and the plan says otherwise"
    ]


@pytest.mark.parametrize("field", ["visits", "travel_hours", "miles"])
def test_travel_that_its_visits_do_not_cost_is_found(sound: Allocation, field: str) -> None:
    first, *others = (item for item in sound.assignments if item.setting_id == "b")
    kept = [item for item in sound.assignments if item.setting_id != "b"]
    wrong = replace(first, **{field: getattr(first, field) + 1})
    said = found(replace(sound, assignments=(*kept, wrong, *others)))
    assert len(said) == 1
    assert said[0].startswith("travel: w at b")
