"""What a named therapist costs, in words that the figures bear out."""

import numpy as np
import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.posts import continuity_lines

pytestmark = pytest.mark.solver


def test_the_lines_say_the_plans_own_figures() -> None:
    outcome = run(shipped("toy/named-lead.toml"))
    lines = list(continuity_lines(outcome))
    assert outcome.continuity is not None
    assert lines[0] == outcome.continuity.sentence
    for p, own in enumerate(outcome.continuity.professions):
        lowest = float(np.nanmin(outcome.allocation.access[:, p]))
        assert f"lowest access {lowest:.1%}, and {own.free_lowest:.1%}" in lines[1 + p]
        if own.kept < 1 - 5e-4:
            assert f"can keep {own.kept:.1%}" in lines[1 + p]
    travel = outcome.scorecard["travel_hours"].value
    assert any(f"take {travel:,.0f} hours a year" in line for line in lines)


def test_where_nobody_is_named_nothing_is_said() -> None:
    assert list(continuity_lines(run(shipped("toy/baseline.toml")))) == []
