"""What `eah compare` and `eah demo` do: scenario files in, a folder of results out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import experts_at_hand as eah
from experts_at_hand.cli.interrupt import StopKey
from experts_at_hand.cli.streams import say, say_json, tell

if TYPE_CHECKING:
    from experts_at_hand.report.sheets import Sheet

COMPARED = (
    "comparison.csv", "changes.csv", "report.html", "plan.xlsx", "map.gpkg", "board-paper.docx",
    "access.svg", "access.png",
)  # fmt: skip
"""What a comparison writes beside the folders of its scenarios."""

MOST_PNG = 12
"""Scenarios up to which each map is written as PNG as well: a sixth of a second each."""


def compare_files(  # noqa: PLR0913 - as the command line has them
    files: Sequence[Path],
    out: Path,
    *,
    baseline: str | None,
    by: Sequence[str],
    seed: int | None,
    json: bool,
    quiet: bool,
    stop: StopKey,
) -> None:
    """Plan scenario files, set each against a baseline and write all that a comparison writes.

    Parameters
    ----------
    files, out
        What is compared, and where the results go.
    baseline, by, seed
        As the command line has them.
    json, quiet
        Whether a machine reads the answer, and whether nobody does.
    stop
        Watches Ctrl-C.
    """
    from experts_at_hand.cli import console
    from experts_at_hand.comparison import (
        check_columns,
        check_names,
        obsolete_results,
        write_comparison_files,
    )
    from experts_at_hand.inputs import Inputs, load_scenarios
    from experts_at_hand.report.page import write_report_file
    from experts_at_hand.results import check_output, input_folders, staged

    memory = Inputs()
    asked = load_scenarios(files, memory)
    if seed is not None:
        asked = tuple(scenario.with_seed(seed) for scenario in asked)
    names = [scenario.name for scenario in asked]
    check_names(names, baseline=baseline)
    check_columns([memory.area(scenario) for scenario in asked], by)
    obsolete = obsolete_results(out, names)
    written = [*names, *COMPARED, *obsolete]
    check_output(out, written, areas=input_folders(asked))
    with console.progress_of(len(asked), quiet=quiet) as progress:
        outcomes = eah.run_all(asked, progress=stop.before_each(progress), memory=memory)
    comparison = eah.compare(outcomes, baseline=baseline, group_by=by)
    stop.check()
    with staged(out, obsolete=obsolete) as stage:
        write_comparison_files(comparison, stage)
        write_report_file(comparison, stage)
        write_books(comparison, stage)
    if json:
        say_json(console.comparison_values(comparison) | {"folder": out.as_posix()})
    else:
        say(repr(comparison))
    told_where(out / "report.html", quiet=quiet)


def write_books(
    what: "eah.Comparison | eah.Outcome", folder: Path, *, first: Sequence["Sheet"] = ()
) -> None:
    """Write the workbook, maps and pictures of a run or a comparison, and of one a board paper."""
    from experts_at_hand.report.docx_file import write_board_paper
    from experts_at_hand.report.map_layers import write_map
    from experts_at_hand.report.plot import write_access, write_change, write_pictures
    from experts_at_hand.report.workbook import write_workbook

    write_workbook(what, folder / "plan.xlsx", first=first)
    write_map(what, folder / "map.gpkg")
    if isinstance(what, eah.Outcome):
        write_pictures(what, folder)
        return
    write_board_paper(what, folder / "board-paper.docx")
    write_access(what.outcomes, folder)
    png = len(what.outcomes) <= MOST_PNG
    for outcome in what.outcomes:
        write_pictures(outcome, folder / outcome.name, png=png)
    for name in what.names[1:]:
        write_change(what.gains(name), folder / name, png=png)


def told_where(folder: Path, *, quiet: bool) -> None:
    """Say where results were written."""
    if not quiet:
        tell(f"Written to {folder.as_posix()}")
