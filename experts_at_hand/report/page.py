"""One page from a comparison: figures, sentences and pictures into the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experts_at_hand.comparison import AXES, Comparison, figure
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.metrics.prominence import shown
from experts_at_hand.pipeline import Outcome
from experts_at_hand.quality import data_quality
from experts_at_hand.report.assumptions import assumptions
from experts_at_hand.report.board_summary import board_summary, shown_design
from experts_at_hand.report.boundary_line import lines_in_words
from experts_at_hand.report.cluster_areas import areas_in_words
from experts_at_hand.report.cluster_figures import cluster_figures
from experts_at_hand.report.cluster_sheets import cluster_sheet
from experts_at_hand.report.gains_section import gains_section
from experts_at_hand.report.in_short import in_short
from experts_at_hand.report.labels import marks
from experts_at_hand.report.map_frame import squares
from experts_at_hand.report.map_picture import map_of
from experts_at_hand.report.posts_in_order import posts_in_order_section
from experts_at_hand.report.ready_paragraphs import climate, equalities
from experts_at_hand.report.staffing_sheets import posts_section
from experts_at_hand.report.strip import strip
from experts_at_hand.report.templates import template
from experts_at_hand.report.wording import asked, changes, days_expected
from experts_at_hand.results import staged
from experts_at_hand.results.plan import team_costs
from experts_at_hand.results.tables import tables

WORST = 10
"""So many of the worst-off settings are named."""


@dataclass(frozen=True, kw_only=True)
class ClusterRow:
    """What the table beside a map says of one cluster; ``met`` is of each scenario that has it."""

    id: str
    mark: str
    name: str
    hub: str
    settings: int
    need: float
    met: tuple[float, ...]
    farthest: float
    members: str


def write_report(comparison: Comparison, folder: str | Path) -> Path:
    """Write report.html: one file that needs nothing else.

    Parameters
    ----------
    comparison
        What is reported.
    folder
        Where it is put; made if it is not there.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    with staged(folder) as stage:
        write_report_file(comparison, stage)
    return Path(folder) / "report.html"


def write_report_file(comparison: Comparison, stage: Path) -> None:
    """Write report.html into a folder that is being made."""
    (stage / "report.html").write_text(page_html(comparison), encoding="utf-8")


def page_html(comparison: Comparison) -> str:
    """Return the whole page."""
    base = comparison.outcomes[0]
    professions = list(
        dict.fromkeys(p for o in comparison.outcomes for p in o.allocation.professions)
    )
    return str(
        template("page.html.jinja").render(
            comparison=comparison,
            axes=AXES,
            base=base,
            area=base.area,
            doubts=list(_doubts(comparison)),
            board=board_summary(comparison),
            in_short=list(in_short(comparison)),
            headlines=comparison.headlines,
            further=[
                comparison.row(metric)
                for wanted in shown("further")
                for metric in comparison.metrics
                if metric == wanted or metric.startswith(f"{wanted}:profession=")
            ],
            fairness=[
                comparison.row(metric)
                for metric in comparison.metrics
                if metric.startswith(("mean_access:phase=", "mean_access:deprivation_fifth="))
            ],
            scenarios=[
                {
                    "outcome": outcome,
                    "asked": [_sentence(words) for words in asked(outcome)],
                    "changes": [_sentence(words) for words in changes(comparison, outcome.name)],
                    "teams": list(_teams(outcome)),
                }
                for outcome in comparison.outcomes
            ],
            strips=[(profession_label(p), *strip(comparison.outcomes, p)) for p in professions],
            maps=list(_maps(comparison)),
            days_expected=days_expected(base),
            gains=[gains_section(comparison, name) for name in comparison.names[1:]],
            worst=[(o, _ties(o), list(_worst_off(o))) for o in comparison.outcomes],
            imputed=_imputed(base),
            assumptions=list(assumptions(base)),
            quality=data_quality(base.area, base.travel),
            find=_find(base),
            sheets=list(_sheets(shown_design(comparison))),
            shown=shown_design(comparison),
            posts=posts_section(comparison.outcomes),
            in_order=posts_in_order_section(comparison),
            ready={
                "Equalities": list(equalities(comparison, shown_design(comparison))),
                "Climate change": list(climate(comparison, shown_design(comparison))),
            },
        )
    )


def _doubts(comparison: Comparison) -> Iterator[str]:
    """Yield what looks wrong, each once; what is not so of every scenario with those of which."""
    which: dict[str, list[str]] = {}
    for outcome in comparison.outcomes:
        for doubt in outcome.doubts:
            which.setdefault(doubt, []).append(outcome.title)
    for doubt, titles in which.items():
        everywhere = len(titles) == len(comparison.outcomes)
        named = "" if everywhere else f" ({', '.join(f'“{title}”' for title in titles)})"
        yield _sentence(f"{doubt}{named}")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _maps(comparison: Comparison) -> Iterator[Mapping[str, Any]]:
    """Yield one map for each clustering; scenarios that share one are named together."""
    drawn: list[list[Outcome]] = []
    for outcome in comparison.outcomes:
        for sharing in drawn:
            if _one_map(sharing[0], outcome):
                sharing.append(outcome)
                break
        else:
            drawn.append([outcome])
    for at, sharing in enumerate(drawn, start=1):
        clustering = sharing[0].clustering
        yield {
            "titles": [outcome.title for outcome in sharing],
            "names": [outcome.name for outcome in sharing],
            "picture": map_of(sharing[0], key=f"map-{at}"),
            "clusters": list(_clusters(sharing)),
            "objective": clustering.objective,
            "unit": clustering.unit,
            "areas": areas_in_words(sharing[0]),
            "lines": lines_in_words(sharing[0]),
            "gap": clustering.gap,
            "notes": clustering.notes,
        }


