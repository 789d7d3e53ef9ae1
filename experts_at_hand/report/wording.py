"""The sentences of the report: what was asked, what came of it, what it rests on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np

from experts_at_hand.comparison import Comparison, figure
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome


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
    staffed = [o for o in others if _same_staff_and_need(o, base)]
    alike = [o for o in staffed if o not in cut_off]
    if alike:
        yield from _among_alike(alike, base)
    for other in others:
        if other not in staffed:
            yield _otherwise(other, base)
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


def _otherwise(other: Outcome, base: Outcome) -> str:
    staff = float(other.area.capacity_hours.sum() - base.area.capacity_hours.sum())
    what = []
    if abs(staff) > 1:
        direction = "more" if staff > 0 else "fewer"
        what.append(f"has {figure(abs(staff), 'hours')} {direction} working hours a year")
    else:
        what.append("has other staff or another need")
    by_profession = ", ".join(
        f"{profession_label(p)} {_points(other, base, f'lowest_access:profession={p}')}"
        for p in other.allocation.professions
        if f"lowest_access:profession={p}" in base.scorecard
    )
    return f"“{other.title}” {what[0]}; lowest access changes by: {by_profession}."


def _same_staff_and_need(one: Outcome, other: Outcome) -> bool:
    return (
        one.area.team_ids == other.area.team_ids
        and np.allclose(one.area.capacity_hours, other.area.capacity_hours)
        and one.allocation.need_hours.shape == other.allocation.need_hours.shape
        and np.allclose(one.allocation.need_hours, other.allocation.need_hours)
    )


def _share(outcome: Outcome, metric: str) -> str:
    return figure(outcome.scorecard[metric].value, "share")


def _change(outcome: Outcome, base: Outcome, metric: str) -> float:
    return outcome.scorecard[metric].value - base.scorecard[metric].value


def _moves(outcome: Outcome, base: Outcome, metric: str) -> str:
    """Say how a share moves, in the figures that are shown."""
    points = 100 * _change(outcome, base, metric)
    if abs(points) < 0.05:  # noqa: PLR2004 - half of the last figure shown
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
    for profession in outcome.allocation.professions:
        yield (
            f"Need of {profession_label(profession)}",
            _need_in_words(outcome.area, profession),
        )
    visits = outcome.allocation.visits
    given = ", ".join(f"{k.replace('_', ' ')} {_said(v)}" for k, v in visits.parameters.items())
    yield "Visits", f"{visits.sentence} ({given})"
    yield "Travel", outcome.travel.method


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
