"""One page from a plan over several years: who is reached when, and what it takes."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import Markup

from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.posts import YearPlan, YearsPlan
from experts_at_hand.posts.cluster_years import cluster_years
from experts_at_hand.posts.years import APRIL_2029
from experts_at_hand.posts.years_written import DAYS, year_columns, year_rows, years_lines
from experts_at_hand.report.palette import CATEGORIES, DARK_GREY, PALE_GREY
from experts_at_hand.report.sheets import Kind, Sheet, Value
from experts_at_hand.report.svg import element, picture, text, title
from experts_at_hand.report.templates import template

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760.0, 300.0, 56.0, 260.0, 28.0, 34.0

DASHES = (None, "8 4", "2 3", "10 3 2 3")
"""Lines are told apart in print, too."""


def write_years_page(found: YearsPlan, stage: Path) -> None:
    """Write years.html into a folder that is being made.

    Parameters
    ----------
    found
        The plan.
    stage
        Where it is put.
    """
    (stage / "years.html").write_text(years_html(found), encoding="utf-8")


def years_html(found: YearsPlan) -> str:
    """Return the whole page.

    Parameters
    ----------
    found
        The plan.
    """
    return str(
        template("years.html.jinja").render(
            title=found.scenario.title,
            description=found.scenario.description,
            area=found.years[0].outcome.area,
            **years_context(found),
        )
    )


def years_context(found: YearsPlan) -> Mapping[str, Any]:
    """Return what a page says of a plan over years.

    Parameters
    ----------
    found
        The plan.
    """
    words = found.years[0].outcome.allocation.professions
    return {
        "unit": found.unit,
        "lines": list(years_lines(found)),
        "picture": years_picture(found),
        "professions": [profession_label(word) for word in words],
        "years": list(_years(found)),
        "growth": list(_growth(found)),
        "clusters": list(_clusters(found)),
    }


def _years(found: YearsPlan) -> Iterator[Mapping[str, Any]]:
    before: dict[tuple[str, str], float] = {}
    for plan in found.years:
        card, allocation = plan.outcome.scorecard, plan.outcome.allocation
        new = []
        for post in plan.posts:
            key = post.where, post.profession
            more = post.wte - before.get(key, 0.0)
            if more > 1e-9:  # noqa: PLR2004 - rounding
                new.append((post.where, profession_label(post.profession), more, post.wte))
            before[key] = post.wte
        yield {
            "year": plan.year.year,
            "april": plan.year.begins == APRIL_2029,
            "budget": plan.budget,
            "cost": plan.cost,
            "wte": plan.wte,
            "hired": plan.hired,
            "lowest": _lowest(plan),
            "days": [card[metric].value if metric in card else None for metric in DAYS],
            "reached": int((allocation.allocated_hours.sum(axis=1) > 0).sum()),
            "settings": len(allocation.setting_ids),
            "new": new,
        }


def _clusters(found: YearsPlan) -> Iterator[Mapping[str, Any]]:
    """Yield each cluster with what every year brings to it; none where there are no clusters."""
    rows = [list(cluster_years(plan)) for plan in found.years]
    if len(rows[0]) <= 1:
        return
    for years in zip(*rows, strict=True):
        yield {
            "id": years[0].cluster_id,
            "name": years[0].cluster,
            "settings": years[0].settings,
            "years": [(own.met, own.wte, own.further_wte) for own in years],
        }


def _lowest(plan: YearPlan) -> list[float]:
    return [float(value) for value in np.nanmin(plan.outcome.allocation.access, axis=0)]


def _growth(found: YearsPlan) -> Iterator[str]:
    """Yield what each year takes for granted."""
    for plan in found.years:
        year = plan.year
        need = plan.outcome.allocation.need_hours.sum()
        vacant = "" if year.vacancy_rate is None else f"; {year.vacancy_rate:.0%} of posts vacant"
        limit = "" if year.hire_at_most is None else f"; at most {year.hire_at_most:g} hired"
        yield f"{year.year}: {need:,.0f} hours of need{vacant}{limit}"


def years_picture(found: YearsPlan) -> Markup:
    """Draw the lowest access of each profession by year, and mark the year of April 2029.

    Parameters
    ----------
    found
        The plan.
    """
    parts = [*_axis(found)]
    words = found.years[0].outcome.allocation.professions
    lowest = [_lowest(plan) for plan in found.years]
    ends: list[float] = []
    for p, word in enumerate(words):
        points = [(_x(i, len(lowest)), _y(row[p])) for i, row in enumerate(lowest)]
        colour = CATEGORIES[p % len(CATEGORIES)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(
            element(
                "polyline", points=line, fill="none", stroke=colour, stroke_width=2.5,
                stroke_dasharray=DASHES[p % len(DASHES)],
            )
        )  # fmt: skip
        for (x, y), row in zip(points, lowest, strict=True):
            said = title(f"{profession_label(word)}: {row[p]:.1%}")
            parts.append(element("circle", said, cx=x, cy=y, r=4, fill=colour))
        at = points[-1][1]
        while any(abs(at - other) < 16 for other in ends):  # noqa: PLR2004 - a line of text
            at += 16
        ends.append(at)
        label = f"{profession_label(word)} {lowest[-1][p]:.0%}"
        parts.append(text(label, x=points[-1][0] + 10, y=at + 4, fill=colour))
    label = "Lowest access of each profession by year; the table below gives the figures"
    return picture(parts, width=WIDTH, height=HEIGHT, label=label, kind="strip")


def _x(at: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (at / (count - 1) if count > 1 else 0.5)


def _y(share: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)


def _axis(found: YearsPlan) -> Iterator[str]:
    for tick in range(0, 101, 20):
        y = _y(tick / 100)
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, stroke=PALE_GREY)
        yield text(f"{tick}%", x=LEFT - 8, y=y + 4, text_anchor="end", fill=DARK_GREY)
    for i, plan in enumerate(found.years):
        x = _x(i, len(found.years))
        yield text(plan.year.year, x=x, y=HEIGHT - 10, text_anchor="middle", fill=DARK_GREY)
        if plan.year.begins == APRIL_2029:
            yield element(
                "line", x1=x, x2=x, y1=TOP, y2=HEIGHT - BOTTOM, stroke=DARK_GREY,
                stroke_dasharray="3 3",
            )  # fmt: skip
            yield text("April 2029", x=x, y=TOP - 10, text_anchor="middle", fill=DARK_GREY)


def years_sheet(found: YearsPlan) -> Sheet:
    """Return the table of years as a sheet of the workbook.

    Parameters
    ----------
    found
        The plan.
    """
    spent: Kind = "number" if found.unit == "WTE" else "money"
    kinds: dict[str, Kind] = {
        "year": "text", "unit": "text", "share_of_need_met": "share", "budget": spent,
        "cost": spent, "further_gbp": "money", "cost_of_the_offer": "money", "need_hours": "hours",
        "settings_reached": "count", **dict.fromkeys(DAYS, "hours"),
    }  # fmt: skip
    columns: list[tuple[str, Kind]] = [
        (_heading(word), "share" if word.startswith("lowest_access") else kinds.get(word, "number"))
        for word in year_columns(found)
    ]
    return Sheet(
        name="Years",
        title=f"Year by year: {found.scenario.title}",
        lines=tuple(f"{line[:1].upper()}{line[1:]}." for line in years_lines(found)),
        columns=tuple(columns),
        rows=tuple(
            tuple(v if isinstance(v, float | int | None) else str(v) for v in row)
            for row in year_rows(found)
        ),
    )


def cluster_years_sheet(found: YearsPlan) -> Sheet:
    """Return who is reached when as a sheet of the workbook: a row a year and cluster.

    Parameters
    ----------
    found
        The plan.
    """
    rows: list[tuple[Value, ...]] = [
        (own.year, own.cluster_id, own.cluster, own.settings, own.need_hours, own.met,
         own.lowest_access, own.wte, own.further_wte)
        for plan in found.years
        for own in cluster_years(plan)
    ]  # fmt: skip
    return Sheet(
        name="Clusters by year",
        title=f"Who is reached when: {found.scenario.title}",
        lines=("Posts that work in a cluster are those of all teams, travel included.",),
        columns=(
            ("Year", "text"), ("Cluster", "text"), ("Called", "text"), ("Settings", "count"),
            ("Need, hours a year", "hours"), ("Share of need met", "share"),
            ("Lowest access", "share"), ("Posts that work there, WTE", "number"),
            ("Further posts at its hub, WTE", "number"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _heading(word: str) -> str:
    """Return a heading of years.csv in words: professions by their name."""
    for begins in ("lowest_access_", "wte_"):
        if word.startswith(begins):
            what = "Lowest access" if begins != "wte_" else "Further posts, WTE"
            return f"{what}: {profession_label(word.removeprefix(begins))}"
    words = word.replace("_", " ").replace("wte", "WTE").replace("gbp", "GBP")
    return words[:1].upper() + words[1:]
