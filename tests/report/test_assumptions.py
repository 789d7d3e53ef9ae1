"""Assumptions stand in words."""

import pytest

from experts_at_hand.comparison import Comparison
from experts_at_hand.report.assumptions import assumptions

pytestmark = pytest.mark.solver


def test_assumptions_are_in_words(comparison: Comparison) -> None:
    rests = list(assumptions(comparison.outcomes[0]))
    said = {what: value for what, value, _ in rests}
    assert all(source for _, _, source in rests)
    source = {what: source for what, _, source in rests}
    assert "no published source" in source["Working year"]
    assert "OS OpenMap" in source["Travel"]
    assert "926 hours a year for a whole-time equivalent" in said["Working year"]
    assert said["Need of occupational therapy"].startswith(
        "a share of 13.75% (an assumption) of the expected days, 40 of the average early years"
    )
