"""A plan settled again in place is the plan that would be made anew, whatever came before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.allocation.objectives import UnmetNeed, WorstRatio
from experts_at_hand.allocation.rules import Floor
from experts_at_hand.allocation.solve import state_plan
from experts_at_hand.allocation.travel_time import TravelTime
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.registry.protocols import Rule
from tests.hunt import examples
from tests.places import HOURS_PER_WTE, TinyPlace, tiny_place

pytestmark = pytest.mark.solver

PLACE = tiny_place(
    {"a": (0, 100.0), "b": (10, 80.0), "c": (20, 60.0), "d": (30, 90.0)},
    {"w": (0, 90.0), "e": (30, 60.0)},
    ot_teams={"o": (15, 50.0)},
)
ORDERS = (
    (WorstRatio(), TravelTime()),
    (UnmetNeed(), WorstRatio(), TravelTime()),
    (WorstRatio(), UnmetNeed()),
)


def with_hours(place: TinyPlace, hours: dict[str, float]) -> LocalArea:
    return place.area.replace(
        teams=tuple(replace(t, wte=hours[t.id] / HOURS_PER_WTE) for t in place.area.teams)
    )


@given(
    draws=st.lists(
        st.fixed_dictionaries({t: st.floats(1, 300) for t in ("w", "e", "o")}),
        min_size=1, max_size=4,
    ),
    order=st.sampled_from(ORDERS),
)  # fmt: skip
@budget(max_examples=examples(40), deadline=None)
def test_settled_again_is_settled_anew(draws: list[dict[str, float]], order: tuple) -> None:  # type: ignore[type-arg]
    """Values, levels and prices, draw after draw; and the plan passes the check by arithmetic."""
    again = state_plan(PLACE.area, PLACE.travel, PLACE.clustering, (), order, visits=PLACE.visits)
    for hours in draws:
        area = with_hours(PLACE, hours)
        hot = again.plan_with_hours(area)
        cold = allocate(area, PLACE.travel, PLACE.clustering, (), order, visits=PLACE.visits)
        assert verify(area, PLACE.travel, PLACE.clustering, hot) == ()
        for one, other in zip(hot.objectives, cold.objectives, strict=True):
            assert one.value == pytest.approx(other.value, rel=1e-6, abs=1e-6)
            assert one.status == other.status == "optimal"
            assert dict(one.prices) == pytest.approx(dict(other.prices), abs=1e-6)
            assert [n for _, n in one.levels] == [n for _, n in other.levels]


def test_the_first_plan_may_be_the_one_with_other_hours() -> None:
    """Before anything was settled with the hours that it was stated with."""
    hours = {"w": 180.0, "e": 120.0, "o": 100.0}
    area = with_hours(PLACE, hours)
    again = state_plan(PLACE.area, PLACE.travel, PLACE.clustering, visits=PLACE.visits)
    hot = again.plan_with_hours(area)
    cold = allocate(area, PLACE.travel, PLACE.clustering, visits=PLACE.visits)
    assert [a.value for a in hot.objectives] == pytest.approx([a.value for a in cold.objectives])


@pytest.mark.parametrize(
    "hours", [{"w": 0.0, "e": 60.0, "o": 50.0}, {"w": 9.0, "e": 9.0, "o": 9.0}]
)
@pytest.mark.parametrize("rules", [(), (Floor(hours=1.0),)])
def test_what_cannot_be_done_in_place_is_stated_anew(
    hours: dict[str, float], rules: tuple[Rule, ...]
) -> None:
    """A team that has lost its last hour, and hours that a rule guarantees."""
    again = state_plan(PLACE.area, PLACE.travel, PLACE.clustering, rules, visits=PLACE.visits)
    area = with_hours(PLACE, hours)
    hot = again.plan_with_hours(area)
    cold = allocate(area, PLACE.travel, PLACE.clustering, rules, visits=PLACE.visits)
    assert [a.value for a in hot.objectives] == pytest.approx([a.value for a in cold.objectives])
