"""The programme of named teams, by brute force over names."""

import itertools
from typing import Any

import numpy as np
import pytest

from experts_at_hand.allocation import allocate
from experts_at_hand.allocation.named_teams import NamedTeams
from tests.allocation.test_continuity import AIMS, GROUPS, ROAD, keep, planned
from tests.places import TinyPlace, tiny_place

pytestmark = pytest.mark.solver


def by_brute_force(place: TinyPlace) -> float:
    """Return the best lowest access of any way to give each setting one team."""
    ids = [team.id for team in place.area.teams]
    best = 0.0
    for choice in itertools.product(ids, repeat=len(ROAD)):
        rule = NamedTeams(teams={s: (t,) for s, t in zip(ROAD, choice, strict=True)})
        plan = allocate(
            place.area, place.travel, place.clustering, [rule], AIMS, visits=place.visits
        )
        best = max(best, float(np.nanmin(plan.access[:, 0])))
    return best


@pytest.mark.parametrize("hours", [(100.0, 150.0), (60.0, 170.0), (90.0, 90.0)])
def test_one_team_each_is_near_the_best_there_is(hours: tuple[float, float]) -> None:
    """Against every way to name them: never above, and within a twentieth on so few settings."""
    place = tiny_place(ROAD, {"w": (0, hours[0]), "e-team": (30, hours[1])}, groups=GROUPS)
    found = keep(place, teams=1)
    access = float(np.nanmin(planned(place, found).access[:, 0]))
    best = by_brute_force(place)
    assert access <= best + 1e-6
    assert access >= 0.95 * best


def test_the_middle_of_the_road_may_have_two_teams() -> None:
    """Equal teams at both ends of an even road: alone, one of them must take the middle whole.

    Each end needs 90, the middle 90; each team has 90 hours and k is 1 at its door and 1.5 in the
    middle: free, both give 90 z + 1.5 x 45 z = 90, z = 0.5714. Alone, one has 90 z + 135 z = 90,
    z = 0.4. With a lead of 60% that lead gives 54 z in the middle, and the other helps it with x at
    its own door (k = 2): 90 z - x + 81 z = 90 and 2 x + 54 z + 90 z = 90, so 486 z = 270.
    """
    place = tiny_place(
        {"l": (0, 90.0), "m": (15, 90.0), "r": (30, 90.0)}, {"w": (0, 90.0), "e": (30, 90.0)}
    )
    lowest = {}
    asked: dict[str, dict[str, Any]] = {"two": {}, "one": {"teams": 1}, "half": {"lead_share": 0.5}}
    for name, terms in asked.items():
        plan = planned(place, keep(place, **terms))
        lowest[name] = float(np.nanmin(plan.access[:, 0]))
    assert lowest["half"] == pytest.approx(90 / 157.5, abs=1e-6)
    assert lowest["two"] == pytest.approx(270 / 486, abs=1e-6)
    assert lowest["one"] == pytest.approx(0.4, abs=1e-6)
