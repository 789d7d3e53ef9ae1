"""Effort: visits, time on the road, miles, money and carbon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.domain.pay import hourly_cost
from experts_at_hand.domain.scorecard import Better, Measure
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.metrics.money import cost_of_teams, mileage
from experts_at_hand.metrics.prominence import Prominence
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.registry.protocols import METRICS, VISIT_PATTERNS

CO2E_KG_PER_MILE = 0.27
"""An average car of unknown fuel: about 0.167 kg CO2e a kilometre in the UK Government's
greenhouse gas conversion factors for company reporting; rounded."""


@METRICS.register("effort")
@dataclass(frozen=True)
class Effort:
    """Visits, time on the road, miles, money and carbon."""

    rank: ClassVar[int] = 3
    prominence: ClassVar[Mapping[str, Prominence]] = {
        "travel_hours": Prominence(summary=4, headline=5),
        "travel_minutes_per_visit": Prominence(headline=6, axis=3),
        "miles": Prominence(summary=5, headline=7),
        "cost_per_contact_hour": Prominence(summary=6, headline=8),
        "cost": Prominence(further=7, by_profession=True),
        "visits": Prominence(further=1),
        "share_of_paid_time_travelling": Prominence(further=3),
        "longest_trip_minutes": Prominence(further=4),
        "mileage_cost": Prominence(further=5),
        "co2e": Prominence(further=6),
    }

    def measures(self, plan: Plan) -> Iterator[Measure]:
        """Yield the figures."""
        return effort_measures(plan)


def effort_measures(plan: Plan) -> Iterator[Measure]:
    """Everything that is spent to bring the hours to the settings."""
    assignments = plan.allocation.assignments
    visits = sum(a.visits for a in assignments)
    travel = sum(a.travel_hours for a in assignments)
    sign_in = visits * _sign_in_minutes(plan) / 60
    miles = sum(a.miles for a in assignments)
    year = plan.area.working_year
    paid = {team.id: team.offer_wte * year.paid_hours for team in plan.area.teams}
    paid_hours = sum(paid.values())
    driven = mileage(plan)
    wages = sum(hourly_cost(team) * paid[team.id] for team in plan.area.teams)
    contact = sum(a.contact_hours for a in assignments)
    longest = _longest_trip_minutes(plan)

    def lower(metric: str, value: float, unit: str, label: str) -> Measure:
        better: Better = "lower"
        return Measure(metric=metric, value=value, unit=unit, better=better, label=label)

    yield Measure(
        metric="visits", value=visits, unit="visits a year", better="higher", label="Visits"
    )
    yield lower("travel_hours", travel, "hours a year", "Travel and signing in")
    yield lower("driving_hours", travel - sign_in, "hours a year", "At the wheel")
    upper, least = (_travel_hours_under(plan, word) for word in ("return", "planned_days"))
    yield lower(
        "travel_hours_if_return", upper, "hours a year", "Travel if every visit were its own trip"
    )
    yield lower(
        "travel_hours_if_planned",
        least,
        "hours a year",
        "Travel if a perfect planner filled the days",
    )
    yield lower(
        "travel_minutes_per_visit",
        60 * travel / visits if visits else np.nan,
        "minutes",
        "Travel and signing in, each visit",
    )
    yield lower(
        "share_of_paid_time_travelling",
        travel / paid_hours if paid_hours else np.nan,
        "share",
        "Share of paid time on the road or signing in",
    )
    yield lower("longest_trip_minutes", longest, "minutes one way", "Longest trip from a base")
    yield lower("miles", miles, "miles a year", "Miles driven")
    yield lower("mileage_cost", driven, "GBP a year", "Mileage paid at NHS rates")
    yield lower("co2e", miles * CO2E_KG_PER_MILE, "kg CO2e a year", "Carbon of the miles driven")
    yield from _money(plan)
    yield lower(
        "cost_per_contact_hour",
        (wages + driven) / contact if contact else np.nan,
        "GBP",
        "Paid time and mileage for each hour with children and staff",
    )


def _money(plan: Plan) -> Iterator[Measure]:
    """GBP a year, whole and by profession."""
    costs = cost_of_teams(plan)
    words = "Paid time and mileage of"
    found = {"cost": (sum(costs.values()), f"{words} the offer")}
    for profession in plan.allocation.professions:
        theirs = sum(costs[team.id] for team in plan.area.teams_of(profession))
        found[f"cost:profession={profession}"] = theirs, f"{words} {profession_label(profession)}"
    for metric, (value, label) in found.items():
        yield Measure(metric=metric, value=value, unit="GBP a year", better="lower", label=label)


def _sign_in_minutes(plan: Plan) -> float:
    return float(plan.allocation.visits.parameters.get("sign_in_minutes", 0.0))


def _travel_hours_under(plan: Plan, pattern: str) -> float:
    """Return the travel of the same hours if the days fell otherwise."""
    visits = plan.allocation.visits
    other = VISIT_PATTERNS.build(
        pattern,
        hours_per_visit=visits.parameters.get("hours_per_visit", visits.hours_per_visit),
        visits_per_day=visits.parameters.get("visits_per_day", visits.visits_per_day),
        sign_in_minutes=_sign_in_minutes(plan),
    )
    minutes = other.costs(plan.area, plan.travel, plan.clustering).minutes
    teams, settings = plan.area.team_index, plan.area.setting_index
    return sum(
        a.visits * float(minutes[teams[a.team_id], settings[a.setting_id]]) / 60
        for a in plan.allocation.assignments
    )


def _longest_trip_minutes(plan: Plan) -> float:
    index, minutes = plan.travel.index, plan.travel.minutes
    trips = (
        float(minutes[index[a.team_id], index[a.setting_id]]) for a in plan.allocation.assignments
    )
    return max(trips, default=np.nan)
