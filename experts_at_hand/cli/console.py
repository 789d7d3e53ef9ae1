"""What the command line shows: results on stdout, progress on stderr, both in plain words."""

import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, asdict, fields
from typing import Any

from experts_at_hand.cli.streams import say
from experts_at_hand.comparison import Comparison, Gains, figure
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.metrics.prominence import prominences
from experts_at_hand.pipeline import STAGES, Outcome, Progress, headline_measures
from experts_at_hand.posts import continuity_lines, decision_lines
from experts_at_hand.quality import data_quality
from experts_at_hand.registry import Registry
from experts_at_hand.registry.protocols import FAMILIES, METRICS
from experts_at_hand.results import figure_of, plan_values

WIDTH = 88
"""Columns of running text."""

SHOWN_NOTES = 12
"""Notes listed on the screen; all of them stand in plan.json."""


@contextmanager
def progress_of(scenarios: int, *, quiet: bool) -> Iterator[Progress | None]:
    """Show a bar on stderr while scenarios run, if somebody is there to see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=scenarios * len(STAGES))
        begun = 0

        def advance(name: str, stage: str) -> None:
            nonlocal begun
            if ": " in stage:  # how far a stage is, and no new one
                bar.update(task, description=f"{name}: {stage}")
                return
            bar.update(task, completed=begun, description=f"{name}: {stage}")
            begun += 1

        yield advance


def show_outcome(outcome: Outcome) -> None:
    """Say what one run found."""
    say(outcome.title)
    rows = [
        (m.label, f"{figure(m.value, m.unit)}{_unit(m.unit)}")
        for m in headline_measures(outcome.scorecard)
    ]
    width = max(len(label) for label, _ in rows)
    for label, value in rows:
        say(f"  {label:<{width}}  {value}")
    if outcome.allocation.method is not None:
        say("What was measured")
        say(_wrapped(outcome.allocation.method.sentence()))
    elif outcome.allocation.objectives:
        say("What was asked, in this order")
    for settled in outcome.allocation.objectives:
        value = f"{figure(settled.value, settled.unit)}{_unit(settled.unit)}"
        say(_wrapped(f"{settled.sentence}: {value} ({settled.words})"))
    if outcome.posts is not None:
        _list("What was decided on posts", decision_lines(outcome.posts))
    _list("Who comes where", continuity_lines(outcome))
    _list("What looks wrong", outcome.doubts)
    notes = list(notes_of(outcome))
    if notes:
        say("What to know")
        for note in notes[:SHOWN_NOTES]:
            say(_wrapped(note))
        if len(notes) > SHOWN_NOTES:
            say(_wrapped(f"and {len(notes) - SHOWN_NOTES} more notes in plan.json"))


def _list(title: str, lines: Iterable[str]) -> None:
    """Say a list under a title, if there is any."""
    for at, line in enumerate(lines):
        if not at:
            say(title)
        say(_wrapped(line))


def notes_of(outcome: Outcome) -> Iterator[str]:
    """Yield what a reader should know about a run's data, travel and clusters."""
    yield f"the data: {outcome.area.origin}"
    if outcome.area.need.imputations:
        yield f"{outcome.area.need.estimates_in_words()}; see plan.json"
    yield outcome.travel.method
    yield outcome.allocation.visits.sentence
    names = {s.id: s.name for s in outcome.area.settings}
    for setting_id, profession in outcome.allocation.unreached:
        what = profession_label(profession)
        yield f"no team of {what} reaches {names[setting_id]} ({setting_id}): its access is 0"
    yield from outcome.area.notes
    yield from outcome.travel.notes
    yield from outcome.clustering.notes
    yield from outcome.allocation.notes


def outcome_values(outcome: Outcome) -> dict[str, Any]:
    """Return a run for a machine: plan.json with the scorecard."""
    return plan_values(outcome) | {
        "scorecard": {m.metric: figure_of(m.value) for m in outcome.scorecard}
    }


