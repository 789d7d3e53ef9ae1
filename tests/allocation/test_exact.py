"""Random small plans agree with exact fractions; so do the cases that once failed."""

from fractions import Fraction

import pytest

from benchmarks.fuzz import fault
from experts_at_hand.allocation import allocate
from experts_at_hand.allocation.objectives import UnmetNeed, WorstRatio
from experts_at_hand.allocation.rules import Floor, Locked, Reach
from experts_at_hand.allocation.travel_time import TravelTime
from experts_at_hand.errors import InfeasibleError, ScenarioError
from tests.allocation.exact import ExactPlace, ExactProgramme, NoPlanError, exact_values
from tests.places import DOORSTEP, plan, tiny_place

pytestmark = pytest.mark.solver


def test_the_reference_by_hand() -> None:
    """3x + 2y with x + y <= 4, x <= 3, y >= 1/2: x = 3, y = 1, 11; x >= 5 has no plan."""
    one = Fraction(1)
    programme = ExactProgramme(2)
    programme.at_most({0: one, 1: one}, Fraction(4))
    programme.at_most({0: one}, Fraction(3))
    programme.at_least({1: one}, Fraction(1, 2))
    assert programme.most({0: Fraction(3), 1: Fraction(2)}) == 11
    programme.at_least({0: one}, Fraction(5))
    with pytest.raises(NoPlanError):
        programme.most({0: one})


def test_the_reference_settles_leximin_by_hand() -> None:
    """60 hours at the door of 80 and 40, and 30 more only for a third: 1/2, 1/2 and 30/100."""
    place = ExactPlace(
        need=[Fraction(80), Fraction(40), Fraction(100)],
        capacity=[Fraction(60), Fraction(30)],
        cost={(0, 0): Fraction(1), (0, 1): Fraction(1), (1, 2): Fraction(1)},
    )
    (access,) = exact_values(place, ["worst_ratio"])
    assert access == [Fraction(3, 10), Fraction(1, 2), Fraction(1, 2)]


@pytest.mark.parametrize("first", range(0, 250, 50))
def test_random_plans_agree_with_exact_fractions(first: int) -> None:
    """Fifty plans each; ``benchmarks.fuzz`` makes thousands."""
    assert {seed: said for seed in range(first, first + 50) if (said := fault(seed))} == {}


@pytest.mark.parametrize("seed", [4, 13, 217, 317, 346, 592, 1476, 1740, 1835, 1923, 2330])
def test_what_once_failed(seed: int) -> None:
    """Slack that was lost or refused, and a solver that lost its way."""
    assert fault(seed) == ""


def test_a_sound_plan_is_not_refused() -> None:
    """All need can be met; then travel is kept small without giving any of it back."""
    place = tiny_place({"a": (0, 20), "b": (10, 20)}, {"t": (0, 200)})
    answer = plan(place, objectives=[UnmetNeed(), TravelTime()])
    assert answer.objectives[0].value == pytest.approx(0, abs=1e-6)


def test_need_that_nobody_reaches_counts_as_unmet() -> None:
    """OT has no team within reach: its 100 hours are unmet, and the 80 of SALT that lack hours."""
    place = tiny_place({"a": (0, 100)}, {"t": (0, 20)}, ot_teams={"o": (60, 50)})
    answer = plan(place, [Reach(max_minutes=30)], [UnmetNeed()])
    assert answer.objectives[0].value == pytest.approx(180)
    assert answer.unreached == (("a", "ot"),)


@pytest.mark.parametrize("aims", [[], [WorstRatio(), TravelTime(), WorstRatio()]])
def test_no_objective_and_the_same_twice_are_refused(aims: list[WorstRatio]) -> None:
    place = tiny_place({"a": (0, 10)}, {"t": (0, 10)})
    with pytest.raises(ScenarioError, match="stated"):
        allocate(place.area, place.travel, place.clustering, objectives=aims, visits=DOORSTEP)


def test_a_lock_of_nothing_where_nobody_may_go_is_kept() -> None:
    """T cannot reach b; locking it to no hours there says nothing new."""
    place = tiny_place({"a": (0, 10), "b": (60, 10)}, {"t": (0, 20), "u": (60, 5)})
    answer = plan(place, [Reach(max_minutes=30), Locked(team="t", setting="b", hours=0)])
    assert answer.access[1, 0] == pytest.approx(0.5)


