"""Each rule on a place where its effect can be seen, and what it says of a plan that breaks it."""

from dataclasses import replace

import numpy as np
import pytest

from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.rules import Floor, Locked, Reach
from experts_at_hand.allocation.service import Service
from experts_at_hand.domain.settings import Phase
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import Rule
from tests.places import TinyPlace, plan, tiny_place

pytestmark = pytest.mark.solver


def problem_of(place: TinyPlace, rule: Rule) -> PlanningProblem:
    """Return the arrays that a rule looks at."""
    return PlanningProblem(
        area=place.area,
        travel=place.travel,
        clustering=place.clustering,
        visits=place.visits.costs(place.area, place.travel, place.clustering),
        rules=(rule,),  # type: ignore[arg-type]  # every rule of this room is a hard rule
    )


def breaches_of_everybody_everywhere(place: TinyPlace, rule: Rule) -> list[str]:
    """Return what a rule says when each team gives each setting one hour."""
    problem = problem_of(place, rule)
    hours = np.ones((len(place.area.teams), len(place.area.settings)))
    return list(problem.rules[0].breaches(problem, hours))


TWO_BASES = tiny_place(
    {"a": (0, 100), "b": (10, 100), "c": (40, 100)},
    {"west": (0, 60), "east": (40, 300)},
    groups=[["a", "b"], ["c"]],
)
"""      a, west ── 10 ── b ────── 30 ────── c, east
      cluster C1 = a (hub), b             cluster C2 = c
"""


def test_reach_keeps_drives_short() -> None:
    """Within 10 minutes only west serves a and b: 60 hours for 100 x 1 + 100 x 4/3 hours of work.

    k = 1 at a and 1 + 20/60 at b, so access = 60 / (100 + 133.3) = 0.257.
    """
    answer = plan(TWO_BASES, [Reach(max_minutes=10)])
    assert answer.access[:, 0] == pytest.approx([60 / (100 + 400 / 3)] * 2 + [1.0])
    said = breaches_of_everybody_everywhere(TWO_BASES, Reach(max_minutes=10))
    assert said[0] == "west serves C (c), 40.0 minutes away (at most 10)"
    assert len(said) == 3


def test_floor_takes_from_those_without_one() -> None:
    """Fairest, all three have 82.5%; a floor of 95 hours for c leaves a and b less.

    West gives a its 60 hours; east (300 h) gives c 82.5 (k = 1), b 82.5 (k = 2) and a the other
    22.5 (k = 7/3): 82.5 + 165 + 52.5 = 300 hours.
    """
    special = replace(TWO_BASES.area.settings[2], phase=Phase.SPECIAL)
    place = replace(
        TWO_BASES, area=TWO_BASES.area.replace(settings=(*TWO_BASES.area.settings[:2], special))
    )
    assert plan(place).access[:, 0] == pytest.approx([0.825] * 3)
    promised = plan(place, [Floor(hours=95, phase=Phase.SPECIAL, profession="salt")])
    assert promised.access[2, 0] >= 0.95 - 1e-6
    assert promised.access[:2, 0].max() < 0.825


def test_floor_never_promises_more_than_need() -> None:
    """A promise of 500 hours to a setting that needs 100 is a promise of 100."""
    place = tiny_place({"a": (0, 100)}, {"t": (0, 1000)})
    assert plan(place, [Floor(hours=500)]).allocated_hours[0, 0] == pytest.approx(100)


def test_floor_in_days_counts_the_hours_of_a_day() -> None:
    """Two visits of one hour are a day: 10 days are 20 contact hours."""
    place = tiny_place({"a": (0, 100), "b": (0, 100)}, {"t": (0, 100)})
    promises = problem_of(place, Floor(days=10)).guarantees
    assert [promise.hours for promise in promises] == [20.0, 20.0]


def test_floor_for_one_phase_leaves_the_others_alone() -> None:
    """Only the nursery is promised hours."""
    place = tiny_place({"a": (0, 100), "n": (0, 100)}, {"t": (0, 100)})
    nursery = replace(place.area.settings[1], phase=Phase.EARLY_YEARS)
    area = place.area.replace(settings=(place.area.settings[0], nursery))
    promises = problem_of(replace(place, area=area), Floor(hours=5, phase=Phase.EARLY_YEARS))
    assert [promise.setting for promise in promises.guarantees] == [1]


