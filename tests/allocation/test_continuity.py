"""A named therapist: by hand, by brute force over names, and what every choice must keep."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.allocation.continuity import Kept
from experts_at_hand.allocation.objectives import WorstRatio
from experts_at_hand.allocation.travel_time import TravelTime
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.errors import InfeasibleError, ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.posts import continuity_lines
from experts_at_hand.registry.protocols import CONTINUITY
from experts_at_hand.scenario import load_scenario
from tests.hunt import examples
from tests.places import TinyPlace, tiny_place

pytestmark = pytest.mark.solver

AIMS = (WorstRatio(), TravelTime())


ROAD = {"a": (0, 90.0), "b": (8, 70.0), "c": (15, 80.0), "d": (22, 60.0), "e": (30, 100.0)}


GROUPS = [["a", "b"], ["c"], ["d", "e"]]


def keep(place: TinyPlace, **asked: Any) -> Kept:  # noqa: ANN401 - keys of the table
    """Name teams in a tiny place."""
    found: Kept = CONTINUITY.build("named_lead", **asked).keep(
        place.area, place.travel, place.clustering, visits=place.visits, rules=(), objectives=AIMS,
        time_limit_seconds=None,
    )  # fmt: skip
    return found


def planned(place: TinyPlace, found: Kept) -> Allocation:
    """Share hours out under the names, and check the plan in plain arithmetic."""
    plan = allocate(
        place.area, place.travel, place.clustering, found.rules, AIMS, visits=place.visits
    )
    assert (
        verify(place.area, place.travel, place.clustering, plan, rules=found.rules, objectives=AIMS)
        == ()
    )
    return plan


def hours_at(plan: Allocation, setting: str, profession: str = "salt") -> dict[str, float]:
    return {
        item.team_id: item.contact_hours
        for item in plan.assignments
        if item.setting_id == setting and item.profession == profession
    }


@given(
    hours=st.tuples(st.floats(40, 160), st.floats(40, 160)),
    teams=st.integers(1, 2),
    share=st.sampled_from([0.5, 0.6, 0.8]),
    whole=st.booleans(),
)
@budget(max_examples=examples(20), deadline=None)
def test_what_was_asked_holds_in_the_plan(
    hours: tuple[float, float], teams: int, share: float, whole: bool
) -> None:
    """Few teams, a lead with its share, no sliver; nobody is promised more than there can be."""
    west, east = hours
    place = tiny_place(ROAD, {"w": (0, west), "e-team": (30, east)}, groups=GROUPS)
    found = keep(place, teams=teams, lead_share=share, whole_visits=whole)
    plan = planned(place, found)
    for setting in ROAD:
        given_ = hours_at(plan, setting)
        lead = found.decision.leads[setting, "salt"]
        assert len(given_) <= teams
        if given_:
            assert (
                given_.get(lead, 0.0) >= (share if teams > 1 else 1.0) * sum(given_.values()) - 1e-5
            )
        if whole:
            assert all(own >= 1 - 1e-5 for own in given_.values())
    own = found.decision.professions[0]
    assert own.kept <= own.bound <= 1.0
    access = float(np.nanmin(plan.access[:, 0]))
    assert access <= own.free_lowest + 1e-6
    if not whole:
        assert access >= own.kept * own.free_lowest - 1e-6


def test_a_team_stays_in_few_clusters() -> None:
    """Three clusters and two teams, one cluster each at most: one cluster has nobody to come.

    Without the limit nobody is left out, and with two clusters each the bound is reached.
    """
    place = tiny_place(ROAD, {"w": (0, 120.0), "e-team": (30, 120.0)}, groups=GROUPS)
    found = keep(place, teams=1, clusters=2)
    plan = planned(place, found)
    homes: dict[str, set[str]] = {}
    for item in plan.assignments:
        home = place.clustering.cluster_of[item.setting_id].id
        homes.setdefault(item.team_id, set()).add(home)
    assert all(len(found_) <= 2 for found_ in homes.values())
    own = found.decision.professions[0]
    assert 0 < own.kept <= own.bound <= 1


def test_whole_visits_that_hours_do_not_suffice_for() -> None:
    """Five visits of an hour, and two working hours in all."""
    place = tiny_place(ROAD, {"w": (0, 2.0)})
    with pytest.raises(InfeasibleError, match="guaranteed"):
        keep(place, whole_visits=True)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"teams": 0}, "teams is 0"),
        ({"lead_share": 0.0}, "lead_share is 0.0"),
        ({"clusters": 0}, "clusters is 0"),
        ({"clusters": 1}, "makes no clusters"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        keep(tiny_place(ROAD, {"w": (0, 200.0)}), **asked)


@pytest.fixture(scope="module")
def toy() -> Outcome:
    scenario = load_scenario(shipped("two-rivers/clusters-large.toml"))
    return run(scenario.replace(continuity=CONTINUITY.build("named_lead", clusters=4)))


def test_a_county_keeps_its_access(toy: Outcome) -> None:
    """Two Rivers, 120 settings: two teams at most, leads of 60%, four clusters: within 0.1%."""
    found = toy.continuity
    assert found is not None
    assert len(found.leads) == 240
    for own in found.professions:
        assert own.kept >= 0.999 * own.bound
        assert own.bound >= 0.999
    assert toy.scorecard["teams_a_setting"].value < 1.1
    words = "\n".join(continuity_lines(toy))
    assert "if any team might come" in words
    assert "each team works in at most 4 clusters" in words
    assert "named_teams" not in str(toy.provenance.scenario["rules"])


def test_teams_that_cannot_come_to_every_cluster_are_refused() -> None:
    """Two teams in one cluster each, and three clusters with need."""
    place = tiny_place(ROAD, {"w": (0, 120.0), "e-team": (30, 120.0)}, groups=GROUPS)
    with pytest.raises(ScenarioError, match="2 teams of speech and language therapy"):
        keep(place, clusters=1)
