"""Values of professions that were planned apart, joined: sums, and a proof where all have one."""

from typing import Any

from experts_at_hand.allocation.objectives import UnmetNeed
from experts_at_hand.allocation.settled_objective import added, worst_status
from experts_at_hand.domain.allocation import ObjectiveResult


def part(value: float, status: Any = "optimal", **prices: float) -> ObjectiveResult:  # noqa: ANN401
    return ObjectiveResult(
        objective="unmet_need", sentence="", value=value, unit="hours a year", better="lower",
        status=status, bound=value - (0.0 if status == "optimal" else 1.0), prices=prices,
    )  # fmt: skip


def test_hours_bounds_and_prices_add_up() -> None:
    whole = added([part(10.0, s=-1.0), part(4.0, o=-2.0)])
    assert (whole.value, whole.bound, whole.status) == (14.0, 14.0, "optimal")
    assert dict(whole.prices) == {"s": -1.0, "o": -2.0}
    assert UnmetNeed().combine([part(10.0), part(4.0)]).value == 14.0


def test_one_that_stopped_makes_the_whole_stopped() -> None:
    parts = [part(10.0), part(4.0, "stopped")]
    assert worst_status(parts) == "stopped"
    assert added(parts).bound == 13.0
