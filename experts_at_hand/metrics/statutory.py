"""What is promised in education, health and care plans: ring-fenced, shown and costed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from experts_at_hand.domain.pay import hourly_cost
from experts_at_hand.domain.scorecard import Measure
from experts_at_hand.metrics.prominence import Prominence
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.registry.protocols import METRICS


@METRICS.register("statutory")
@dataclass(frozen=True)
class Statutory:
    """Working time that is promised in plans: never allocated here, and costed apart."""

    rank: ClassVar[int] = 6
    prominence: ClassVar[Mapping[str, Prominence]] = {
        "statutory_hours": Prominence(further=25),
        "statutory_cost": Prominence(further=26),
    }

    def measures(self, plan: Plan) -> Iterator[Measure]:
        """Yield hours and money, where any team states a share."""
        promised = [team for team in plan.area.teams if team.statutory_share > 0]
        if not promised:
            return
        year = plan.area.working_year
        yield Measure(
            metric="statutory_hours",
            value=sum(team.statutory_wte * year.hours_per_wte for team in promised),
            unit="hours a year",
            better="lower",
            label="Working time promised in plans, not allocated here",
        )
        yield Measure(
            metric="statutory_cost",
            value=sum(
                hourly_cost(team) * team.statutory_wte * year.paid_hours for team in promised
            ),
            unit="GBP a year",
            better="lower",
            label="Paid time of posts promised in plans",
        )
