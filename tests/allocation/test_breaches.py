"""What is wrong with a plan, as it is said."""

from experts_at_hand.allocation.breaches import Breach


def test_a_breach_says_what_was_checked_first() -> None:
    assert str(Breach(check="capacity", found="t works 3 hours too many")) == (
        "capacity: t works 3 hours too many"
    )
