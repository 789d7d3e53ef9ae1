"""Contradictory rules are refused with rule, setting and number, never with a bare "infeasible"."""

import pytest

from experts_at_hand.allocation.rules import Floor, Locked, Reach
from experts_at_hand.errors import InfeasibleError
from tests.places import plan, tiny_place

pytestmark = pytest.mark.solver

SHORT = tiny_place({"a": (0, 100), "b": (0, 50)}, {"t": (0, 60)})
"""60 working hours at the door of a (100 h) and b (50 h)."""


def test_a_floor_that_capacity_cannot_meet() -> None:
    """40 hours for each of two settings from 60: both can have 30, three quarters of it."""
    with pytest.raises(InfeasibleError) as refused:
        plan(SHORT, [Floor(hours=40)])
    said = refused.value.contradictions
    rule = "every setting gets at least 40 hours a year of each profession, "
    assert said[0] == (
        f"rule '{rule}or all it needs where that is less': A (a) is guaranteed 40.0 hours of salt; "
        "with all guarantees shrunk alike it can have 30.0"
    )
    assert "B (b) is guaranteed 40.0" in said[1]
    assert said[-1] == (
        "every guarantee could be kept at 75.0% of its number; used up are t: guarantee less, or "
        "add posts there"
    )


def test_the_share_that_could_be_kept_is_true() -> None:
    """What the refusal offers works: three quarters of 40 hours are feasible, a little more not."""
    plan(SHORT, [Floor(hours=0.75 * 40 - 1e-3)])
    with pytest.raises(InfeasibleError):
        plan(SHORT, [Floor(hours=0.75 * 40 + 0.01)])


def test_a_promise_beyond_reach() -> None:
    """Reach and floor contradict each other at the far setting, which is named."""
    place = tiny_place({"near": (0, 10), "far": (90, 10)}, {"t": (0, 100)})
    with pytest.raises(InfeasibleError, match=r"FAR \(far\) is guaranteed 5.0 hours") as refused:
        plan(place, [Reach(max_minutes=45), Floor(hours=5)])
    assert len(refused.value.contradictions) == 1


def test_a_lock_out_of_reach() -> None:
    """The team may not drive to where it is locked."""
    place = tiny_place({"a": (0, 10), "far": (90, 10)}, {"t": (0, 100)})
    with pytest.raises(InfeasibleError, match=r"t cannot or may not serve FAR \(far\)"):
        plan(place, [Reach(max_minutes=45), Locked(team="t", setting="far", hours=5)])


def test_locks_above_need() -> None:
    """Two locks of 60 hours at a setting that needs 100."""
    place = tiny_place({"a": (0, 100)}, {"t": (0, 100), "u": (0, 100)})
    locks = [Locked(team=team, setting="a", hours=60) for team in ("t", "u")]
    with pytest.raises(InfeasibleError, match=r"120.0 hours are locked at A .*needs 100"):
        plan(place, locks)


def test_one_team_locked_twice() -> None:
    """Different hours for the same pair."""
    place = tiny_place({"a": (0, 100)}, {"t": (0, 100)})
    locks = [Locked(team="t", setting="a", hours=hours) for hours in (10, 20)]
    with pytest.raises(InfeasibleError, match="one team is locked to different hours"):
        plan(place, locks)


def test_a_lock_that_uses_up_a_team() -> None:
    """70 hours from a team of 60: the lock can be kept at 60 / 70."""
    with pytest.raises(InfeasibleError, match=r"85\.7%.*used up are t"):
        plan(SHORT, [Locked(team="t", setting="a", hours=70)])
