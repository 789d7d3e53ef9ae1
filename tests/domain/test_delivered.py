"""Hours delivered today: nought or more; what is not known is left out and is no nought."""

import pytest

from experts_at_hand.domain.delivered import DeliveredHours


def test_nought_is_known_and_less_is_refused() -> None:
    assert DeliveredHours(setting_id="a", profession="salt", hours=0.0).team_id == ""
    for hours in (-1.0, float("nan"), "12"):
        with pytest.raises(ValueError, match=r"setting a: .* hours of salt are delivered"):
            DeliveredHours(setting_id="a", profession="salt", hours=hours)  # type: ignore[arg-type]
