"""Hours as an allocation: sums, visits and travel by plain arithmetic."""

import numpy as np

from experts_at_hand.allocation.assembled import assembled
from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.allocation import NOT_SOLVED
from tests.allocation.problems import problem_of
from tests.places import tiny_place

PLACE = tiny_place(
    {"a": (0, 60.0), "b": (30, 40.0)}, {"w": (0, 100.0), "e": (60, 100.0)},
    ot_teams={"ot": (0, 10.0)},
)  # fmt: skip


def test_each_figure_by_hand() -> None:
    """A visit lasts an hour: 5 hours at 30 minutes are 5 visits, 5 hours of travel, 300 minutes."""
    hours = np.array([[10.0, 0.0], [0.0, 5.0], [3.0, 0.0]])
    found = assembled(problem_of(PLACE), hours, solver=NOT_SOLVED)
    assert [(i.team_id, i.setting_id, i.contact_hours) for i in found.assignments] == [
        ("w", "a", 10.0), ("ot", "a", 3.0), ("e", "b", 5.0),
    ]  # fmt: skip
    away = found.assignments[-1]
    assert (away.profession, away.visits, away.travel_hours) == ("salt", 5.0, 5.0)
    assert np.isclose(away.miles, 5 * 60 / 1.609344)
    assert found.allocated_hours.tolist() == [[10.0, 3.0], [5.0, 0.0]]
    assert found.unreached == ()


def test_who_is_out_of_reach_is_named() -> None:
    found = assembled(
        problem_of(PLACE, [Reach(max_minutes=20)]), np.zeros((3, 2)), solver=NOT_SOLVED
    )
    assert found.unreached == (("b", "salt"), ("b", "ot"))
    assert found.assignments == ()
