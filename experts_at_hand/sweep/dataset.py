"""Where a sweep lands: one Parquet dataset of measures, and a result folder a run.

::

    OUT/runs.csv                            a row a run: what it is, if it is done, why not
    OUT/measures/<area>/<scenario>.parquet  area, scenario, metric, value; pandas reads OUT/measures
    OUT/runs/<area>/<scenario>/             the tables of the run
    OUT/runs/<area>/<scenario>.toml         its scenario file: eah compare OUT/runs/<area>

A run is done once its measures stand there: they are put down last, in one move.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experts_at_hand.errors import DataError, OutputError
from experts_at_hand.pipeline import Outcome
from experts_at_hand.results import check_output, staged, write_tables
from experts_at_hand.sweep.cases import Case

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

CURE = 'pip install "experts-at-hand[sweep]"'
"""What to do where Parquet or Dask is absent."""

FINGERPRINT = b"experts_at_hand.inputs"
"""Under what a file of measures keeps the hash of its run's inputs."""


def parquet() -> Any:  # noqa: ANN401 - a module
    """Return the package that reads and writes Parquet.

    Raises
    ------
    OutputError
        If it is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise OutputError("the sweep", [f"Parquet files need a package; {CURE}"]) from None
    return pyarrow.parquet


def measures_file(out: Path, case: Case) -> Path:
    """Return where the measures of a case stand."""
    return out / "measures" / case.area / f"{case.name}.parquet"


def fingerprint_of(file: Path) -> str | None:
    """Return the hash of the inputs that measures came from; ``None`` where there are none."""
    import pyarrow as pa

    try:
        found = parquet().read_schema(file).metadata or {}
    except (OSError, pa.ArrowException):
        return None
    return str(found.get(FINGERPRINT, b"").decode()) or None


def is_done(out: Path, case: Case) -> bool:
    """Whether a case has landed, with these very inputs."""
    folder = out / "runs" / case.area / case.name
    return folder.is_dir() and fingerprint_of(measures_file(out, case)) == case.fingerprint


def land(case: Case, outcome: Outcome, out: Path) -> None:
    """Write what a run found: its folder first, its measures last.

    Parameters
    ----------
    case, outcome
        What was asked, and what was found.
    out
        The folder of the sweep.

    Raises
    ------
    OutputError
        If something that no run wrote stands in the way.
    OSError
        If the folder cannot be written.
    """
    place = out / "runs" / case.area
    with staged(place) as stage:
        write_tables(outcome, stage / case.name)
        clusters = len(outcome.clustering)
        text = case.scenario_text(place, clusters=clusters)
        (stage / f"{case.name}.toml").write_bytes(text)
    file = measures_file(out, case)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    table = measures_table(case, outcome)
    parquet().write_table(table, unfinished, compression="zstd")
    unfinished.replace(file)


def clear_leftovers(out: Path) -> None:
    """Remove what a process that was killed has left of measures that it was about to write."""
    for file in (out / "measures").glob("*/.*.parquet.*"):
        file.unlink(missing_ok=True)


def measures_table(case: Case, outcome: Outcome) -> "pa.Table":
    """Return the measures of a run: a row a metric."""
    import pyarrow as pa

    card = list(outcome.scorecard)
    count = len(card)
    columns = {
        "area": [case.area] * count,
        "scenario": [case.name] * count,
        "design": [case.design.stem] * count,
        "metric": [m.metric for m in card],
        "label": [m.label for m in card],
        "unit": [m.unit for m in card],
        "better": [str(m.better) for m in card],
        "value": [float(m.value) for m in card],
        "circumstances": [circumstances_of(outcome)] * count,
    }
    table = pa.table(columns)
    return table.replace_schema_metadata({FINGERPRINT: case.fingerprint.encode()})


def circumstances_of(outcome: Outcome) -> str:
    """Return a word that two runs share if settings, staff, need and working year are the same.

    Hours and money are taken to six digits, so that teams may be cut or joined.

    Parameters
    ----------
    outcome
        Of a run.
    """
    from experts_at_hand.comparison.circumstances import staff_of

    plan, area = outcome.allocation, outcome.area
    hours, wages = staff_of(area)
    need = np.array([[float(f"{h:.6g}") for h in row] for row in plan.need_hours.tolist()])
    said = [
        list(area.setting_ids),
        list(plan.professions),
        {profession: f"{h:.6g}" for profession, h in sorted(hours.items())},
        f"{wages:.6g}",
        need.tolist(),
        repr(area.working_year),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A line of ``runs.csv``.

    Parameters
    ----------
    case
        What was asked.
    reason
        Why there is no result; blank where there is one.
    """

    case: Case
    reason: str = ""


FIXED_COLUMNS = ("area", "scenario", "design", "title", "state", "reason", "inputs")
"""Columns of ``runs.csv`` beside those of the values, which stand before the last three."""


def runs_table(keys: Sequence[str], runs: Sequence[Run]) -> tuple[list[str], list[list[object]]]:
    """Return ``runs.csv`` as (header, rows).

    Parameters
    ----------
    keys
        Whose values are columns.
    runs
        In the order of the grid.
    """
    begin, end = FIXED_COLUMNS[:4], FIXED_COLUMNS[4:]
    header = [*begin, *keys, *end]
    rows: list[list[object]] = []
    for run in runs:
        case, values = run.case, dict(run.case.values)
        rows.append(
            [
                case.area, case.name, case.design.stem, case.title,
                *(values.get(key) for key in keys),
                "failed" if run.reason else "done", run.reason, case.fingerprint,
            ]
        )  # fmt: skip
    return header, rows


def landed_files(out: Path) -> Mapping[tuple[str, str], Path]:
    """Return the measures that stand in a folder, by area and scenario."""
    files = sorted((out / "measures").glob("*/*.parquet"))
    return {(f.parent.name, f.stem): f for f in files if not f.name.startswith(".")}


def is_sweep(folder: Path) -> bool:
    """Whether a folder is that of a sweep."""
    return (folder / "measures").is_dir() and bool(landed_files(folder))


def read_sweep(folder: str | Path) -> "pd.DataFrame":
    """Return the measures of a sweep: a row an area, scenario and metric.

    Parameters
    ----------
    folder
        Of the sweep. ``pandas.read_parquet(folder / "measures")`` reads the same.

    Raises
    ------
    DataError
        If it holds no sweep.
    """
    if not is_sweep(Path(folder)):
        raise DataError(str(folder), ["holds no measures of a sweep; name the folder of one"])
    import pandas as pd

    parquet()
    return pd.read_parquet(Path(folder) / "measures")


def check_place(out: Path, *, areas: Iterable[Path] = ()) -> None:
    """Refuse a folder in which a sweep would take the place of anything that is not its own.

    Parameters
    ----------
    out
        The folder; it need not be there.
    areas
        Folders of input tables: no results are put into one.

    Raises
    ------
    OutputError
        If it holds a list of runs that no sweep wrote, or lies among input tables; if the package
        for Parquet is absent.
    """
    parquet()
    check_output(out, ["runs.csv"], areas=areas)
