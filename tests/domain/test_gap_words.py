"""A gap that is written is never less than the gap that is left."""

from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.domain.gap_words import NOTHING, gap_words


@given(st.floats(0, 2, allow_nan=False))
def test_what_is_written_is_not_exceeded(gap: float) -> None:
    """And by less than a tenth of a point too much: "0.0%" says that nothing is left open."""
    said = float(gap_words(gap).rstrip("%")) / 100
    assert gap - 1.1 * NOTHING <= said <= gap + 0.001 + 1e-12
    assert (gap_words(gap) == "0.0%") == (gap <= NOTHING)
