"""What `eah run` does: one scenario file in, its result folder out."""

from pathlib import Path

import experts_at_hand as eah
from experts_at_hand.cli.comparing import told_where, write_books
from experts_at_hand.cli.interrupt import StopKey
from experts_at_hand.cli.streams import say_json


def run_file(
    scenario: Path, out: Path, *, seed: int | None, json: bool, quiet: bool, stop: StopKey
) -> None:
    """Plan one scenario, check the plan and write its result folder.

    Parameters
    ----------
    scenario, out, seed
        As the command line has them.
    json, quiet
        Whether a machine reads the answer, and whether nobody does.
    stop
        Watches Ctrl-C.
    """
    from experts_at_hand.cli import console
    from experts_at_hand.results import check_output, input_folders, staged, write_tables

    asked = eah.load_scenario(scenario)
    if seed is not None:
        asked = asked.with_seed(seed)
    check_output(out, [asked.name], areas=input_folders([asked]))
    with console.progress_of(1, quiet=quiet) as progress:
        outcome = eah.run(asked, progress=stop.before_each(progress))
    stop.check()
    with staged(out) as stage:
        write_tables(outcome, stage / outcome.name)
        write_books(outcome, stage / outcome.name)
    folder = out / outcome.name
    if json:
        say_json(console.outcome_values(outcome) | {"folder": folder.as_posix()})
    else:
        console.show_outcome(outcome)
    told_where(folder, quiet=quiet)
