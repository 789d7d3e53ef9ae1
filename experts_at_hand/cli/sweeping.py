"""What `eah sweep` does, and `eah compare` with what it has written."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from experts_at_hand.cli.interrupt import StopKey
from experts_at_hand.cli.streams import say, say_json, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from experts_at_hand.sweep import Standing


def sweep_grid(
    grid: Path,
    out: Path,
    asked: Mapping[str, Any],
    *,
    json: bool,
    quiet: bool,
    stop: StopKey,
) -> bool:
    """Do a sweep, and say what became of it; return whether any run failed.

    Parameters
    ----------
    grid, out
        The grid file, and where results land.
    asked
        Who does the runs, as `experts_at_hand.sweep.sweep` takes it.
    json, quiet
        Whether a machine reads the answer, and whether nobody does.
    stop
        Watches Ctrl-C.
    """
    from experts_at_hand.sweep import sweep

    with _progress(quiet=quiet) as progress:
        try:
            found = sweep(grid, out, progress=progress, **asked)
        except KeyboardInterrupt:
            stop.told = True
            tell("eah: interrupted; what is done is kept, and the same command goes on from there")
            raise typer.Exit(130) from None
    if json:
        say_json(
            {
                "folder": out.as_posix(),
                "runs": found.runs,
                "done": found.runs - len(found.failed),
                "done_before": found.before,
                "failed": [
                    {"area": area, "scenario": scenario, "reason": reason}
                    for (area, scenario), reason in found.failed.items()
                ],
            }
        )
    else:
        say(repr(found))
        tell(f"Set designs against each other: eah compare {out.as_posix()} -o over-areas")
    return bool(found.failed)


@contextmanager
def _progress(*, quiet: bool) -> "Iterator[Callable[[Standing], None] | None]":
    """Show a bar where somebody looks on; else a line a run, as a log wants it."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        yield lambda standing: tell(
            f"{standing}; {standing.last}" if standing.last else f"{standing}"
        )
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def advance(standing: "Standing") -> None:
            total = standing.done + standing.failed + standing.left
            finished = total - standing.left
            bar.update(task, completed=finished, total=total, description=str(standing))

        yield advance


def compare_sweep(
    folder: Path, out: Path, *, baseline: str | None, json: bool, quiet: bool
) -> None:
    """Set the scenarios of a sweep against one of them, and write the two tables of that.

    Parameters
    ----------
    folder
        Of the sweep.
    out
        Where ``over-areas.html``, ``over-areas.csv`` and ``by-area.csv`` go.
    baseline
        A scenario of the sweep; the first unless stated.
    json, quiet
        Whether a machine reads the answer, and whether nobody does.
    """
    from experts_at_hand.report.over_areas_page import write_over_areas
    from experts_at_hand.results import check_output, figure_of, staged, write_csv
    from experts_at_hand.sweep import over_areas

    check_output(out, ["over-areas.csv", "by-area.csv", "over-areas.html"])
    found = over_areas(folder, baseline=baseline)
    tables = {"over-areas.csv": found.summary, "by-area.csv": found.by_area}
    with staged(out) as stage:
        write_over_areas(found, folder, stage)
        for name, table in tables.items():
            rows = table.astype(object).where(table.notna(), None).to_numpy().tolist()
            write_csv(stage / name, list(table.columns), rows)
    if json:
        plain = [
            {k: figure_of(v) if isinstance(v, float) else v for k, v in row.items()}
            for row in found.summary.to_dict("records")
        ]
        say_json({"baseline": found.baseline, "summary": plain, "folder": out.as_posix()})
    else:
        say(repr(found))
    if not quiet:
        tell(f"Written to {(out / 'over-areas.html').as_posix()}, with two tables beside it")
