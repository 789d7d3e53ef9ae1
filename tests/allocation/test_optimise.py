"""The method of every design: the plan that `allocate` makes, said in one sentence."""

import pytest

from experts_at_hand.allocation.optimise import Optimise
from experts_at_hand.allocation.solve import DEFAULT_OBJECTIVES, allocate
from tests.places import tiny_place

pytestmark = pytest.mark.solver


def test_it_is_allocate_by_its_registered_name() -> None:
    place = tiny_place({"a": (0, 60.0), "b": (30, 40.0)}, {"w": (0, 70.0)})
    by_method = Optimise().allocate(
        place.area, place.travel, place.clustering, visits=place.visits, rules=(),
        objectives=DEFAULT_OBJECTIVES, time_limit_seconds=None,
    )  # fmt: skip
    plain = allocate(place.area, place.travel, place.clustering, (), visits=place.visits)
    assert by_method == plain
    assert by_method.method is None
    assert Optimise().breaches(place.area, by_method) == ()
    assert "the rules hold" in Optimise().sentence()
