"""The rule of named teams: what it refuses."""

import pytest

from experts_at_hand.allocation import allocate
from experts_at_hand.allocation.named_teams import NamedTeams
from experts_at_hand.errors import ScenarioError
from tests.allocation.test_continuity import AIMS, ROAD
from tests.places import tiny_place

pytestmark = pytest.mark.solver


def test_a_name_that_there_is_not_is_refused() -> None:
    place = tiny_place(ROAD, {"w": (0, 200.0)})
    rule = NamedTeams(teams={"a": ("v",), "zz": ("w",)})
    with pytest.raises(ScenarioError) as refusal:
        allocate(place.area, place.travel, place.clustering, [rule], AIMS, visits=place.visits)
    assert len(refusal.value.problems) == 2
