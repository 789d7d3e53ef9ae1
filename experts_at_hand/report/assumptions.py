"""What the figures of a run rest on, each with its source or the word that there is none."""

from collections.abc import Iterator

from experts_at_hand.comparison import figure
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import WorkingYear, profession_label
from experts_at_hand.metrics.effort import CO2E_KG_PER_MILE
from experts_at_hand.metrics.money import FULL_RATE_GBP, FULL_RATE_MILES, LOWER_RATE_GBP
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.wording import in_plain_words

NO_SOURCE = "No published source: an assumption"

STATED = "As the scenario states"


def assumptions(outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """Yield what the figures of a run rest on, as (what, value, source)."""
    area, card = outcome.area, outcome.scorecard
    yield "Working year", _year(area.working_year), _source_of_year(area.working_year)
    if "statutory_hours" in card:
        yield (
            "Ring-fenced",
            f"{figure(card['statutory_hours'].value, 'hours')} working hours a year are promised "
            "in education, health and care plans and are no part of what is shared out; their "
            f"posts cost {figure(card['statutory_cost'].value, 'GBP')} GBP a year, which no cost "
            "of this offer holds",
            "As teams.csv states",
        )
    for profession in outcome.allocation.professions:
        yield (
            f"Need of {profession_label(profession)}",
            _need_in_words(area, profession),
            "As said in brackets; hours that settings state are theirs",
        )
    visits = outcome.allocation.visits
    given = ", ".join(
        f"{k.replace('_', ' ')} {in_plain_words(v)}" for k, v in visits.parameters.items()
    )
    yield "Visits", f"{visits.sentence} ({given})", NO_SOURCE
    yield (
        "Travel",
        outcome.travel.method,
        getattr(outcome.scenario.travel, "figures_from", NO_SOURCE),
    )
    yield (
        "Mileage",
        f"{100 * FULL_RATE_GBP:.0f}p a mile for the first {FULL_RATE_MILES:,} miles a year of each "
        f"whole-time equivalent, {100 * LOWER_RATE_GBP:.0f}p after",
        "NHS terms and conditions of service",
    )
    yield (
        "Carbon",
        f"{CO2E_KG_PER_MILE} kg CO2e a mile",
        "UK Government conversion factors, average car",
    )
    yield (
        "Cost of an hour",
        "As teams.csv states, else by band, else that of band 6; a whole-time equivalent is paid "
        f"for {area.working_year.paid_hours:,.0f} hours a year",
        "Unit Costs of Health and Social Care 2024-25; band 6 where none is stated, and paid hours "
        "(1,950 contracted less leave), are assumptions",
    )


def _year(year: WorkingYear) -> str:
    return (
        f"{year.weeks:g} weeks of {year.hours_per_week:g} hours, {year.direct_share:.0%} of them "
        f"for visits and the travel to them: {year.hours_per_wte:,.0f} hours a year for a "
        "whole-time equivalent"
    )


def _source_of_year(year: WorkingYear) -> str:
    usual = WorkingYear()
    weeks = "weeks of the English school year" if year.weeks == usual.weeks else ""
    hours = "NHS Agenda for Change week" if year.hours_per_week == usual.hours_per_week else ""
    known = [words for words in (weeks, hours) if words]
    begin = "; ".join(known)
    share = "no published source for the share for visits: an assumption"
    if year.direct_share != usual.direct_share:
        share = "the share for visits as the scenario states"
    said = f"{begin}; {share}" if begin else f"{STATED}; {share}"
    return said[:1].upper() + said[1:]


def _need_in_words(area: LocalArea, profession: str) -> str:
    stated = sum(profession in s.need_hours for s in area.settings)
    own = f"; {stated} settings state their own hours" if stated else ""
    return f"{area.need_model(profession).sentence()}{own}"
