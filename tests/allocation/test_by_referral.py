"""Whoever asks is served: the capacity of a base goes to its settings in proportion to referrals.

On a road with ``k = 1 + 2 km/60``: west at km 0 with 33 working hours is nearest to a (km 0) and b
(km 3); they refer 10 and 20 children. Contact hours x and 2 x cost x + 2 x x 1.1 = 3.2 x = 33, so
x = 10.3125. East at km 10 with 21 hours has c (km 10) alone: 21 hours, whatever it refers.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.allocation import verify
from experts_at_hand.allocation.by_referral import ByReferral
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.errors import DataError, ScenarioError
from tests.places import TinyPlace, allocated_by, tiny_place


def place_with(referrals: tuple[float | None, ...]) -> TinyPlace:
    place = tiny_place(
        {"a": (0, 20), "b": (3, 10), "c": (10, 30)}, {"west": (0, 33), "east": (10, 21)}
    )
    settings = tuple(
        replace(
            setting,
            pupils=100.0,
            groups={"referrals": "" if n is None else str(n)},
            counts={"referrals": n},
        )
        for setting, n in zip(place.area.settings, referrals, strict=True)
    )
    return replace(place, area=place.area.replace(settings=settings))


def shared(place: TinyPlace, method: ByReferral) -> Allocation:
    return allocated_by(place, method)


def test_hours_follow_referrals_as_derived_by_hand() -> None:
    place = place_with((10, 20, 5))
    plan = shared(place, ByReferral())
    assert plan.allocated_hours[:, 0] == pytest.approx([10.3125, 20.625, 21.0])
    assert verify(place.area, place.travel, place.clustering, plan) == ()
    assert plan.access[:, 0] == pytest.approx([10.3125 / 20, 1.0, 0.7])  # b gets twice its need


def test_a_blank_is_estimated_from_the_phase_and_said() -> None:
    place = place_with((10, None, 20))  # 15 for each 100 pupils
    plan = shared(place, ByReferral())
    assert plan.allocated_hours[1, 0] / plan.allocated_hours[0, 0] == pytest.approx(1.5)
    assert plan.notes == (
        "referrals of 1 setting were blank and estimated from others of the phase",
    )


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (place_with((None, None, None)), "'referrals' is blank everywhere"),
        (place_with((0, 0, 0)), "is 0 everywhere"),
        (tiny_place({"a": (0, 1)}, {"t": (0, 1)}), "there is no column 'referrals'"),
    ],
)
def test_a_column_that_says_nothing_is_refused(place: TinyPlace, words: str) -> None:
    with pytest.raises(DataError, match=words):
        shared(place, ByReferral())


def test_without_spread_everybody_of_a_base_asks_by_need() -> None:
    place = place_with((None, None, None))
    plan = shared(place, ByReferral(spread=0.0))
    assert plan.allocated_hours[0, 0] / plan.allocated_hours[1, 0] == pytest.approx(2.0)


def test_a_spread_below_nothing_is_refused() -> None:
    with pytest.raises(ScenarioError, match="spread"):
        ByReferral(spread=-0.1)


@given(st.integers(0, 10_000), st.floats(0, 3))
def test_the_same_seed_asks_the_same_and_teams_work_what_they_have(
    seed: int, spread: float
) -> None:
    place = place_with((None, None, None))
    method = ByReferral(spread=spread, seed=seed)
    plan = shared(place, method)
    again = shared(place, method)
    assert np.array_equal(plan.allocated_hours, again.allocated_hours)
    worked = sum(a.contact_hours + a.travel_hours for a in plan.assignments)
    assert worked == pytest.approx(54.0)
    assert verify(place.area, place.travel, place.clustering, plan) == ()
