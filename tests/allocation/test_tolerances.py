"""Tolerances stand in order: what one step gives away, the next does not call a mistake."""

from experts_at_hand.allocation import tolerances


def test_each_is_far_inside_the_next() -> None:
    """What a settled aim may give back, what a plan may be off, what a claim may."""
    assert tolerances.KEEP_HOURS < tolerances.PROMISE_SLACK < tolerances.NOTHING
    assert tolerances.KEEP_HOURS <= tolerances.HOURS_TOLERANCE / 100
    assert tolerances.LEVEL_TOLERANCE < tolerances.ACCESS_TOLERANCE


def test_large_figures_have_fewer_digits() -> None:
    small, large = tolerances.hours_tolerance(0.0), tolerances.hours_tolerance(1e6)
    assert small == tolerances.HOURS_TOLERANCE
    assert large == tolerances.hours_tolerance(-1e6)
    assert large - small == tolerances.DIGITS_TOLERANCE * 1e6
