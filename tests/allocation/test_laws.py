"""Laws that a commissioner would nod at, on any small place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.domain.allocation import Allocation
from tests.places import plan, small_needs, small_teams, tiny_place

pytestmark = pytest.mark.solver


def levels(answer: Allocation) -> list[float]:
    """Access of all settings, worst first: what leximin compares."""
    return sorted(np.nan_to_num(answer.access[:, 0], nan=1.0).tolist())


def not_worse(one: list[float], other: list[float], tolerance: float = 1e-5) -> bool:
    """Whether one sorted vector is leximin-at-least the other, to the solver's tolerance."""
    for a, b in zip(one, other, strict=True):
        if abs(a - b) > tolerance:
            return a > b
    return True


@budget(max_examples=25, deadline=None)
@given(needs=small_needs, teams=small_teams, factor=st.floats(1, 3))
def test_more_staff_never_lowers_the_leximin_vector(
    needs: dict[str, tuple[int, int]], teams: dict[str, tuple[int, int]], factor: float
) -> None:
    """Raise any team's hours, and the vector of access, worst first, is at least as good."""
    first = next(iter(teams))
    more = {**teams, first: (teams[first][0], teams[first][1] * factor)}
    assert not_worse(levels(plan(tiny_place(needs, more))), levels(plan(tiny_place(needs, teams))))


@budget(max_examples=20, deadline=None)
@given(needs=small_needs, teams=small_teams, data=st.data())
def test_order_of_rows_changes_nothing(
    needs: dict[str, tuple[int, int]], teams: dict[str, tuple[int, int]], data: st.DataObject
) -> None:
    """Shuffle settings and teams: every setting keeps its access, travel its hours."""
    shuffled = dict(data.draw(st.permutations(list(needs.items()))))
    turned = dict(reversed(list(teams.items())))
    one, other = plan(tiny_place(needs, teams)), plan(tiny_place(shuffled, turned))
    access = dict(zip(other.setting_ids, other.access[:, 0], strict=True))
    assert [access[s] for s in one.setting_ids] == pytest.approx(list(one.access[:, 0]), abs=1e-5)
    assert other.objectives[1].value == pytest.approx(one.objectives[1].value, rel=1e-4, abs=1e-3)


@budget(max_examples=20, deadline=None)
@given(needs=small_needs, teams=small_teams, shift=st.integers(-300, 300))
def test_moving_the_whole_map_changes_nothing(
    needs: dict[str, tuple[int, int]], teams: dict[str, tuple[int, int]], shift: int
) -> None:
    """Only distances count."""
    moved = tiny_place(
        {s: (km + shift, n) for s, (km, n) in needs.items()},
        {t: (km + shift, h) for t, (km, h) in teams.items()},
    )
    assert levels(plan(moved)) == pytest.approx(levels(plan(tiny_place(needs, teams))), abs=1e-6)


@budget(max_examples=20, deadline=None)
@given(needs=small_needs, teams=small_teams)
def test_doubling_need_and_capacity_changes_no_access(
    needs: dict[str, tuple[int, int]], teams: dict[str, tuple[int, int]]
) -> None:
    """Access is a ratio."""
    doubled = tiny_place(
        {s: (km, 2 * n) for s, (km, n) in needs.items()},
        {t: (km, 2 * h) for t, (km, h) in teams.items()},
    )
    before, after = plan(tiny_place(needs, teams)), plan(doubled)
    assert after.access[:, 0] == pytest.approx(before.access[:, 0], abs=1e-5)
    assert after.objectives[1].value == pytest.approx(
        2 * before.objectives[1].value, rel=1e-4, abs=1e-3
    )


@budget(max_examples=20, deadline=None)
@given(needs=small_needs, teams=small_teams, share=st.floats(0.1, 0.9))
def test_splitting_a_team_at_one_base_changes_no_objective(
    needs: dict[str, tuple[int, int]], teams: dict[str, tuple[int, int]], share: float
) -> None:
    """Two half teams at one base can do what one team can, and no more."""
    first = next(iter(teams))
    km, hours = teams[first]
    split = {**teams, first: (km, hours * share), "other_half": (km, hours * (1 - share))}
    before, after = plan(tiny_place(needs, teams)), plan(tiny_place(needs, split))
    for one, other in zip(before.objectives, after.objectives, strict=True):
        assert other.value == pytest.approx(one.value, rel=1e-4, abs=1e-3)


@budget(max_examples=20, deadline=None)
@given(needs=small_needs, teams=small_teams)
def test_removing_a_setting_never_hurts_the_worst_of_the_others(
    needs: dict[str, tuple[int, int]], teams: dict[str, tuple[int, int]]
) -> None:
    """What one setting leaves, the others may have."""
    if len(needs) < 2:
        return
    first, *others = needs
    fewer = plan(tiny_place({s: needs[s] for s in others}, teams))
    every = plan(tiny_place(needs, teams))
    kept = [a for s, a in zip(every.setting_ids, every.access[:, 0], strict=True) if s != first]
    assert min(fewer.access[:, 0]) >= min(kept) - 1e-5
