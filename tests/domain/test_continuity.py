"""What naming teams came to: proved only where what is kept is all that can be."""

import pytest

from experts_at_hand.domain.continuity import ContinuityDecision, ProfessionContinuity


@pytest.mark.parametrize(
    ("kept", "bound", "status"),
    [(1.0, 1.0, "optimal"), (0.9, 0.9 + 1e-8, "optimal"), (0.9, 0.95, "stopped")],
)
def test_a_proof_is_a_bound_that_is_reached(kept: float, bound: float, status: str) -> None:
    own = ProfessionContinuity(profession="salt", kept=kept, bound=bound, split=0, free_lowest=0.5)
    assert own.status == status


def test_nobody_changes_a_decision() -> None:
    leads = {("a", "salt"): "t"}
    found = ContinuityDecision(
        choose="named_lead", sentence="", leads=leads, professions=(), free_travel_hours=1.0
    )
    leads["a", "salt"] = "u"
    assert found.leads["a", "salt"] == "t"