def test_service_by_nearest_base_pools_less() -> None:
    """West alone serves C1 (its hub a stands at west's door), east alone serves C2.

    C1 has 60 / (100 + 133.3) = 0.257, although east has hours to spare: what clusters cost.
    """
    free, tied = plan(TWO_BASES), plan(TWO_BASES, [Service(by="nearest_base")])
    assert tied.access[:2, 0] == pytest.approx([60 / (100 + 400 / 3)] * 2)
    assert free.access[:, 0].min() > tied.access[:, 0].min()
    said = breaches_of_everybody_everywhere(TWO_BASES, Service())
    assert said[0] == "west serves C (c) in cluster C2, which is not its own"
    assert len(said) == 3


def test_service_by_map_ties_only_the_teams_it_names() -> None:
    """East is tied to C1; west, not named, may go anywhere."""
    answer = plan(TWO_BASES, [Service(by="map", map={"east": ("C1",)})])
    pairs = {(item.team_id, item.setting_id) for item in answer.assignments}
    assert ("east", "c") not in pairs
    assert ("west", "c") in pairs


def test_service_by_column_reads_the_clusters_of_the_team() -> None:
    """The same, said in teams.csv."""
    west, east = TWO_BASES.area.teams
    tied = TWO_BASES.area.replace(teams=(west, replace(east, clusters=("C1",))))
    answer = plan(replace(TWO_BASES, area=tied), [Service(by="column")])
    assert all(i.setting_id != "c" for i in answer.assignments if i.team_id == "east")


def test_service_names_what_it_does_not_know() -> None:
    """Every unknown team and cluster at once, each with what was probably meant."""
    rule = Service(by="map", map={"wets": ("C1",), "east": ("C22",)})
    with pytest.raises(ScenarioError) as refused:
        plan(TWO_BASES, [rule])
    assert refused.value.problems == (
        "there is no team 'wets'; did you mean 'west'?",
        "team 'east' is tied to cluster 'C22', which there is not; did you mean 'C2'?",
    )


def test_locked_hours_are_given_exactly() -> None:
    """West gives c 5 hours although east stands at its door."""
    answer = plan(TWO_BASES, [Locked(team="west", setting="c", hours=5)])
    (item,) = [i for i in answer.assignments if (i.team_id, i.setting_id) == ("west", "c")]
    assert item.contact_hours == pytest.approx(5)
    said = breaches_of_everybody_everywhere(TWO_BASES, Locked(team="west", setting="c", hours=5))
    assert said == ["west gives 1.00 hours, locked at 5.00"]


def test_locked_without_hours_keeps_other_teams_of_the_profession_away() -> None:
    """Only west comes to b, with as many hours as the plan gives."""
    answer = plan(TWO_BASES, [Locked(team="west", setting="b")])
    assert {i.team_id for i in answer.assignments if i.setting_id == "b"} == {"west"}
    said = breaches_of_everybody_everywhere(TWO_BASES, Locked(team="west", setting="b"))
    assert said == ["others give setting b 1.00 hours; west alone may"]


def test_locked_names_what_it_does_not_know() -> None:
    """An unknown team and an unknown setting, at once."""
    with pytest.raises(ScenarioError, match="did you mean 'west'") as refused:
        plan(TWO_BASES, [Locked(team="wst", setting="z", hours=1)])
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    "parameters",
    [{}, {"hours": 1, "days": 1}, {"hours": -1}, {"days": float("nan")}],
)
def test_floor_refuses_nonsense(parameters: dict[str, float]) -> None:
    """Hours or days, one of the two, and not below nothing."""
    with pytest.raises(ValueError, match="floor"):
        Floor(**parameters)  # type: ignore[arg-type]  # the point of the test


def test_reach_refuses_nonsense() -> None:
    """Nobody is reached in no time."""
    with pytest.raises(ValueError, match="more than 0"):
        Reach(max_minutes=0)