def _one_map(one: Outcome, other: Outcome) -> bool:
    """Whether two scenarios have the same settings, need and clusters, so that one map is both."""
    return (
        one.area.setting_ids == other.area.setting_ids
        and np.array_equal(one.area.need.weights, other.area.need.weights)
        and one.clustering == other.clustering
    )


def _clusters(sharing: Sequence[Outcome]) -> Iterator[ClusterRow]:
    outcome = sharing[0]
    names = {setting.id: setting.name for setting in outcome.area.settings}
    mark_of = marks([cluster.id for cluster in outcome.clustering.clusters])
    square = squares(outcome)
    # The same clusters in the same order, each scenario with its own hours.
    for figures in zip(*map(cluster_figures, sharing), strict=True):
        own, cluster = figures[0], figures[0].cluster
        yield ClusterRow(
            id=cluster.id,
            mark=mark_of[cluster.id],
            name=cluster.name,
            hub=own.hub,
            settings=len(cluster.members),
            need=own.need,
            met=tuple(each.met for each in figures),
            farthest=own.farthest,
            members=", ".join(f"{names[m]} ({square[m]})" for m in cluster.members),
        )


TIED = 5e-5
"""Shares this close are one to a reader, who sees a tenth of a percent, and to the solver."""


def _ties(outcome: Outcome) -> str:
    """Say how many share the lowest access, where more do than are listed; else nothing.

    To list the first ten of a hundred equal ones without a word would single them out.
    """
    access = outcome.allocation.access
    known = access[~np.isnan(access)]
    if not len(known):
        return ""
    lowest = float(known.min())
    tied = int((known <= lowest + TIED).sum())
    if tied <= WORST:
        return ""
    return (
        f"{tied} settings and professions share the lowest access of {figure(lowest, 'share')}: "
        f"none of them is helped less than the others. The first {WORST} are listed."
    )


def _teams(outcome: Outcome) -> Iterator[Mapping[str, Any]]:
    """Yield what each team has, does and costs in a year, as teams.csv has it."""
    header, rows = tables(outcome)["teams"]
    costs = team_costs(outcome)
    for team, row in zip(outcome.area.teams, rows, strict=True):
        said = dict(zip(header, row, strict=True))
        own = {"profession": profession_label(team.profession), "wte": team.offer_wte}
        yield said | own | {"cost": costs[team.id]}


def _worst_off(outcome: Outcome) -> Iterator[tuple[str, str, str, float]]:
    """Yield the settings with the lowest access, as (name, phase, profession, access)."""
    plan = outcome.allocation
    access = np.where(np.isnan(plan.access), np.inf, np.round(plan.access, 6))
    order = np.argsort(access, axis=None, kind="stable")[:WORST]
    for s, p in zip(*np.unravel_index(order, access.shape), strict=True):
        setting = outcome.area.settings[int(s)]
        if np.isfinite(access[s, p]):
            label = profession_label(plan.professions[int(p)])
            yield f"{setting.name} ({setting.id})", setting.phase.label, label, float(access[s, p])


def _imputed(outcome: Outcome) -> list[tuple[str, int, str]]:
    """Count the blank counts that were estimated, as (column, how many, basis)."""
    counts: dict[tuple[str, str], int] = {}
    for item in outcome.area.need.imputations:
        counts[item.column, item.basis] = counts.get((item.column, item.basis), 0) + 1
    return [(column, count, basis) for (column, basis), count in counts.items()]


def _find(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Return every setting by name, with its square on the maps, as (name, phase, square)."""
    square = squares(outcome)
    by_name = sorted(outcome.area.settings, key=lambda s: (s.name.casefold(), s.id))
    return [(s.name, s.phase.label, square[s.id]) for s in by_name]


def _sheets(outcome: Outcome) -> Iterator[Mapping[str, Any]]:
    """Yield the sheet of each cluster of a design, its figures as they are shown."""
    for own in cluster_figures(outcome):
        sheet = cluster_sheet(outcome, own)
        kinds = [kind for _, kind in sheet.columns[1:]]  # the id stands behind the name
        yield {
            "title": sheet.title,
            "lines": sheet.lines,
            "columns": [heading for heading, _ in sheet.columns[1:]],
            "rows": [
                [_cell(value, kind) for value, kind in zip(row[1:], kinds, strict=True)]
                for row in sheet.rows
            ],
        }


def _cell(value: object, kind: str) -> tuple[str, bool]:
    """Return a cell as it is shown, and whether it is a figure."""
    if not isinstance(value, int | float):
        return str(value or ""), False
    if not np.isfinite(value):
        return "-", True
    return (f"{value:.1%}" if kind == "share" else f"{value:,.1f}"), True
