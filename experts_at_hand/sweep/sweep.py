"""Do every case of a grid that is not done yet, and say how it goes."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from experts_at_hand.errors import OutputError
from experts_at_hand.results import staged, write_csv
from experts_at_hand.sweep.cases import Case, cases_of
from experts_at_hand.sweep.crew import Crew
from experts_at_hand.sweep.dataset import (
    Run,
    check_place,
    clear_leftovers,
    is_done,
    landed_files,
    runs_table,
)
from experts_at_hand.sweep.grid import Grid, load_grid
from experts_at_hand.sweep.one_run import Landed, run_case

SHOWN = 3
"""Runs of another grid that a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a sweep goes.

    Parameters
    ----------
    done, failed, left
        Runs; those that were done before count as done.
    seconds_to_go
        By how long the runs of this sweep took so far, and how large their areas are; ``None``
        before the first.
    last
        What has just become of which run, in words.
    """

    done: int
    failed: int
    left: int
    seconds_to_go: float | None
    last: str = ""

    def __str__(self) -> str:
        to_go = ""
        if self.seconds_to_go is not None and self.left:
            minutes, seconds = divmod(round(self.seconds_to_go), 60)
            hours, minutes = divmod(minutes, 60)
            to_go = f", about {hours}:{minutes:02}:{seconds:02} to go"
        return f"{self.done:,} done, {self.failed:,} failed, {self.left:,} left{to_go}"


@dataclass(frozen=True, kw_only=True)
class Swept:
    """A sweep that has come to its end.

    Parameters
    ----------
    out
        Its folder.
    runs
        How many cases the grid has.
    before
        How many of them were done already.
    failed
        Why there is no result, by area and scenario.
    """

    out: Path
    runs: int
    before: int
    failed: Mapping[tuple[str, str], str]

    def __repr__(self) -> str:
        said = [f"{self.runs - len(self.failed):,} of {self.runs:,} runs stand in {self.out}"]
        if self.before:
            said.append(f"{self.before:,} of them were done before")
        reasons = Counter(self.failed.values())
        for (area, scenario), reason in self.failed.items():
            if reasons[reason]:
                more = f" (and {reasons[reason] - 1:,} more)" if reasons[reason] > 1 else ""
                said.append(f"no result of {scenario} in {area}{more}: {reason}")
                reasons[reason] = 0
        return "\n  ".join(said)


def sweep(
    grid: Grid | str | Path,
    out: str | Path,
    *,
    workers: int = 1,
    dask: str | None = None,
    drop_others: bool = False,
    progress: Callable[[Standing], None] | None = None,
) -> Swept:
    """Plan every area with every design and value of a grid.

    What stands in ``out`` with the same inputs is not done again, so that a sweep that was stopped
    goes on where it was. One run that fails stops no other.

    Parameters
    ----------
    grid
        A grid, or its file.
    out
        Where results land; see `experts_at_hand.sweep.dataset`.
    workers
        Processes on this machine.
    dask
        Address of a Dask scheduler, whose workers see the same folders under the same names.
    drop_others
        Remove what stands in ``out`` and is no case of this grid.
    progress
        Told how it goes, after each run.

    Raises
    ------
    ScenarioError
        If the grid or a design of it is wrong.
    OutputError
        If ``out`` holds anything that is not ours, or runs of another grid; if Parquet or Dask is
        absent.
    """
    asked = grid if isinstance(grid, Grid) else load_grid(grid)
    place = Path(out)
    check_place(place, areas=asked.areas.values())
    cases = cases_of(asked)
    _clear_others(place, cases, drop=drop_others)
    # The largest area first: else one worker ends with it while the others have nothing to do.
    todo = sorted((case for case in cases if not is_done(place, case)), key=lambda c: -c.size)
    before = len(cases) - len(todo)
    place.mkdir(parents=True, exist_ok=True)
    reasons: dict[Case, str] = {}
    try:
        with Crew[Case, Landed](workers=workers, dask=dask) as crew:
            work = partial(run_case, out=str(place.resolve()))
            tell = progress or (lambda _: None)
            _watched(crew.each(work, todo), reasons, todo, before=before, tell=tell)
    finally:
        _write_runs(place, asked, cases, reasons)
    failed = {(c.area, c.name): reasons[c] for c in cases if c in reasons}
    return Swept(out=place, runs=len(cases), before=before, failed=failed)


def _watched(
    found: Iterable[tuple[Case, Landed | Exception]],
    reasons: dict[Case, str],
    todo: Sequence[Case],
    *,
    before: int,
    tell: Callable[[Standing], None],
) -> None:
    """Take note of each run that ends, and tell how far the sweep is."""
    begun, whole, worked = time.perf_counter(), sum(case.size for case in todo), 0
    tell(Standing(done=before, failed=0, left=len(todo), seconds_to_go=None))
    for ended, (case, became) in enumerate(found, start=1):
        worked += case.size
        share = worked / whole if whole else ended / len(todo)
        reason = _reason(became)
        if reason:
            reasons[case] = reason
        said = f"no result: {reason.splitlines()[0]}" if reason else "done"
        tell(
            Standing(
                done=before + ended - len(reasons),
                failed=len(reasons),
                left=len(todo) - ended,
                seconds_to_go=(time.perf_counter() - begun) * (1 / share - 1),
                last=f"{case.area}, {case.name}: {said}",
            )
        )


def _reason(found: Landed | Exception) -> str:
    if isinstance(found, Landed):
        return found.reason
    return f"{type(found).__name__}: {found}"


def _write_runs(
    place: Path, grid: Grid, cases: tuple[Case, ...], reasons: Mapping[Case, str]
) -> None:
    """Write the list of runs: those that are done, and those that cannot be."""
    clear_leftovers(place)
    runs = [
        Run(case=case, reason=reasons.get(case, ""))
        for case in cases
        if case in reasons or is_done(place, case)
    ]
    header, rows = runs_table(list(grid.values), runs)
    with staged(place) as stage:
        write_csv(stage / "runs.csv", header, rows)


def _clear_others(place: Path, cases: tuple[Case, ...], *, drop: bool) -> None:
    """Refuse what stands there of another grid, or remove it where that was asked for."""
    own = {(case.area, case.name) for case in cases}
    others = {key: file for key, file in landed_files(place).items() if key not in own}
    if not others:
        return
    if not drop:
        named = ", ".join(f"{name} of {area}" for area, name in list(others)[:SHOWN])
        more = f" and {len(others) - SHOWN:,} more" if len(others) > SHOWN else ""
        raise OutputError(
            str(place),
            [
                f"holds {named}{more}, which this grid does not ask for; name another folder with "
                "--out, or remove them with --drop-others"
            ],
        )
    for (area, name), file in others.items():
        file.unlink()
        with staged(place / "runs" / area, obsolete=[name, f"{name}.toml"]):
            pass
