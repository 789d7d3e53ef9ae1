"""The programme of posts: of equal places the ones with less travel, guarantees kept."""

import numpy as np
import pytest

from experts_at_hand.allocation import allocate
from experts_at_hand.allocation.rules import Floor, Locked
from experts_at_hand.registry.protocols import Rule
from tests.allocation.test_post_budget import both, decide
from tests.places import tiny_place

pytestmark = pytest.mark.solver


def test_of_equal_posts_those_with_less_travel() -> None:
    """One setting, two bases: the post is put at its door and not 30 minutes away."""
    place = tiny_place(
        {"a": (0, 500.0)}, {"far": (30, 10.0), "near": (0, 10.0)}, ot_teams={"o": (0, 500.0)}
    )
    found = decide(place, wte=2.0, step=1.0, professions=("salt",)).decision
    assert {post.where for post in found.posts} == {"near"}
    assert "1 WTE of the budget is left: nobody is helped by more of it" in found.notes


def test_what_rules_guarantee_is_part_of_the_programme() -> None:
    """A floor and a locked assignment leave less for the lowest; the plan agrees to a millionth."""
    place = both(300.0, 120.0)
    rules: tuple[Rule, ...] = (
        Floor(hours=120.0, profession="salt"),
        Locked(team="sw", setting="b", hours=200.0),
    )
    free, bound = (
        decide(place, those, wte=0.6, step=0.2, professions=("salt",)) for those in ((), rules)
    )
    assert bound.decision.value <= free.decision.value + 1e-9
    plan = allocate(bound.area, bound.travel, place.clustering, bound.rules, visits=place.visits)
    own = next(o for o in bound.decision.professions if o.profession == "salt")
    assert float(np.nanmin(plan.access[:, 0])) == pytest.approx(own.lowest_access, abs=1e-6)
