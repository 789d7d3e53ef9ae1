"""The first page: what was asked, the answer, one table of designs, one map, what it hangs on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from experts_at_hand.comparison import Comparison, figure
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.in_short import for_the_board
from experts_at_hand.report.map_picture import map_of

MOST_DESIGNS = 7
"""Rows of the table, so that the page stays one side of A4; the whole table follows it."""

COLUMNS = (
    ("lowest_access", "Lowest access"),
    ("share_of_need_met", "Need met"),
    ("deprivation_gap", "Gap of the most deprived fifth"),
    ("travel_minutes_per_visit", "Travel a visit, minutes"),
    ("travel_hours", "Travel, hours a year"),
    ("cost_per_contact_hour", "GBP a contact hour"),
)
"""What designs are shown by."""


def board_summary(comparison: Comparison) -> Mapping[str, Any]:
    """Return what stands on the first page.

    Parameters
    ----------
    comparison
        What is reported.
    """
    designs = comparison.designs
    shown = designs[:MOST_DESIGNS]
    columns = [
        (metric, label) for metric, label in COLUMNS if metric in comparison.outcomes[0].scorecard
    ]
    best = shown_design(comparison)
    return {
        "asked": _asked(comparison),
        "sentences": for_the_board(comparison),
        "columns": [label for _, label in columns],
        "rows": [_row(comparison, design, [metric for metric, _ in columns]) for design in shown],
        "left_out": len(designs) - len(shown),
        "others": len(comparison.outcomes) - len(designs),
        "map": map_of(best, key="board-map"),
        "map_title": best.title,
        "conditions": list(_conditions(comparison)),
    }


def _asked(comparison: Comparison) -> str:
    base, designs = comparison.outcomes[0], comparison.designs
    settings = len(base.area.settings)
    if len(designs) == 1:
        return f"How do {settings} settings fare under “{base.title}”?"
    ways = "1 other way" if len(designs) == 2 else f"{len(designs) - 1} other ways"  # noqa: PLR2004
    return (
        f"How would {settings} settings fare if the same staff were shared out in {ways}, "
        f"against “{base.title}”?"
    )


def _row(comparison: Comparison, design: Outcome, metrics: Sequence[str]) -> Mapping[str, Any]:
    card = design.scorecard
    whole = comparison.gains(design.name).whole
    first = design is comparison.outcomes[0]
    return {
        "title": design.title,
        "best": design.name in comparison.pareto_best and len(comparison.designs) > 1,
        "cells": [figure(card[metric].value, card[metric].unit) for metric in metrics],
        "gain": "" if first else f"{whole.gaining} / {whole.losing}",
    }


def shown_design(comparison: Comparison) -> Outcome:
    """Return the design whose map is shown: of those unbeaten with clusters, the fairest.

    Parameters
    ----------
    comparison
        What is reported.
    """
    unbeaten = [comparison[name] for name in comparison.pareto_best]
    clustered = [o for o in unbeaten if len(o.clustering) > 1] or [
        o for o in comparison.designs if len(o.clustering) > 1
    ]
    return max(
        clustered or [comparison.outcomes[0]],
        key=lambda o: (o.scorecard["lowest_access"].value, -o.scorecard["travel_hours"].value),
    )


def _conditions(comparison: Comparison) -> Iterator[str]:
    """Yield what the answer hangs on: where one of these is otherwise, ask again."""
    base = comparison.outcomes[0]
    year = base.area.working_year
    yield (
        f"A whole-time equivalent has {year.hours_per_wte:,.0f} hours a year for visits and the "
        f"travel to them ({year.direct_share:.0%} of {year.weeks:g} weeks), and posts are filled "
        "as stated."
    )
    yield "Need is as the models of need state it; their figures are assumptions unless sourced."
    if any(len(design.clustering) > 1 for design in comparison.designs):
        yield "Settings of a cluster agree their days: what that saves is an assumption."
    estimated = base.area.need.share_estimated
    if estimated:
        yield f"{estimated:.0%} of need stands at settings with a count that was estimated."
    doubts = len(dict.fromkeys(d for o in comparison.outcomes for d in o.doubts))
    if doubts:
        things = "1 thing looks" if doubts == 1 else f"{doubts} things look"
        yield f"{things} wrong in the data: see below before any figure is used."
