"""Colours are told apart: 3:1 against the page, and between neighbours by lightness or by place.

Contrast is worked out as WCAG 2.2 has it (relative luminance of sRGB).
"""

from itertools import pairwise

import pytest

from experts_at_hand.report.palette import CATEGORIES, DARK_BLUE, DARK_GREY, ORANGE


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    """Black on white is 21:1, a colour on itself 1:1."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast(ORANGE, ORANGE) == 1


@pytest.mark.parametrize("colour", [*CATEGORIES, DARK_GREY])
def test_lines_and_marks_stand_out_from_the_page(colour: str) -> None:
    """Graphics need 3:1 (WCAG 1.4.11)."""
    assert contrast(colour, "#FFFFFF") >= 3


def test_gains_and_losses_differ_in_lightness_too() -> None:
    """Up is dark blue and down orange on the map of change: told apart in a copy without colour."""
    assert contrast(DARK_BLUE, ORANGE) >= 3


def test_neighbours_among_the_categories_differ_by_three_to_one() -> None:
    """In the order in which they are used, as the Analysis Function asks."""
    assert len(set(CATEGORIES)) == 4
    assert all(contrast(one, other) >= 3 for one, other in pairwise(CATEGORIES))
