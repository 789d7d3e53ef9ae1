"""What the pages show: figures and words from plans, nothing that is worked out anew."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import experts_at_hand as eah
from experts_at_hand.clustering.pieces import pieces
from experts_at_hand.comparison import Comparison, Difference, figure, in_words
from experts_at_hand.comparison.evenness import need_from_mean
from experts_at_hand.domain.gap_words import gap_words
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.errors import ExpertsAtHandError, InfeasibleError
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.boundary_line import lines_in_words
from experts_at_hand.report.change_map import change_map
from experts_at_hand.report.cluster_areas import areas_in_words
from experts_at_hand.report.cluster_figures import cluster_figures
from experts_at_hand.report.in_short import in_short
from experts_at_hand.report.labels import marks
from experts_at_hand.report.map_frame import squares
from experts_at_hand.report.map_picture import map_of
from experts_at_hand.report.staffing_sheets import posts_section
from experts_at_hand.report.strip import strip
from experts_at_hand.report.wording import asked as asked_in_words
from experts_at_hand.workbench.by_hand import held

Context = dict[str, Any]


@cache
def _environment() -> Any:  # noqa: ANN401 - jinja2's environment, imported where it is used
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("experts_at_hand.workbench", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure": figure, "profession": profession_label}
    return environment


def rendered(template: str, **context: Any) -> str:  # noqa: ANN401 - whatever a page shows
    """Return a page.

    Parameters
    ----------
    template
        Its name, without endings.
    **context
        What it shows.
    """
    return str(_environment().get_template(f"{template}.html.jinja").render(**context))


def problems_of(refusal: ExpertsAtHandError) -> list[str]:
    """Return why there is no plan, one sentence each."""
    listed = getattr(refusal, "problems", None) or getattr(refusal, "contradictions", None)
    return [str(problem) for problem in listed] if listed else [str(refusal)]


def heading_of(refusal: ExpertsAtHandError) -> str:
    """Return what kind of refusal it is."""
    if isinstance(refusal, InfeasibleError):
        return "The rules contradict each other"
    if isinstance(refusal, eah.SolverError):
        return "The solver found no plan"
    return "This cannot be planned yet"


def result(outcome: Outcome, pinned: Outcome | None) -> Context:
    """Return what a design's page says of its plan, against the pinned one where there is one.

    Parameters
    ----------
    outcome
        The design's plan.
    pinned
        The one that others are held against; ``None`` where it is this or has no plan.
    """
    comparison = eah.compare([outcome] if pinned is None else [pinned, outcome])
    shown = [outcome] if pinned is None else [pinned, outcome]
    professions = list(dict.fromkeys(p for o in shown for p in o.allocation.professions))
    return {
        "outcome": outcome,
        "against": "" if pinned is None else pinned.title,
        "access": [_row(row) for row in comparison.headlines if _of_access(row)],
        "further": [_row(row) for row in comparison.headlines if not _of_access(row)],
        "gains": None if pinned is None else comparison.gains(outcome.name).whole,
        "change": None if pinned is None else change_map(comparison.gains(outcome.name)),
        "circumstances": comparison.circumstances[outcome.name],
        "notes": comparison.notes,
        "map": map_of(outcome),
        "strips": [(profession_label(p), *strip(shown, p)) for p in professions],
        "clusters": list(_clusters(outcome)),
        "areas": areas_in_words(outcome),
        "lines": lines_in_words(outcome),
        "certificate": _certificate(outcome),
        "settings": list(_settings(outcome, comparison)),
        "held": set(held(outcome.scenario)),
        "asked": [words[:1].upper() + words[1:] for words in asked_in_words(outcome)],
        "posts": posts_section([outcome])[0],
        "cluster_notes": outcome.clustering.notes,
        "doubts": outcome.doubts,
    }


def side_by_side(outcomes: Sequence[Outcome]) -> Context:
    """Return what the first page says of all designs that have a plan, the pinned one first."""
    comparison = eah.compare(outcomes)
    return {
        "comparison": comparison,
        "titles": [(o.name, o.title, comparison.circumstances[o.name]) for o in outcomes],
        "table": [_row(row) for row in comparison.headlines],
        "gains": [(o.name, comparison.gains(o.name).whole) for o in outcomes[1:]],
        "in_short": list(in_short(comparison)),
        "best": comparison.pareto_best if len(comparison.designs) > 1 else (),
    }


def data(area: LocalArea) -> Context:
    """Return what the page of data says of an area."""
    counts: dict[str, int] = {}
    for setting in area.settings:
        counts[setting.phase.label] = counts.get(setting.phase.label, 0) + 1
    names = {setting.id: setting.name for setting in area.settings}
    estimates = area.need.imputations
    weights = dict(zip(area.setting_ids, area.need.weights.tolist(), strict=True))
    total = sum(weights.values()) or 1.0
    return {
        "area": area,
        "phases": counts,
        "teams": [
            (team.id, profession_label(team.profession), team.base, team.offer_wte)
            for team in area.teams
        ],
        "estimates": [
            {
                "name": f"{names[e.setting_id]} ({e.setting_id})",
                "column": e.column.replace("_", " "),
                "value": e.value,
                "basis": e.basis,
                "share": weights[e.setting_id] / total,
            }
            for e in estimates
            if e.setting_id in names  # a setting outside the offer moves no figure
        ],
        "estimates_in_words": area.need.estimates_in_words() if estimates else "",
    }


def _of_access(row: Sequence[Difference]) -> bool:
    """Whether a line is of access and of need met, which stand first, however many professions."""
    return row[0].metric.startswith(("lowest_access", "share_of_need_met"))


def _row(cells: Sequence[Any]) -> Context:
    """Return a line of figures, each with how it differs from the first."""
    said = []
    for cell in cells:
        value, _, difference = in_words(cell).partition("  ")
        judged = cell.verdict if difference and difference != "about the same" else ""
        said.append({"value": value, "difference": difference, "verdict": judged})
    first = cells[0]
    return {"label": first.label, "unit": first.unit, "better": first.better, "cells": said}


def _clusters(outcome: Outcome) -> Iterator[Context]:
    """Yield a line for each cluster: its figures, how far from the mean it is, and its pieces."""
    found = list(cluster_figures(outcome))
    if not found:
        return
    mean = sum(own.need for own in found) / len(found)
    mark = marks([own.cluster.id for own in found])
    parts = pieces(outcome.clustering, outcome.area, outcome.travel)
    for own in found:
        id_ = own.cluster.id
        yield {
            "id": id_,
            "mark": mark[id_],
            "name": own.cluster.name,
            "hub": own.hub,
            "settings": len(own.rows),
            "need": own.need,
            "from_mean": f"{round(100 * (own.need / mean - 1)) if mean else 0:+d}%",
            "met": own.met,
            "farthest": own.farthest,
            "pieces": parts[id_],
        }


def _certificate(outcome: Outcome) -> str:
    """Say how good the clusters are, and what is known of it."""
    clustering = outcome.clustering
    if len(clustering) < 2 or clustering.objective is None:  # noqa: PLR2004 - as above
        return ""
    low, high = need_from_mean(outcome)
    gap = clustering.gap
    known = (
        "no bound is known, so better clusters may exist"
        if gap is None
        else "proved to be the best there is within the bounds"
        if gap < 1e-6  # noqa: PLR2004 - the solver's own precision
        else f"no other clusters within the bounds save more than {gap_words(gap)} of that"
    )
    return (
        f"{clustering.objective:.3g} {clustering.unit}; {known}. Need of clusters lies from "
        f"{low:+.0%} to {high:+.0%} of their mean."
    )


def _settings(outcome: Outcome, comparison: Comparison) -> Iterator[Context]:
    """Yield a line for each setting of the plan, in the order of names."""
    plan, clustering = outcome.allocation, outcome.clustering
    index, square = outcome.area.setting_index, squares(outcome)
    gains = comparison.gains(outcome.name)
    more = (gains.hours[1] - gains.hours[0]).sum(axis=1).tolist()
    gain = dict(zip((s.id for s in gains.settings), more, strict=True))
    for setting in sorted(outcome.area.settings, key=lambda s: (s.name.casefold(), s.id)):
        row = index[setting.id]
        yield {
            "id": setting.id,
            "name": setting.name,
            "phase": setting.phase.label,
            "cluster": clustering.cluster_of[setting.id].id if len(clustering) > 1 else "",
            "need": float(plan.need_hours[row].sum()),
            "square": square[setting.id],
            "hours": float(plan.allocated_hours[row].sum()),
            "gain": gain.get(setting.id),
            "access": [float(value) for value in plan.access[row]],
        }


def written(comparison: Comparison, kind: str, folder: Path) -> Path:
    """Write the report, the workbook or the map of a comparison, and return its place.

    Parameters
    ----------
    comparison
        What is reported.
    kind
        A name of `DOWNLOADS`.
    folder
        Where it is put; it is there.
    """
    path = folder / kind
    if kind == "report.html":
        eah.write_report(comparison, folder)
    elif kind == "plan.xlsx":
        eah.write_workbook(comparison, path)
    elif kind == "board-paper.docx":
        eah.write_board_paper(comparison, path)
    else:
        eah.write_map(comparison, path)
    return path


DOWNLOADS: Mapping[str, str] = {
    "report.html": "text/html; charset=utf-8",
    "plan.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "board-paper.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "map.gpkg": "application/geopackage+sqlite3",
}
"""What can be taken away, and what kind of file it is."""
