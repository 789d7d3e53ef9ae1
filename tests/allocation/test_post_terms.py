"""What posts may look like: what cannot be asked is refused."""

from dataclasses import replace
from typing import Any

import pytest

from experts_at_hand.errors import ScenarioError
from tests.allocation.test_post_budget import NEEDS, both, decide
from tests.places import tiny_place

pytestmark = pytest.mark.solver


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "states either wte or gbp"),
        ({"wte": 1.0, "gbp": 5.0}, "states either wte or gbp"),
        ({"wte": 0.1}, "least post is 0.2 WTE"),
        ({"wte": 0.3, "least": 0.4}, "least post is 0.4 WTE"),
        ({"gbp": 100.0}, "the cheapest post of 0.2 WTE costs 19,680 a year"),
        ({"wte": -1.0}, "buys no post"),
        ({"wte": 1.0, "step": -0.2}, "step is -0.2"),
        ({"wte": 1.0, "places": "huts"}, "should be 'bases', 'hubs' or 'clusters'"),
        ({"wte": 1.0, "professions": ("slat",)}, "did you mean 'salt'"),
        ({"wte": 1.0, "cost_per_wte": {"ot": 0.0}}, "expected more than 0"),
        ({"lowest_access": 0.0}, "expected a share above 0"),
        ({"lowest_access": 1.4}, "expected a share above 0"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        decide(both(100.0, 100.0), **asked)


def test_places_that_there_are_not_are_refused_together() -> None:
    """Both problems at once: no clusters, and a rule that ties clusters to today's bases."""
    place = tiny_place(NEEDS, {"t": (0, 100.0)})
    from experts_at_hand.allocation.service import Service

    with pytest.raises(ScenarioError) as refusal:
        decide(place, (Service(),), wte=1.0, places="clusters")
    assert len(refusal.value.problems) == 2


def test_a_profession_that_nobody_needs_takes_no_posts() -> None:
    """All of the money goes to the one that is needed."""
    place = both(100.0, 100.0)
    none = tuple(replace(s, need_hours={**s.need_hours, "ot": 0.0}) for s in place.area.settings)
    bare = replace(place, area=place.area.replace(settings=none))
    found = decide(bare, wte=0.6, step=0.2).decision
    assert {own.profession: own.wte for own in found.professions} == {
        "salt": pytest.approx(0.6), "ot": 0.0,
    }  # fmt: skip
    least = decide(bare, lowest_access=0.3, step=0.2).decision
    assert least.professions[1].wte == 0.0
