"""A plan over several years as a table, in words, and for a machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.posts.cluster_years import cluster_years
from experts_at_hand.posts.years import YearPlan, YearsPlan
from experts_at_hand.results import figure_of, write_csv

YEARS, BY_CLUSTER = "years.csv", "years_clusters.csv"

SAME = 1e-6
"""Access that is one to a reader."""

DAYS = ("days_per_primary", "days_per_secondary")
"""What the average school has: held against 40 and 160 days by April 2029."""


def year_columns(found: YearsPlan) -> list[str]:
    """Return the headings of the table of years.

    Parameters
    ----------
    found
        The plan.
    """
    words = found.years[0].outcome.allocation.professions
    return [
        "year", "budget", "cost", "unit", "further_wte", "hired_wte", "further_gbp",
        *(f"wte_{word}" for word in words), *(f"lowest_access_{word}" for word in words),
        "share_of_need_met", "need_hours", "settings_reached", *DAYS, "cost_of_the_offer",
    ]  # fmt: skip


def year_rows(found: YearsPlan) -> list[list[object]]:
    """Return a row for each year.

    Parameters
    ----------
    found
        The plan.
    """
    return [_row(found, plan) for plan in found.years]


def _row(found: YearsPlan, plan: YearPlan) -> list[object]:
    outcome = plan.outcome
    card, allocation = outcome.scorecard, outcome.allocation

    def value(metric: str) -> float | None:
        return card[metric].value if metric in card else None

    reached = (allocation.allocated_hours.sum(axis=1) > 0).sum()
    return [
        plan.year.year, plan.budget, plan.cost, found.unit, plan.wte, plan.hired, plan.gbp,
        *(
            sum(post.wte for post in plan.posts if post.profession == word)
            for word in allocation.professions
        ),
        *(
            float(np.nanmin(allocation.access[:, p])) for p in range(len(allocation.professions))
        ),
        value("share_of_need_met"), float(allocation.need_hours.sum()), int(reached),
        *(value(metric) for metric in DAYS), value("cost"),
    ]  # fmt: skip


def write_years(found: YearsPlan, folder: Path) -> None:
    """Write years.csv.

    Parameters
    ----------
    found
        The plan.
    folder
        Where to; it is there.
    """
    write_csv(folder / YEARS, year_columns(found), year_rows(found))


CLUSTER_COLUMNS = (
    "year", "cluster_id", "cluster", "settings", "need_hours", "share_of_need_met",
    "lowest_access", "wte", "further_wte",
)  # fmt: skip
"""Headings of the table of clusters by year."""


def cluster_rows(found: YearsPlan) -> list[list[object]]:
    """Return a row for each cluster in each year: who is reached when.

    Parameters
    ----------
    found
        The plan.
    """
    return [
        [
            own.year, own.cluster_id, own.cluster, own.settings, own.need_hours, own.met,
            own.lowest_access, own.wte, own.further_wte,
        ]
        for plan in found.years
        for own in cluster_years(plan)
    ]  # fmt: skip


def write_cluster_years(found: YearsPlan, folder: Path) -> None:
    """Write years_clusters.csv.

    Parameters
    ----------
    found
        The plan.
    folder
        Where to; it is there.
    """
    write_csv(folder / BY_CLUSTER, list(CLUSTER_COLUMNS), cluster_rows(found))


def years_lines(found: YearsPlan) -> Iterator[str]:
    """Yield the plan in words: each year, then how sure it is.

    Parameters
    ----------
    found
        The plan.
    """
    for plan in found.years:
        allocation = plan.outcome.allocation
        access = ", ".join(
            f"{profession_label(word)} {float(np.nanmin(allocation.access[:, p])):.1%}"
            for p, word in enumerate(allocation.professions)
        )
        yield (
            f"{plan.year.year}: {plan.wte:g} WTE of further posts, {plan.hired:g} of them new, "
            f"GBP {plan.gbp:,.0f} a year; lowest access: {access}"
        )
        if plan.only_clusters:
            yield f"{plan.year.year}: new posts are for {_named(plan)} only"
        if plan.cost > plan.budget * (1 + 1e-9):
            yield (
                f"{plan.year.year}: posts of earlier years stay, and cost {plan.cost:,.6g} "
                f"{found.unit} where the budget is {plan.budget:,.6g}"
            )
    how = "no posts over these years reach more"
    if found.bound - found.mean_lowest > SAME:
        how += f" than {found.bound:.1%}, cut at will and hired with all years in view"
    yield f"lowest access, averaged over the years: {found.mean_lowest:.1%}; {how}"
    if found.open_bound > found.bound + SAME:
        yield (
            "with posts in any cluster from the first year that average would be at most "
            f"{found.open_bound:.1%}"
        )
    if any(plan.only_clusters for plan in found.years):
        yield (
            "hours stay fair over the whole area: where new posts work, today's teams have time "
            "for the other clusters"
        )
    yield "clusters are those of the first year throughout"
    first, last = (found.years[at].outcome.allocation.need_hours.sum() for at in (0, -1))
    if last <= first and len(found.years) > 1:
        yield (
            "need does not grow: it is stated, or shared out from expected days, and more children "
            "move it between settings"
        )


def _named(plan: YearPlan) -> str:
    names = {cluster.id: cluster.name for cluster in plan.outcome.clustering.clusters}
    said = ", ".join(f"{id_} ({names[id_]})" for id_ in plan.only_clusters)
    return f"the cluster {said}" if len(plan.only_clusters) == 1 else f"the clusters {said}"


def years_values(found: YearsPlan) -> dict[str, Any]:
    """Return the plan for a machine.

    Parameters
    ----------
    found
        The plan.
    """
    header = year_columns(found)
    return {
        "scenario": found.scenario.title,
        "unit": found.unit,
        "mean_lowest_access": figure_of(found.mean_lowest),
        "bound": figure_of(found.bound),
        "years": [
            {
                key: figure_of(value) if isinstance(value, float) else value
                for key, value in zip(header, row, strict=True)
            }
            for row in year_rows(found)
        ],
        "open_bound": figure_of(found.open_bound),
        "clusters": [
            {
                key: figure_of(value) if isinstance(value, float) else value
                for key, value in zip(CLUSTER_COLUMNS, row, strict=True)
            }
            for row in cluster_rows(found)
        ],
    }
