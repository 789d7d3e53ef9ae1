"""Effort: visits, time on the road, miles, money and carbon."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.domain.scorecard import Better, Measure
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.workforce import Team
from experts_at_hand.metrics.prominence import Prominence
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.registry.protocols import METRICS, VISIT_PATTERNS

FULL_RATE_MILES = 3_500
FULL_RATE_GBP = 0.59
LOWER_RATE_GBP = 0.24
"""NHS terms and conditions of service handbook, mileage of car users: 59p a mile for the first
3,500 miles of a person's year, 24p after."""

CO2E_KG_PER_MILE = 0.27
"""An average car of unknown fuel: about 0.167 kg CO2e a kilometre in the UK Government's
greenhouse gas conversion factors for company reporting; rounded."""

HOURLY_COST_GBP: Mapping[str, float] = {"4": 42.0, "5": 47.0, "6": 60.0, "7": 72.0, "8a": 82.0}
"""Cost of a working hour of a community health professional by Agenda for Change band, salary
oncosts and overheads included: Unit Costs of Health and Social Care 2024-25."""

USUAL_BAND = "6"
"""Taken where teams.csv states neither cost nor a known band: an assumption."""


def hourly_cost(team: Team) -> float:
    """GBP of a paid hour: as stated, else by band, else that of band 6."""
    if team.hourly_cost is not None:
        return team.hourly_cost
    band = team.band.casefold().removeprefix("band").strip()
    return HOURLY_COST_GBP.get(band, HOURLY_COST_GBP[USUAL_BAND])


def mileage_cost(miles: float, people: float) -> float:
    """GBP a year for miles shared evenly by a number of people.

    Parameters
    ----------
    miles
        All of them together, a year, >= 0.
    people
        Whole-time equivalents in post, each taken for one driver, > 0.

    Examples
    --------
    >>> round(mileage_cost(8_000, 2), 2)  # 2 x (3,500 x 0.59 + 500 x 0.24)
    4370.0
    """
    each = miles / people
    full = min(each, FULL_RATE_MILES)
    return people * (full * FULL_RATE_GBP + (each - full) * LOWER_RATE_GBP)


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
    paid = {team.id: team.offer_wte * year.paid_hours_per_wte for team in plan.area.teams}
    paid_hours = sum(paid.values())
    mileage = _mileage(plan)
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
    yield lower("mileage_cost", mileage, "GBP a year", "Mileage paid at NHS rates")
    yield lower("co2e", miles * CO2E_KG_PER_MILE, "kg CO2e a year", "Carbon of the miles driven")
    yield lower(
        "cost_per_contact_hour",
        (wages + mileage) / contact if contact else np.nan,
        "GBP",
        "Paid time and mileage for each hour with children and staff",
    )


def _mileage(plan: Plan) -> float:
    """Return GBP a year for all miles."""
    driven: dict[str, float] = defaultdict(float)
    for item in plan.allocation.assignments:
        driven[item.team_id] += item.miles
    filled = {team.id: team.offer_wte for team in plan.area.teams}
    return sum(
        mileage_cost(sum(driven[id_] for id_ in ids), sum(filled[id_] for id_ in ids))
        for ids in _shared_mileage(plan.area.teams, driven)
    )


def _shared_mileage(
    teams: Sequence[Team], driven: Mapping[str, float]
) -> Iterator[tuple[str, ...]]:
    """Yield teams of one profession at one base: they share their miles, however posts are cut."""
    together: dict[tuple[str, Place], list[str]] = defaultdict(list)
    for team in teams:
        if team.offer_wte > 0:
            together[team.profession, team.place].append(team.id)
    yield from (tuple(ids) for ids in together.values() if any(id_ in driven for id_ in ids))


def _sign_in_minutes(plan: Plan) -> float:
    return float(plan.allocation.visits.parameters.get("sign_in_minutes", 0.0))


def _travel_hours_under(plan: Plan, pattern: str) -> float:
    """Return the travel of the same hours if the days fell otherwise."""
    visits = plan.allocation.visits
    other = VISIT_PATTERNS.build(
        pattern,
        hours_per_visit=visits.hours_per_visit,
        visits_per_day=visits.visits_per_day,
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