def test_two_teams_cannot_both_be_alone() -> None:
    place = tiny_place({"a": (0, 10)}, {"t": (0, 20), "u": (0, 5)})
    with pytest.raises(InfeasibleError, match=r"only one team can be alone at A \(a\)"):
        plan(place, [Locked(team="t", setting="a"), Locked(team="u", setting="a")])


def test_a_vacant_team_cannot_be_alone() -> None:
    place = tiny_place({"a": (0, 10)}, {"t": (0, 20), "gone": (0, 0)})
    with pytest.raises(InfeasibleError, match=r"gone cannot or may not serve A \(a\)"):
        plan(place, [Locked(team="gone", setting="a")])


def test_a_lock_below_a_floor_is_named() -> None:
    """T alone may come and is locked to 5 of the 8 hours promised."""
    place = tiny_place({"a": (0, 10)}, {"t": (0, 20)})
    with pytest.raises(InfeasibleError, match=r"fix it at 5.0 and nobody else may come"):
        plan(place, [Floor(hours=8), Locked(team="t", setting="a", hours=5)])


def test_the_share_is_true_for_large_totals() -> None:
    """Promised 3 million hours in all, there are 1.5: half of each."""
    place = tiny_place({"a": (0, 2e6), "b": (0, 2e6)}, {"t": (0, 1.5e6)})
    with pytest.raises(InfeasibleError, match=r"kept at 50\.0% of its number; used up are t"):
        plan(place, [Floor(hours=1.5e6)])


def test_many_plain_contradictions_are_counted() -> None:
    place = tiny_place({f"s{i}": (90, 10) for i in range(30)} | {"near": (0, 10)}, {"t": (0, 9)})
    with pytest.raises(InfeasibleError) as refused:
        plan(place, [Reach(max_minutes=30), Floor(hours=1)])
    assert len(refused.value.contradictions) == 13
    assert refused.value.contradictions[-1] == "and 18 more of the like"


def test_time_that_runs_out_leaves_the_best_plan_so_far() -> None:
    """The floor is kept, the bound is said, and nothing is called optimal."""
    place = tiny_place({"a": (0, 100), "b": (5, 100)}, {"t": (0, 100)})
    answer = allocate(
        place.area,
        place.travel,
        place.clustering,
        [Floor(hours=20)],
        visits=place.visits,
        time_limit_seconds=1e-9,
    )
    assert [s.status for s in answer.objectives] == ["stopped", "stopped"]
    assert (answer.allocated_hours >= 20 - 1e-6).all()
    assert answer.objectives[0].words.startswith("stopped, gap")


def test_crumbs_make_no_levels() -> None:
    """Travel first, then fairness over a floor: what the first gives back is no level."""
    place = tiny_place({f"s{i:02d}": (i, 50 + i) for i in range(30)}, {"t": (0, 4000)})
    answer = plan(place, [Floor(hours=10)], [TravelTime(), WorstRatio()])
    assert answer.solver.rounds < 120


def test_an_hour_adds_nothing_where_another_profession_is_as_low() -> None:
    """The lowest access of all is OT's; one more hour of speech therapy leaves it as it is."""
    place = tiny_place({"a": (0, 100)}, {"t": (0, 50)}, ot_teams={"o": (0, 20)})
    prices = plan(place).objectives[0].prices
    assert prices == {"t": 0.0, "o": pytest.approx(0.01)}
    tied = tiny_place({"a": (0, 100)}, {"t": (0, 50)}, ot_teams={"o": (0, 50)})
    assert plan(tied).objectives[0].prices == {"t": 0.0, "o": 0.0}


def test_an_hour_adds_nothing_where_another_island_is_as_low() -> None:
    """Two places out of each other's reach, both at one half: lifting one lifts not the lowest."""
    place = tiny_place({"a": (0, 100), "b": (60, 100)}, {"t": (0, 50), "u": (60, 50)})
    prices = plan(place, [Reach(max_minutes=20)]).objectives[0].prices
    assert prices == {"t": pytest.approx(0, abs=1e-9), "u": pytest.approx(0, abs=1e-9)}


def test_travel_of_nothing_cannot_be_less() -> None:
    """The team stands at the door: no hour more saves any travel."""
    place = tiny_place({"a": (0, 100)}, {"t": (0, 50)})
    answer = plan(place, objectives=[UnmetNeed(), TravelTime()])
    assert answer.objectives[1].prices["t"] == pytest.approx(0, abs=1e-6)
