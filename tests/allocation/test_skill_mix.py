"""Skill mix: by hand, and against a programme that deals every hour out to a level."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from scipy.optimize import linprog

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.allocation.skill_mix import SkillMix
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import CONTINUITY
from tests.hunt import examples
from tests.places import TinyPlace, tiny_place

pytestmark = pytest.mark.solver

LEVELS = {"universal": 0.4, "specialist": 0.6}


def staffed(
    needs: dict[str, tuple[float, float]], teams: dict[str, tuple[float, float, str]]
) -> TinyPlace:
    """Build a place with one profession whose teams are (kilometre, hours, band)."""
    place = tiny_place(needs, {t: (km, hours) for t, (km, hours, _) in teams.items()})
    return replace(
        place,
        area=place.area.replace(
            settings=tuple(
                replace(s, need_hours={"salt": s.need_hours["salt"]}) for s in place.area.settings
            ),
            teams=tuple(replace(t, band=teams[t.id][2]) for t in place.area.teams),
        ),
    )


DOOR = staffed({"a": (0, 150.0)}, {"r": (0, 100.0, "6"), "x": (0, 100.0, "Band 4")})


def planned(place: TinyPlace, **said: Any) -> Allocation:  # noqa: ANN401 - keys of the rule
    """Plan under the rule, and check the plan in plain arithmetic."""
    rule = SkillMix(**said)
    plan = allocate(place.area, place.travel, place.clustering, [rule], visits=place.visits)
    assert verify(place.area, place.travel, place.clustering, plan) == ()
    return plan


@pytest.mark.parametrize(
    ("said", "access"),
    [
        # 150 hours are needed and 200 there: all of it.
        ({}, 1.0),
        # Assistants give at most 0.4 of it: 0.6 x H <= 100, H = 166.7: all of it still.
        ({"levels": LEVELS, "up_to": {"4": "universal"}}, 1.0),
        # And each of their hours takes 0.2 of a therapist's: 0.6 H + 0.2 x 0.4 H = 100.
        ({"levels": LEVELS, "up_to": {"4": "universal"}, "supervision": {"4": 0.2}}, 0.980392),
        # At most a quarter by assistants: 0.75 H + 0.2 x 0.25 H = 100, H = 125.
        ({"supervision": {"4": 0.2}, "most": {"4": 0.25}}, 0.833333),
        # None at all: the therapists alone.
        ({"most": {"4": 0.0}}, 0.666667),
    ],
)
def test_at_one_door(said: dict[str, Any], access: float) -> None:
    """Nobody travels: hours are working hours."""
    assert planned(DOOR, **said).access[0, 0] == pytest.approx(access, abs=1e-6)


def dealt_out(
    place: TinyPlace, levels: dict[str, float], up_to: dict[str, str], takes: dict[str, float]
) -> float:
    """Return the best lowest access by a programme with hours by team, setting and level."""
    area = place.area
    words = list(levels)
    visits = place.visits.costs(area, place.travel, place.clustering)
    k = visits.working_hours_per_contact_hour
    teams, settings = len(area.teams), len(area.settings)
    reach = [words.index(up_to[t.band]) if t.band in up_to else len(words) - 1 for t in area.teams]
    index = {
        key: at
        for at, key in enumerate(
            (t, s, level)
            for t in range(teams)
            for s in range(settings)
            for level in range(reach[t] + 1)
        )
    }
    count = len(index) + 1
    need = area.need.hours[:, 0]
    equal, upper, most = [], [], []
    for s in range(settings):
        for level, word in enumerate(words):
            row = np.zeros(count)
            for t in range(teams):
                if (t, s, level) in index:
                    row[index[t, s, level]] = 1
            row[-1] = -need[s] * levels[word]
            equal.append(row)
    for t in range(teams):
        row = np.zeros(count)
        for (team, s, _), at in index.items():
            if team == t:
                row[at] = k[t, s]
        upper.append(row)
        most.append(area.capacity_hours[t])
    if takes:
        row = np.zeros(count)
        for (team, s, _), at in index.items():
            band = area.teams[team].band
            row[at] = takes[band] if band in takes else k[team, s]
        upper.append(row)
        most.append(
            sum(area.capacity_hours[t] for t in range(teams) if area.teams[t].band not in takes)
        )
    costs = np.zeros(count)
    costs[-1] = -1
    found = linprog(
        costs, A_ub=np.array(upper), b_ub=most, A_eq=np.array(equal), b_eq=np.zeros(len(equal)),
        bounds=[(0, None)] * (count - 1) + [(0, 1)],
    )  # fmt: skip
    assert found.x is not None
    return float(found.x[-1])


@given(
    needs=st.lists(st.floats(20, 200), min_size=2, max_size=4),
    hours=st.tuples(*(st.floats(10, 200) for _ in range(4))),
    split=st.lists(st.floats(0.05, 1), min_size=3, max_size=3),
    takes=st.sampled_from([0.0, 0.1, 0.4]),
)
@budget(max_examples=examples(30), deadline=None)
def test_levels_can_be_dealt_out(
    needs: list[float], hours: tuple[float, ...], split: list[float], takes: float
) -> None:
    """Three levels and three bands: what the rule allows is what hours by level allow."""
    total = sum(split)
    shares = dict(
        zip(("universal", "targeted", "specialist"), (x / total for x in split), strict=True)
    )
    place = staffed(
        {f"s{i}": (6.0 * i, need) for i, need in enumerate(needs)},
        {
            "x": (0, hours[0], "4"), "y": (12, hours[1], "5"), "r": (4, hours[2], "6"),
            "z": (18, hours[3], "4"),
        },
    )  # fmt: skip
    up_to = {"4": "universal", "5": "targeted"}
    supervision = {"4": takes} if takes else {}
    plan = planned(place, levels=shares, up_to=up_to, supervision=supervision)
    expected = dealt_out(place, shares, up_to, supervision)
    assert float(plan.access.min()) == pytest.approx(expected, abs=1e-6)


def test_an_area_without_bands_is_as_before() -> None:
    """Teams that state none may deliver everything."""
    needs: dict[str, tuple[float, float]] = {"a": (0, 150.0), "b": (9, 90.0)}
    plain = staffed(needs, {"r": (0, 100.0, ""), "x": (9, 60.0, "4")})
    free = allocate(plain.area, plain.travel, plain.clustering, visits=plain.visits)
    bound = planned(plain, levels=LEVELS, up_to={"4": "specialist"})
    assert bound.access == pytest.approx(free.access, abs=1e-6)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"levels": LEVELS, "up_to": {"4": "universal", "6": "universal"}}, "may deliver spec"),
        ({"supervision": {"4": 0.1, "6": 0.1}}, "nobody to give it"),
        ({"most": {"7": 0.5}}, "no team has band '7'"),
        ({"profession": "slat"}, "did you mean 'salt'"),
        ({"up_to": {"4": "universal"}}, "levels that are not stated"),
    ],
)
def test_what_no_plan_can_keep_is_refused(said: dict[str, Any], words: str) -> None:
    """In the words of the people who have to mend it."""
    with pytest.raises(ScenarioError, match=words):
        planned(DOOR, **said)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"levels": {"a": 0.4, "b": 0.4}}, "add up to 0.8"),
        ({"levels": {"a": 1.4}}, "levels.a is 1.4"),
        ({"levels": LEVELS, "up_to": {"4": "univrsal"}}, "did you mean 'universal'"),
        ({"supervision": {"4": -1.0}}, "supervision.4 is -1.0"),
        ({"most": {"4": 1.5}}, "most.4 is 1.5"),
    ],
)
def test_what_cannot_be_stated_is_refused(said: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SkillMix(**said)


def test_names_wait() -> None:
    """Named teams do not know of levels yet: said, not ignored."""
    rule = SkillMix(levels=LEVELS, up_to={"4": "universal"})
    given_: dict[str, Any] = {"visits": DOOR.visits, "rules": [rule], "time_limit_seconds": None}
    place = (DOOR.area, DOOR.travel, DOOR.clustering)
    with pytest.raises(ScenarioError, match="under the rule skill_mix yet"):
        CONTINUITY.build("named_lead").keep(*place, objectives=(), **given_)


def test_an_hour_of_a_therapist_is_worth_its_supervision_too() -> None:
    """Prices equal finite differences: at the door 0.6 H + 0.08 H = 100 + 1, H = 148.53.

    Assistants have hours to spare, and one more of theirs changes nothing.
    """
    said: dict[str, Any] = {
        "levels": LEVELS, "up_to": {"4": "universal"}, "supervision": {"4": 0.2},
    }  # fmt: skip
    prices = planned(DOOR, **said).objectives[0].prices
    assert prices["r"] == pytest.approx(1 / 0.68 / 150, abs=1e-7)
    assert prices["x"] == 0.0
