"""Tolerances of clustering: what is equal to one step is never a breach to the next."""

from experts_at_hand.clustering.constraints import tolerances


def test_they_stand_in_order() -> None:
    """Two partitions that count as equal differ by far less than a breach that would be named."""
    assert 0 < tolerances.EQUAL_TOLERANCE < 1e-6
    assert tolerances.WHOLE_TOLERANCE < 1e-3
    assert tolerances.NEED_TOLERANCE <= 1e-6
    assert tolerances.BRANCH_TOLERANCE < 1e-4
