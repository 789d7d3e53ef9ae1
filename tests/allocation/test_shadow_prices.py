"""Every published price has the sign and the size that a finite difference shows."""

from collections.abc import Mapping

import pytest

from experts_at_hand.allocation.objectives import UnmetNeed, WorstRatio
from experts_at_hand.allocation.rules import Reach
from experts_at_hand.allocation.travel_time import TravelTime
from experts_at_hand.registry.protocols import Objective
from tests.places import plan, tiny_place

pytestmark = pytest.mark.solver

NEEDS = {"a": (0, 90), "b": (12, 70), "c": (20, 110), "d": (47, 60), "e": (55, 80)}
TEAMS = {"west": (2, 120), "middle": (18, 75), "east": (50, 90)}
STEP = 0.01
"""Working hours: small enough that no price changes within it, far above the solver's tolerance."""


def value(teams: Mapping[str, tuple[float, float]], aims: list[Objective], index: int) -> float:
    """Return what one aim reaches."""
    place = tiny_place(NEEDS, teams)
    return plan(place, [Reach(max_minutes=35)], aims).objectives[index].value


@pytest.mark.parametrize("team", TEAMS)
@pytest.mark.parametrize(
    ("aims", "index"),
    [
        ([WorstRatio()], 0),
        ([UnmetNeed()], 0),
        ([UnmetNeed(), TravelTime()], 0),
    ],
    ids=["worst_ratio", "unmet_need", "unmet_need_first_of_two"],
)
def test_price_equals_finite_difference(team: str, aims: list[Objective], index: int) -> None:
    """One more working hour changes the value by the price, from both sides."""
    place = tiny_place(NEEDS, TEAMS)
    price = plan(place, [Reach(max_minutes=35)], aims).objectives[index].prices[team]
    km, hours = TEAMS[team]
    more = value({**TEAMS, team: (km, hours + STEP)}, aims, index)
    less = value({**TEAMS, team: (km, hours - STEP)}, aims, index)
    assert (more - less) / (2 * STEP) == pytest.approx(price, rel=1e-3, abs=1e-6)


def test_price_of_the_lowest_access_by_hand() -> None:
    """60 hours serve needs of 80 and 40 at the door: one hour more is 1 / 120 of access."""
    place = tiny_place({"a": (0, 80), "b": (0, 40)}, {"t": (0, 60)})
    prices = plan(place).objectives[0].prices
    assert prices == {"t": pytest.approx(1 / 120)}


def test_price_of_unmet_need_by_hand() -> None:
    """30 km away an hour of work gives half a contact hour: half an hour less unmet."""
    place = tiny_place({"a": (30, 60)}, {"t": (0, 60)})
    assert plan(place, objectives=[UnmetNeed()]).objectives[0].prices["t"] == pytest.approx(-0.5)


def test_price_of_travel_with_access_settled_by_hand() -> None:
    """An hour more next door saves the hour that the far team drives.

    a (60 h) stands at near's door; near has 20 hours, far comes 30 minutes (k = 2) for the other
    40 contact hours with exactly the 100 hours it needs and some to spare: near + 1 hour = 1
    contact hour that far no longer drives 1 hour for.
    """
    place = tiny_place({"a": (0, 60)}, {"near": (0, 20), "far": (30, 100)})
    answer = plan(place)
    assert answer.objectives[0].value == pytest.approx(1)
    assert answer.objectives[1].value == pytest.approx(40)
    assert answer.objectives[1].prices["near"] == pytest.approx(-1)


def test_a_team_with_hours_to_spare_has_no_price() -> None:
    """All need is met: another hour adds nothing."""
    place = tiny_place({"a": (0, 10)}, {"t": (0, 100)})
    assert plan(place).objectives[0].prices["t"] == pytest.approx(0, abs=1e-9)
