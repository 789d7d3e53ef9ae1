"""What a reader in a hurry should take away: today, who loses, what plans bring and cost."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from experts_at_hand.comparison import Comparison, figure
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome

SHOWN_POINTS = 0.05
"""Half of the last figure of a share that is shown: less is no change to a reader."""

MOST_SENTENCES = 5
"""Sentences of the answer on the first page."""

NO_HOURS = 1e-6
"""Share of need below which a setting gets nothing."""


def in_short(comparison: Comparison) -> Iterator[str]:
    """Yield sentences in the order in which they matter; like is compared with like.

    Where the baseline is what is delivered today, plans are held against it for who gets hours, and
    against the first plan for travel: today's hours are other hours, so that their miles are no
    measure of a plan's.

    Parameters
    ----------
    comparison
        What is reported.
    """
    base, others = comparison.outcomes[0], comparison.outcomes[1:]
    designs, plans = _designs_and_plans(comparison)
    yield from _today(base)
    yield from _who_loses(designs, base)
    if base.allocation.method is not None and plans:
        yield _by_need(plans[0], comparison)
    if len(plans) > 1:
        yield from _among_plans(comparison, plans[0], plans[1:])
    for other in others:
        if other not in designs:
            yield _otherwise(other, base, comparison.circumstances[other.name])
    for outcome in comparison.outcomes:
        if outcome.allocation.unreached:
            yield _out_of_reach(outcome)
    clustered = [o for o in plans if len(o.clustering) > 1] or [
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


def for_the_board(comparison: Comparison) -> list[str]:
    """Return what a board is told first, `MOST_SENTENCES` at most: today, by need, saving, losers.

    Of designs only; every sentence stands in `in_short` too.

    Parameters
    ----------
    comparison
        What is reported.
    """
    base = comparison.outcomes[0]
    designs, plans = _designs_and_plans(comparison)
    said = list(_today(base))
    if base.allocation.method is not None and plans:
        said.append(_by_need(plans[0], comparison))
    if len(plans) > 1:
        said += list(_among_plans(comparison, plans[0], plans[1:]))[:1]
    said += _who_loses(designs, base)
    return said[:MOST_SENTENCES]


def _designs_and_plans(comparison: Comparison) -> tuple[list[Outcome], list[Outcome]]:
    """Return the designs but the baseline, and all designs that are plans."""
    designs = list(comparison.designs)
    return designs[1:], [o for o in designs if o.allocation.method is None]


def _today(base: Outcome) -> Iterator[str]:
    """Say what the baseline comes to."""
    card = base.scorecard
    yield (
        f"{base.title}: the setting that is helped least has {_share(base, 'lowest_access')} of "
        f"its need met, {_share(base, 'share_of_need_met')} of all need is met, and "
        f"{figure(card['travel_hours'].value, 'hours')} hours a year go into travel and signing "
        f"in, {card['travel_minutes_per_visit'].value:.1f} minutes a visit."
    )
    if base.allocation.method is None:
        return
    access = base.allocation.access
    known = access[~np.isnan(access)]
    if not len(known):
        return
    nothing = int((known <= NO_HOURS).sum())
    full = int((known >= 1 - NO_HOURS).sum())
    beyond = card["hours_beyond_need"].value
    yield (
        f"{_of(nothing, len(known))} settings, counted once for each profession they need, get "
        f"nothing of it; {_of(full, len(known))} get all they need or more, "
        f"{figure(beyond, 'hours')} hours a year beyond it."
    )


def _by_need(plan: Outcome, comparison: Comparison) -> str:
    """Say what sharing by need changes over what is delivered today, with the same staff."""
    base = comparison.outcomes[0]
    whole = comparison.gains(plan.name).whole
    return (
        f"“{plan.title}” shares the hours of the same staff out by need: the lowest access "
        f"{_moves(plan, base, 'lowest_access')}, the need met "
        f"{_moves(plan, base, 'share_of_need_met')}; {whole.gaining} settings gain hours over "
        f"“{base.title}” and {whole.losing} lose."
    )


def _among_plans(
    comparison: Comparison, first: Outcome, others: Sequence[Outcome]
) -> Iterator[str]:
    """Say which plan travels less than the first, and which costs more."""
    against = "" if first is comparison.outcomes[0] else f" against “{first.title}”"
    begins = f"With the same staff and need{against},"
    before = first.scorecard["travel_hours"].value
    reach = len(first.allocation.unreached)
    alike = [o for o in others if len(o.allocation.unreached) <= reach]
    best = min(alike, key=lambda o: o.scorecard["travel_hours"].value, default=None)
    saved = 0.0 if best is None else -_change(best, first, "travel_hours")
    if best is None or saved <= 0:
        yield f"{begins} no other scenario saves travel."
    else:
        yield (
            f"{begins} “{best.title}” saves most travel: "
            f"{figure(saved, 'hours')} hours a year ({saved / before:.0%})"
            f"{_unsure(comparison, best, saved)}; the lowest access "
            f"{_moves(best, first, 'lowest_access')} and the need met "
            f"{_moves(best, first, 'share_of_need_met')}."
        )
    for other in alike:
        more = _change(other, first, "travel_hours")
        if more > 0:
            yield (
                f"“{other.title}” costs {figure(more, 'hours')} hours of travel a year more than "
                f"“{first.title}” ({more / before:.0%}); the lowest access "
                f"{_moves(other, first, 'lowest_access')}."
            )


def _unsure(comparison: Comparison, best: Outcome, saved: float) -> str:
    """Say in the same breath that a saving is smaller than what is not known of travel."""
    least, most = comparison.travel_bounds(best.name)
    if saved >= most - least:
        return ""
    return (
        f", less than the {figure(most - least, 'hours')} hours between the two bounds of its own "
        "travel"
    )


def _out_of_reach(outcome: Outcome) -> str:
    """Say how many settings nobody reaches: a saving on the road that they pay for."""
    counts = Counter(profession for _, profession in outcome.allocation.unreached)
    who = " and ".join(
        f"{count} {'setting' if count == 1 else 'settings'} without any {profession_label(p)}"
        for p, count in counts.items()
    )
    return f"“{outcome.title}” leaves {who}: no team may or can reach them."


def _who_loses(designs: Sequence[Outcome], base: Outcome) -> Iterator[str]:
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


def _otherwise(other: Outcome, base: Outcome, circumstances: Sequence[str]) -> str:
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


def _of(count: int, all_: int) -> str:
    return f"{count:,} of {all_:,}"


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
