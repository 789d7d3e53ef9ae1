"""The sentences of the report: what was asked, what came of it, what it rests on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np

from experts_at_hand.comparison import Comparison, figure
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.metrics.days import EXPECTED_DAYS
from experts_at_hand.pipeline import Outcome

SHOWN_POINTS = 0.05
"""Half of the last figure of a share that is shown: less is no change to a reader."""


def in_short(comparison: Comparison) -> Iterator[str]:
    """Yield what a reader in a hurry should take away; like is compared with like."""
    base = comparison.outcomes[0]
    card = base.scorecard
    yield (
        f"{base.title}: the setting that is helped least has {_share(base, 'lowest_access')} of "
        f"its need met, {_share(base, 'share_of_need_met')} of all need is met, and "
        f"{figure(card['travel_hours'].value, 'hours')} hours a year go into travel and signing "
        f"in, {card['travel_minutes_per_visit'].value:.1f} minutes a visit."
    )
    others = comparison.outcomes[1:]
    cut_off = [o for o in others if len(o.allocation.unreached) > len(base.allocation.unreached)]
    staffed = [o for o in others if not comparison.circumstances[o.name]]
    alike = [o for o in staffed if o not in cut_off]
    yield from _who_loses(staffed, base)
    if alike:
        yield from _among_alike(alike, base)
    for other in others:
        if other not in staffed:
            yield _otherwise(other, base, comparison.circumstances[other.name])
    for outcome in comparison.outcomes:
        if outcome.allocation.unreached:
            yield _out_of_reach(outcome)
    clustered = [o for o in alike if len(o.clustering) > 1] or [
        o for o in comparison.outcomes if len(o.clustering) > 1
    ]
    if clustered:
        first = min(clustered, key=lambda o: o.scorecard["travel_hours"].value)
        yield (
            "How much clusters save is an assumption about how days are agreed, not a finding. "
            f"Hours of travel under “{first.title}” would be "
            f"{comparison.bounds_in_words(first.name)}."
        )
    yield from (f"{note}." for note in comparison.notes)


def _among_alike(alike: list[Outcome], base: Outcome) -> Iterator[str]:
    best = min(alike, key=lambda o: o.scorecard["travel_hours"].value)
    hours = _change(best, base, "travel_hours")
    before = base.scorecard["travel_hours"].value
    if hours >= 0:
        yield "With the same staff and need, no other scenario saves travel."
    else:
        yield (
            f"With the same staff and need, “{best.title}” saves most travel: "
            f"{figure(-hours, 'hours')} hours a year ({-hours / before:.0%}); the "
            f"lowest access {_moves(best, base, 'lowest_access')} and the need met "
            f"{_moves(best, base, 'share_of_need_met')}."
        )
    for other in alike:
        hours = _change(other, base, "travel_hours")
        if hours > 0:
            yield (
                f"“{other.title}” costs {figure(hours, 'hours')} hours of travel a year more "
                f"({hours / before:.0%}); the lowest access "
                f"{_moves(other, base, 'lowest_access')}."
            )


def _out_of_reach(outcome: Outcome) -> str:
    """Say how many settings nobody reaches: a saving on the road that they pay for."""
    counts = Counter(profession for _, profession in outcome.allocation.unreached)
    who = " and ".join(
        f"{count} {'setting' if count == 1 else 'settings'} without any {profession_label(p)}"
        for p, count in counts.items()
    )
    return f"“{outcome.title}” leaves {who}: no team may or can reach them."


def _who_loses(designs: list[Outcome], base: Outcome) -> Iterator[str]:
    """Name each design in which a profession's lowest access falls, and how many settings lose.

    What looks good only because somebody has lost is said before what looks good.
    """
    for other in designs:
        lower = [
            f"{profession_label(p)} by {-points:.1f} points"
            for p in other.allocation.professions
            if f"lowest_access:profession={p}" in base.scorecard
            and (points := 100 * _change(other, base, f"lowest_access:profession={p}"))
            <= -SHOWN_POINTS
        ]
        if not lower:
            continue
        change = other.allocation.access - base.allocation.access
        losing = int((np.nan_to_num(change) * 100 <= -SHOWN_POINTS).any(axis=1).sum())
        settings = "1 setting has" if losing == 1 else f"{losing} settings have"
        yield (
            f"“{other.title}” lowers the lowest access: {' and '.join(lower)}; {settings} a "
            f"smaller share of need met than under “{base.title}”."
        )


def _otherwise(other: Outcome, base: Outcome, circumstances: tuple[str, ...]) -> str:
    """Show what other circumstances bring, in rates, without a verdict."""
    by_profession = ", ".join(
        f"{profession_label(p)} {_points(other, base, f'lowest_access:profession={p}')}"
        for p in other.allocation.professions
        if f"lowest_access:profession={p}" in base.scorecard
    )
    changes = f"lowest access changes by: {by_profession}" if by_profession else "nothing compares"
    return (
        f"“{other.title}” is shown and not judged, for its circumstances are others "
        f"({', '.join(circumstances)}); {changes}."
    )


def _share(outcome: Outcome, metric: str) -> str:
    return figure(outcome.scorecard[metric].value, "share")


def _change(outcome: Outcome, base: Outcome, metric: str) -> float:
    return outcome.scorecard[metric].value - base.scorecard[metric].value


def _moves(outcome: Outcome, base: Outcome, metric: str) -> str:
    """Say how a share moves, in the figures that are shown."""
    points = 100 * _change(outcome, base, metric)
    if abs(points) < SHOWN_POINTS:
        return "stays about the same"
    return f"{'rises' if points > 0 else 'falls'} by {abs(points):.1f} points"


def _points(outcome: Outcome, base: Outcome, metric: str) -> str:
    return f"{100 * _change(outcome, base, metric):+.1f} points"


def asked(outcome: Outcome) -> Iterator[str]:
    """Yield every choice of a scenario in a sentence."""
    scenario = outcome.scenario
    yield f"{outcome.travel.method}."
    yield f"{outcome.allocation.visits.sentence}."
    yield f"{scenario.clustering.sentence()}."
    if outcome.allocation.method is not None:
        yield f"{scenario.allocation.sentence()}."
        return
    for rule in scenario.rules:
        yield f"{rule.sentence()}."
    for rank, aim in enumerate(scenario.objectives, start=1):
        yield f"aim {rank}: {aim.sentence()}."


def changes(comparison: Comparison, name: str) -> Iterator[str]:
    """Yield what a scenario states otherwise than the baseline, key by key."""
    for key, (before, after) in comparison.changes(name).items():
        if before is None:
            yield f"{key} = {_said(after)}"
        elif after is None:
            yield f"{key} is no longer stated (it was {_said(before)})"
        else:
            yield f"{key} = {_said(after)} (it was {_said(before)})"


def assumptions(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield what the figures of a run rest on, as (what, value)."""
    year = outcome.area.working_year
    yield (
        "Working year",
        f"{year.weeks:g} weeks of {year.hours_per_week:g} hours, {year.direct_share:.0%} of them "
        f"for visits and the travel to them: {year.hours_per_wte:,.0f} hours a year for a "
        "whole-time equivalent",
    )
    card = outcome.scorecard
    if "statutory_hours" in card:
        yield (
            "Ring-fenced",
            f"{figure(card['statutory_hours'].value, 'hours')} working hours a year are promised "
            "in education, health and care plans, as teams.csv states, and are no part of what is "
            f"shared out; their posts cost {figure(card['statutory_cost'].value, 'GBP')} GBP a "
            "year, which no cost of this offer holds",
        )
    for profession in outcome.allocation.professions:
        yield (
            f"Need of {profession_label(profession)}",
            _need_in_words(outcome.area, profession),
        )
    visits = outcome.allocation.visits
    given = ", ".join(f"{k.replace('_', ' ')} {_said(v)}" for k, v in visits.parameters.items())
    yield "Visits", f"{visits.sentence} ({given})"
    yield "Travel", outcome.travel.method