def comparison_values(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison for a machine."""
    rows = []
    for metric in comparison.metrics:
        row = comparison.row(metric)
        rows.append(
            {
                "metric": metric,
                "label": row[0].label,
                "unit": row[0].unit,
                "better": row[0].better,
                "values": {cell.scenario: figure_of(cell.value) for cell in row},
                "differences": {cell.scenario: figure_of(cell.difference) for cell in row[1:]},
                "verdicts": {cell.scenario: cell.verdict for cell in row[1:]},
            }
        )
    return {
        "baseline": comparison.baseline,
        "scenarios": {outcome.name: outcome.title for outcome in comparison.outcomes},
        "metrics": rows,
        "circumstances": {
            name: list(what) for name, what in comparison.circumstances.items() if what
        },
        "gains": {name: _gains_values(comparison.gains(name)) for name in comparison.names[1:]},
        "pareto_best": list(comparison.pareto_best),
        "notes": list(comparison.notes),
    }


def _gains_values(gains: Gains) -> dict[str, Any]:
    """Return how many settings gain and lose hours, and how many hours go where, for a machine."""
    every = gains.by_setting
    return {
        "settings_gaining": gains.whole.gaining,
        "settings_losing": gains.whole.losing,
        "largest_gain_hours": figure_of(every[0].gain),
        "largest_loss_hours": figure_of(-every[-1].gain),
    }


def area_values(area: LocalArea, travel: TravelMatrix | None = None) -> dict[str, Any]:
    """Return what was read, and how good it is, for a machine."""
    year = area.working_year
    phases: dict[str, int] = {}
    for setting in area.settings:
        phases[setting.phase.value] = phases.get(setting.phase.value, 0) + 1
    return {
        "name": area.name,
        "origin": area.origin,
        "settings": len(area.settings),
        "phases": phases,
        "outside": [setting.id for setting in area.outside],
        "teams": len(area.teams),
        "need_hours": {p: float(area.need.of(p).sum()) for p in area.professions},
        "capacity_hours": {
            p: sum(year.capacity_hours(t) for t in area.teams_of(p)) for p in area.professions
        },
        "imputed_counts": len(area.need.imputations),
        "share_of_need_estimated": area.need.share_estimated,
        "doubts": list(area.doubts),
        "notes": list(area.notes),
        "quality": [asdict(line) for line in data_quality(area, travel)],
    }


def show_area(area: LocalArea, travel: TravelMatrix | None = None) -> None:
    """Say what was read, and how need stands to capacity before anybody travels."""
    values = area_values(area)
    phases = ", ".join(f"{n} {phase.replace('_', ' ')}" for phase, n in values["phases"].items())
    say(f"{area.name}: {len(area.settings)} settings ({phases}), {len(area.teams)} teams")
    say(_wrapped(f"the data: {area.origin}"))
    for profession in area.professions:
        need, hours = values["need_hours"][profession], values["capacity_hours"][profession]
        say(
            _wrapped(
                f"{profession_label(profession)}: {need:,.0f} hours a year are needed, the teams "
                f"have {hours:,.0f} ({hours / need:.0%}) before travel"
            )
        )
    for note in area.notes:
        say(_wrapped(note))
    say("How good the data is")
    for line in data_quality(area, travel):
        figures = "; ".join(filter(None, (line.figure, line.said)))
        say(_wrapped(line.said if line.topic == "blank" else f"{line.what}: {figures}"))
    if area.doubts:
        say("What looks wrong")
        for doubt in area.doubts:
            say(_wrapped(doubt))
        say("No problems found, but look at the above.")
    else:
        say("No problems found.")


def show_methods() -> None:
    """List everything a scenario may name, each with its keys."""
    for table, family in FAMILIES.items():
        say(f"[{table}]")
        for name in family:
            say(f"  {name}")
            say(textwrap.indent(textwrap.fill(summary_of(family, name), WIDTH - 6), " " * 6))
            keys = ", ".join(f"{key} = {usual}" for key, usual in keys_of(family, name).items())
            if keys:
                say(textwrap.indent(textwrap.fill(keys, WIDTH - 6), " " * 6))

    say("[measures] what every plan is measured by; no scenario chooses them")
    said = prominences()
    for name, measured in METRICS.parts.items():
        say(f"  {name}")
        say(textwrap.indent(summary_of(METRICS, name), " " * 6))
        for metric in getattr(measured, "prominence", {}):
            say(f"      {metric} ({said[metric]})")


def methods_values() -> dict[str, Any]:
    """Return everything a scenario may name, for a machine."""
    return {
        table: {
            name: {"summary": summary_of(family, name), "keys": keys_of(family, name)}
            for name in family
        }
        for table, family in FAMILIES.items()
    } | {
        METRICS.table: {
            name: {
                "summary": summary_of(METRICS, name),
                "metrics": {
                    metric: str(said) for metric, said in getattr(family, "prominence", {}).items()
                },
            }
            for name, family in METRICS.parts.items()
        }
    }


def summary_of(family: Registry[Any], name: str) -> str:
    """Return the first line of a part's documentation."""
    return (family.part(name).__doc__ or "").strip().split("\n")[0]


def keys_of(family: Registry[Any], name: str) -> dict[str, str]:
    """Return the keys of a part with their usual values in words."""
    part: Any = family.part(name)
    return {f.name: _usual(f) for f in fields(part) if f.init}


def _usual(field: Any) -> str:  # noqa: ANN401 - a dataclass field of any type
    if field.default is not MISSING:
        return "none" if field.default is None else str(field.default)
    if field.default_factory is not MISSING:
        return "empty"
    return "needed"


def _unit(unit: str) -> str:
    return "" if unit == "share" else f" {unit}"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")
