"""The programme at work: few pairs priced give what all pairs give, and settled levels stay."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget

from experts_at_hand.allocation.formulation import LinearObjective
from experts_at_hand.allocation.leximin import LeximinResult, leximin
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.objectives import WorstRatio
from experts_at_hand.allocation.stated_plan import first_plan
from tests.allocation.problems import problem_of
from tests.hunt import examples
from tests.places import small_needs, small_teams, tiny_place

pytestmark = pytest.mark.solver


Spots = dict[str, tuple[float, float]]
"""Kilometre and hours, by id."""


def fair(needs: Spots, teams: Spots, nearest: int) -> tuple[AllocationModel, LeximinResult]:
    """Settle access with so many teams a setting to begin with."""
    model = AllocationModel(problem_of(tiny_place(needs, teams)), [0], nearest_teams=nearest)
    return model, leximin(model, first_plan(model, [WorstRatio()]))


@given(small_needs, small_teams)
@budget(max_examples=examples(25), deadline=None)
def test_absent_pairs_are_priced(
    needs: dict[str, tuple[float, float]], teams: dict[str, tuple[float, float]]
) -> None:
    _, few = fair(needs, teams, 1)
    _, every = fair(needs, teams, 99)
    assert few.access == pytest.approx(every.access, abs=1e-6)
    assert few.levels[0][0] == pytest.approx(every.levels[0][0], abs=1e-6)


def test_what_is_settled_stays_while_another_aim_is_looked_at() -> None:
    """Two levels: ``b`` is served by nobody but the far team; then least travel changes neither."""
    model, found = fair({"a": (0, 50.0), "b": (60, 100.0)}, {"w": (0, 40.0), "e": (60, 30.0)}, 2)
    beyond = model.pairs.hour_cost - 1
    assert model.minimise(LinearObjective(hours=beyond)) == "optimal"
    met = model.pairs.met(model.hours()) / model.pairs.need
    assert met == pytest.approx(found.access, abs=1e-6)


def test_begun_again_nothing_is_settled() -> None:
    model, found = fair({"a": (0, 50.0), "b": (60, 100.0)}, {"w": (0, 40.0), "e": (60, 30.0)}, 2)
    model.begin_again(model.problem)
    assert (model.settled_access == 0).all()
    again = leximin(model, np.zeros(len(model.pairs.team)))
    assert again.access == pytest.approx(found.access, abs=1e-8)


def test_more_hours_for_one_solve_only() -> None:
    """100 hours at the door, 40 there: an hour more lifts the lowest by a hundredth."""
    model, _ = fair({"a": (0, 100.0)}, {"w": (0, 40.0)}, 1)
    model.begin_again(model.problem)
    aim = WorstRatio().first_aim(model.problem, model.pairs)
    assert model.minimise(aim) == "optimal"
    before = model.live.objective
    after = model.minimised_with_more(aim, "w", 1.0)
    assert after is not None
    assert before - after == pytest.approx(1.0)
    assert model.minimise(aim) == "optimal"
    assert model.live.objective == pytest.approx(before)
