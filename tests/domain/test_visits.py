"""What a visit costs: working hours of a contact hour, and a full day, by phase or not."""

from typing import Any

import numpy as np
import pytest

from experts_at_hand.domain.visits import VisitCosts


def costs(hours: Any, visits: Any, minutes: Any = ((30.0, 60.0),)) -> VisitCosts:  # noqa: ANN401
    values = np.array(minutes)
    return VisitCosts(
        team_ids=("t",), setting_ids=("a", "b"), minutes=values, driving_minutes=values,
        miles=values / 2, hours_per_visit=hours, visits_per_day=visits, pattern="return",
    )  # fmt: skip


def test_one_length_for_all() -> None:
    """Three hours of contact and thirty minutes: 1 + 30 / 180 working hours an hour."""
    found = costs(3.0, 2)
    assert found.working_hours_per_contact_hour.tolist() == [pytest.approx([1 + 1 / 6, 1 + 1 / 3])]
    assert found.contact_hours_per_day == 6.0
    assert found.day_hours.tolist() == [6.0, 6.0]


def test_a_length_for_each_setting() -> None:
    found = costs(np.array([1.0, 6.0]), np.array([3, 1]))
    assert found.visit_hours.tolist() == [1.0, 6.0]
    assert found.working_hours_per_contact_hour.tolist() == [pytest.approx([1.5, 1 + 1 / 6])]
    assert np.asarray(found.contact_hours_per_day).tolist() == [3.0, 6.0]


@pytest.mark.parametrize(
    ("hours", "minutes", "words"),
    [
        (0.0, ((1.0, 1.0),), "hours_per_visit is 0"),
        (1.0, ((1.0, -1.0),), "minutes holds a negative"),
        (1.0, ((1.0,),), "expected \\(1, 2\\)"),
    ],
)
def test_what_is_no_visit(hours: float, minutes: Any, words: str) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match=words):
        costs(hours, 2, minutes)
