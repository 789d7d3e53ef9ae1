"""Paragraphs that a paper for a board needs, filled with the figures of a comparison.

Each is about one design, set against the baseline. What only people can write is not made up here:
whoever uses a paragraph leaves a blank for it.
"""

import math
from collections.abc import Iterator

from experts_at_hand.comparison import Comparison, figure
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.metrics.effort import CO2E_KG_PER_MILE
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.gains_section import in_words

LEAST, MOST = "mean_access:deprivation_fifth=5", "mean_access:deprivation_fifth=1"


def equalities(comparison: Comparison, design: Outcome) -> Iterator[str]:
    """Yield what the figures say of phases and of deprivation.

    Parameters
    ----------
    comparison
        Its baseline is what the design is set against.
    design
        One of its outcomes.
    """
    base = comparison.outcomes[0]
    for outcome in _both(base, design):
        if _known(outcome, LEAST) and _known(outcome, MOST):
            yield (
                f"Under “{outcome.title}” settings in the most deprived fifth have "
                f"{_share(outcome, MOST)} of their need met in the mean, those in the least "
                f"deprived fifth {_share(outcome, LEAST)}."
            )
        phases = [
            f"{phase.label} {_share(outcome, key)}"
            for phase in Phase
            if _known(outcome, key := f"lowest_access:phase={phase.value}")
        ]
        if phases:
            yield f"Lowest access by phase under “{outcome.title}”: {', '.join(phases)}."
    if design is not base:
        yield f"Against “{base.title}”: {in_words(comparison.gains(design.name))}"
    yield (
        "Deprivation is that of the neighbourhood a setting stands in (income deprivation "
        "affecting children), not that of its pupils."
    )


def climate(comparison: Comparison, design: Outcome) -> Iterator[str]:
    """Yield miles and carbon; where hours differ a rate is what can be compared.

    Parameters
    ----------
    comparison, design
        As `equalities` takes them.
    """
    for outcome in _both(comparison.outcomes[0], design):
        card = outcome.scorecard
        contact = card["contact_hours"].value
        each = f", {card['co2e'].value / contact:.2f} kg for each contact hour" if contact else ""
        yield (
            f"“{outcome.title}” drives {_said(outcome, 'miles')} miles a year, "
            f"{_said(outcome, 'co2e')} kg CO2e{each}."
        )
    yield (
        f"A mile is taken for {CO2E_KG_PER_MILE} kg CO2e, an average car of the UK Government "
        "conversion factors. How far travel may lie from this: hours of travel under "
        f"“{design.title}” would be {comparison.bounds_in_words(design.name)}."
    )


def finance(comparison: Comparison, design: Outcome) -> Iterator[str]:
    """Yield what a year costs.

    Parameters
    ----------
    comparison, design
        As `equalities` takes them.
    """
    for outcome in _both(comparison.outcomes[0], design):
        card = outcome.scorecard
        by_profession = ", ".join(
            f"{profession_label(p)} {_said(outcome, f'cost:profession={p}')} GBP"
            for p in outcome.allocation.professions
            if f"cost:profession={p}" in card
        )
        hour = (
            f" An hour with children and staff costs {_said(outcome, 'cost_per_contact_hour')} GBP."
            if _known(outcome, "cost_per_contact_hour")
            else ""
        )
        yield (
            f"“{outcome.title}” costs {_said(outcome, 'cost')} GBP a year of paid time and mileage "
            f"({by_profession}); {_said(outcome, 'mileage_cost')} GBP of it is mileage.{hour}"
        )
    yield (
        "Hours of staff are costed as teams.csv states, else by band (Unit Costs of Health and "
        "Social Care 2024-25); a whole-time equivalent is paid for "
        f"{design.area.working_year.paid_hours:,.0f} hours a year."
    )


def people(comparison: Comparison, design: Outcome) -> Iterator[str]:
    """Yield posts, vacancies and what they give.

    Parameters
    ----------
    comparison, design
        As `equalities` takes them.
    """
    del comparison  # posts are the design's own
    for profession in design.allocation.professions:
        teams = design.area.teams_of(profession)
        posts = sum(team.wte for team in teams)
        vacant = sum(team.wte * team.vacancy_rate for team in teams)
        filled = sum(team.offer_wte for team in teams)
        yield (
            f"{profession_label(profession).capitalize()}: {posts:.2f} whole-time equivalents in "
            f"{_count(len(teams), 'team')}, {vacant:.2f} of them vacant; {filled:.2f} work for "
            "this offer."
        )
    year = design.area.working_year
    yield (
        f"A whole-time equivalent gives {year.hours_per_wte:,.0f} hours a year for visits and the "
        f"travel to them. {_share(design, 'share_of_paid_time_travelling')} of paid time goes into "
        "travel and signing in."
    )


def risks(comparison: Comparison, design: Outcome) -> Iterator[tuple[str, str]]:
    """Yield what may come otherwise, as (risk, what the figures say of it).

    Parameters
    ----------
    comparison, design
        As `equalities` takes them.
    """
    base = comparison.outcomes[0]
    vacant = sum(team.wte * team.vacancy_rate for team in design.area.teams)
    posts = sum(team.wte for team in design.area.teams)
    yield (
        "Posts stay vacant",
        f"{vacant:.2f} of {posts:.2f} whole-time equivalents are taken for vacant; each one more "
        f"takes {design.area.working_year.hours_per_wte:,.0f} hours a year from visits.",
    )
    estimated = design.area.need.share_estimated
    yield (
        "Need is other than counted",
        f"{estimated:.0%} of need stands at settings with a count that was estimated; the model of "
        "need itself is an assumption unless its figures are sourced.",
    )
    if len(design.clustering) > 1:
        yield (
            "Settings do not agree their days",
            f"Hours of travel would be {comparison.bounds_in_words(design.name)}.",
        )
    if design is not base:
        losing = comparison.gains(design.name).whole.losing
        yield (
            "Settings that lose hours object",
            f"{_count(losing, 'setting')} {'loses' if losing == 1 else 'lose'} hours against "
            f"“{base.title}”.",
        )
    if design.allocation.unreached:
        yield (
            "Settings out of reach get nothing",
            f"{_count(len(design.allocation.unreached), 'setting and profession')} cannot be "
            "reached by any team.",
        )


def _both(base: Outcome, design: Outcome) -> Iterator[Outcome]:
    yield design
    if design is not base:
        yield base


def _known(outcome: Outcome, metric: str) -> bool:
    """Whether there is such a figure: a fifth or a phase without settings or need has none."""
    card = outcome.scorecard
    return metric in card and math.isfinite(card[metric].value)


def _share(outcome: Outcome, metric: str) -> str:
    return figure(outcome.scorecard[metric].value, "share")


def _said(outcome: Outcome, metric: str) -> str:
    return figure(outcome.scorecard[metric].value, outcome.scorecard[metric].unit)


def _count(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    head, of, tail = noun.partition(" and ")
    return f"{count} {head}s{f' and {tail}s' if of else ''}"
