"""Differences: a sign, a word, and figures as a reader likes them."""

import math

import pytest

from experts_at_hand.comparison.differences import figure, verdict

pytestmark = pytest.mark.solver


@pytest.mark.parametrize(
    ("value", "before", "better", "word"),
    [
        (1.0, 2.0, "lower", "better"),
        (1.0, 2.0, "higher", "worse"),
        (2.0, 2.0 + 1e-9, "higher", "same"),
        (math.nan, 2.0, "higher", "not comparable"),
        (2.0, math.nan, "lower", "not comparable"),
        (math.inf, 2.0, "lower", "worse"),
        (math.inf, math.inf, "lower", "same"),
    ],
)
def test_verdicts(value: float, before: float, better: str, word: str) -> None:
    assert verdict(value, before, better) == word  # type: ignore[arg-type]  # both are words


def test_figures_as_a_reader_likes_them() -> None:
    assert figure(-0.0001, "share") == "0.0%"
    assert figure(math.inf, "ratio") == "without end"
    assert figure(math.nan, "share") == "-"
    assert figure(999.4, "miles") == "999"
