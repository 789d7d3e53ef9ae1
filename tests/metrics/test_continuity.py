"""Teams a setting, settings and clusters a team, and slivers: counted by hand on a tiny road."""

import pytest

from experts_at_hand.domain.scorecard import Scorecard
from experts_at_hand.metrics import measure
from tests.places import plan, tiny_place

pytestmark = pytest.mark.solver

GROUPS = [["a", "b"], ["c", "d"]]
NEEDS = {"a": (0, 100.0), "b": (10, 100.0), "c": (20, 100.0), "d": (30, 0.5)}


def measured(west: float, east: float) -> Scorecard:
    place = tiny_place(NEEDS, {"w": (0, west), "e": (30, east)}, groups=GROUPS)
    return measure(place.area, place.travel, place.clustering, plan(place))


def test_a_setting_between_two_teams_meets_both() -> None:
    """West alone meets a (100) and half of b (k = 1 + 20/60: 66.67 of 200 hours), the rest is east.

    With 166.67 hours west gives a 100 and b 50; east gives the other 50 of b, all of c and d: so b
    meets two teams, the others one, and five pairs hold no sliver: half an hour is all d needs.
    """
    card = measured(100 + 50 * (1 + 20 / 60), 1_000.0)
    assert card["teams_a_setting"].value == pytest.approx(5 / 4)
    assert card["share_with_one_team"].value == pytest.approx(3 / 4)
    assert card["settings_a_team"].value == pytest.approx((2 + 3) / 2)
    assert card["clusters_a_team"].value == pytest.approx((1 + 2) / 2)
    assert card["share_below_one_visit"].value == 0.0


def test_a_sliver_is_less_than_a_visit_where_more_is_needed() -> None:
    """West has half an hour beyond a: b meets it for that, below its visit of an hour."""
    card = measured(100 + 0.5 * (1 + 20 / 60), 1_000.0)
    assert card["share_below_one_visit"].value == pytest.approx(1 / 5)