def days_expected(outcome: Outcome) -> str:
    """Say what national planning expects of days, and what of it a plan counts."""
    planned = [profession_label(p) for p in outcome.allocation.professions]
    covered = " and ".join(filter(None, [", ".join(planned[:-1]), *planned[-1:]])) or "nobody"
    primary, secondary = (EXPECTED_DAYS[phase] for phase in (Phase.PRIMARY, Phase.SECONDARY))
    return (
        f"The average primary school is to have {primary:g} days a year and the average secondary "
        f"school {secondary:g} by April 2029, all professions of the offer together: educational "
        "psychologists and specialist teachers as well as therapists. It is an average and no "
        f"promise to each school. This plan counts the days of {covered} only; what other "
        "professions bring comes on top."
    )


def _need_in_words(area: LocalArea, profession: str) -> str:
    model: Any = area.need_model(profession)
    words = {
        "per_setting": "for every setting",
        "per_ehcp": "for each child with an education, health and care plan",
        "per_sen_support": "for each child on SEN support",
        "per_pupil": "for each child on roll",
    }
    hours = [
        f"{getattr(model, f.name):g} hours a year {words[f.name]}"
        for f in fields(model)
        if f.name in words and getattr(model, f.name)
    ]
    stated = sum(profession in s.need_hours for s in area.settings)
    own = f"; {stated} settings state their own hours" if stated else ""
    uplift = f", up to {model.deprivation_uplift:.0%} more with deprivation (IDACI 1)"
    return "; ".join(hours) + (uplift if model.deprivation_uplift else "") + own


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
