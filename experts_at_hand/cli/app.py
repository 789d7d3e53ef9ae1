"""The command line: a thin skin over what the package exports.

Results go to stdout, progress and messages to stderr. Exit code 0 done, 1 contradictory rules or no
solution, 2 bad input, 130 interrupted.
"""

import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import experts_at_hand as eah
from experts_at_hand.cli.comparing import compare_files
from experts_at_hand.cli.interrupt import StopKey
from experts_at_hand.cli.streams import say, say_json, tell, write_anywhere
from experts_at_hand.errors import ExpertsAtHandError, InfeasibleError, SolverError

DEMO = "two-rivers"
"""The shipped area that ``eah demo`` compares."""

INTERRUPTED = 130
"""What a shell calls a program that was stopped by Ctrl-C: 128 and the number of the signal."""

USAGE_ERROR: type[Any] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)
"""What a wrong word on the command line raises: newer typers carry a click of their own."""

app = typer.Typer(
    name="eah",
    help="Plan fair access to therapists across clustered schools, nurseries and colleges.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: richer text takes a third of the start-up time
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print the result for a machine.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no messages.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")]
Seed = Annotated[
    int | None, typer.Option(min=0, help="Another seed for clusters that are searched for.")
]


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's callback
    if asked:
        say(f"experts_at_hand {eah.__version__}")
        raise typer.Exit


@app.callback()
def _program(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Plan fair access to therapists across clustered schools, nurseries and colleges."""


@app.command()
def run(
    scenario: Annotated[Path, typer.Argument(help="A scenario file.")],
    out: Out = Path("results"),
    *,
    seed: Seed = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plan one scenario, check the plan and write its result folder."""
    from experts_at_hand.cli.running import run_file

    run_file(scenario, out, seed=seed, json=json, quiet=quiet, stop=_STOP)


@app.command()
def compare(
    scenarios: Annotated[
        list[Path],
        typer.Argument(
            help="Scenario files, folders of them (baseline.toml first), or a folder of eah sweep."
        ),
    ],
    out: Out = Path("results"),
    *,
    baseline: Annotated[
        str | None, typer.Option(help="Name of the scenario that the others are set against.")
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(help="A column of settings, such as ward, to show gains and losses by."),
    ] = None,
    seed: Seed = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plan several scenarios and set each against a baseline."""
    from experts_at_hand.cli.arguments import scenario_files, sweep_meant

    swept = sweep_meant(scenarios)
    if swept is not None:
        from experts_at_hand.cli.sweeping import compare_sweep

        compare_sweep(swept, out, baseline=baseline, json=json, quiet=quiet)
        return
    files = scenario_files(scenarios)
    compare_files(
        files, out, baseline=baseline, by=by or [], seed=seed, json=json, quiet=quiet, stop=_STOP
    )


@app.command()
def demo(out: Out = Path("demo"), *, json: Json = False, quiet: Quiet = False) -> None:
    """Compare the scenarios of a shipped, invented county."""
    from experts_at_hand.cli.arguments import scenario_files

    files = scenario_files([eah.shipped(DEMO)])
    compare_files(files, out, baseline=None, by=[], seed=None, json=json, quiet=quiet, stop=_STOP)


@app.command()
def menu(
    scenario: Annotated[Path, typer.Argument(help="A scenario file: what is asked otherwise.")],
    clusters: Annotated[
        str, typer.Option(help="Numbers of clusters to try: 4..12, or 4,6,8.")
    ] = "4..12",
    out: Out = Path("menu"),
    *,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Try methods and numbers of clusters; say which are distinct, and which are best."""
    from experts_at_hand.cli.choosing import menu_files_of

    menu_files_of(scenario, clusters, out, json=json, quiet=quiet, stop=_STOP)


@app.command("next-post")
def next_post(
    scenario: Annotated[Path, typer.Argument(help="A scenario file.")],
    wte: Annotated[float, typer.Option(help="Whole-time equivalents of the post.")] = 1.0,
    out: Out = Path("next-post"),
    *,
    hosts: Annotated[
        bool, typer.Option("--hosts", help="Let every setting host the post, too.")
    ] = False,
    count: Annotated[int, typer.Option(help="How many posts are put in order.")] = 3,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say where one further post brings most: planned again at every base."""
    from experts_at_hand.cli.choosing import next_post_file

    next_post_file(scenario, wte, out, hosts=hosts, count=count, json=json, quiet=quiet)


@app.command()
def check(
    area: Annotated[
        Path,
        typer.Argument(
            help="A folder with settings.csv and teams.csv, a workbook, a scenario or a folder of "
            "them."
        ),
    ],
    *,
    results: Annotated[
        bool,
        typer.Option(
            "--results",
            help="Plan the first scenario again with the blanks of each column low and high.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Read an area's tables, or all that scenarios need, and list every problem with its cure."""
    from experts_at_hand.cli.checking import check_area

    check_area(area, results=results, json=json)


@app.command()
def new(
    folder: Annotated[
        Path,
        typer.Argument(
            help="A folder that is not there yet, empty, or with an imported area in it."
        ),
    ],
) -> None:
    """Begin with your own area: tables to fill, and scenarios that run on anybody's data."""
    from experts_at_hand.cli.beginning import begin

    begin(folder)


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Downloads: the school register, its links, SEN counts, early years, "
            "deprivation, roads, a boundary."
        ),
    ],
    *,
    la: Annotated[
        list[str], typer.Option(help="A council as the register names it; again for a second.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the area.")] = Path("area"),
    json: Json = False,
) -> None:
    """Make an area's tables from published files, whatever they are called."""
    from experts_at_hand.cli.beginning import import_files

    import_files(files, la, out, json=json)


@app.command()
def years(
    scenario: Annotated[Path, typer.Argument(help="A scenario file with [[years]] and [posts].")],
    out: Out = Path("years"),
    *,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plan several years: whom to hire when, and who is reached."""
    from experts_at_hand.cli.years import years_of

    years_of(scenario, out, json=json, quiet=quiet)


@app.command()
def sweep(
    grid: Annotated[Path, typer.Argument(help="A grid file: areas, designs and values.")],
    out: Out = Path("sweep"),
    *,
    workers: Annotated[int, typer.Option(min=1, help="Processes on this machine.")] = 1,
    dask: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler, such as tcp://10.0.0.1:8786.")
    ] = None,
    drop_others: Annotated[
        bool, typer.Option("--drop-others", help="Remove runs that this grid does not ask for.")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plan many areas with many designs; what is done stays done if it is stopped."""
    from experts_at_hand.cli.sweeping import sweep_grid

    asked = {"workers": workers, "dask": dask, "drop_others": drop_others}
    failed = sweep_grid(grid, out, asked, json=json, quiet=quiet, stop=_STOP)
    if failed:
        raise typer.Exit(1)


@app.command()
def methods(*, json: Json = False) -> None:
    """List every word a scenario may use."""
    from experts_at_hand.cli import console

    if json:
        say_json(console.methods_values())
    else:
        console.show_methods()


@app.command()
def serve(
    folder: Annotated[
        Path, typer.Argument(help="The area and its designs; made if it is not there.")
    ] = Path("workbench"),
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes one that is free.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Whom to listen to: by default this machine only.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Open the workbench: a local page on which designs are tried, for people without code."""
    from experts_at_hand.workbench import serve as served

    served(folder, host=host, port=port, browser=browser, tell=tell)


_STOP = StopKey()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program ``eah`` and return its exit code."""
    with warnings.catch_warnings():
        write_anywhere()
        return _watched(list(sys.argv[1:] if argv is None else argv))


def _watched(arguments: Sequence[str]) -> int:
    with _STOP.watched():
        return _main(arguments)


def _main(arguments: Sequence[str]) -> int:
    try:
        code = app(args=list(arguments), prog_name="eah", standalone_mode=False)
    except BrokenPipeError:
        # Whoever read the output has gone, as `head` does: no more to say, and nothing failed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except USAGE_ERROR as error:
        error.show(file=sys.stderr)
        code = 2
    except (ExpertsAtHandError, OSError) as error:
        code = _refuse(error)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception:
        # A library whose import was broken off may swallow the key and fail of it a moment later.
        if not _STOP.pressed:
            raise
        code = INTERRUPTED
    if code == INTERRUPTED and not _STOP.told:  # some typers return it, some raise
        tell("eah: interrupted; nothing was written")
    return code if isinstance(code, int) else 0


def _refuse(error: BaseException) -> int:
    """Say in plain words why there is no result, and return the exit code."""
    if isinstance(error, OSError) and not isinstance(error, ExpertsAtHandError):
        where = error.filename or "the folder"
        tell(f"eah: cannot write or read {where}: {error.strerror or error}")
        return 2
    tell(f"eah: {error}")
    return 1 if isinstance(error, InfeasibleError | SolverError) else 2
