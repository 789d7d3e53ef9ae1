"""The result folder of one run: written whole or not at all, and read back."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from experts_at_hand.domain.scorecard import Measure, Scorecard
from experts_at_hand.errors import DataError
from experts_at_hand.pipeline import Outcome
from experts_at_hand.results.ownership import check_output
from experts_at_hand.results.plan import plan_values
from experts_at_hand.results.staging import staged
from experts_at_hand.results.tables import tables, unguarded, write_csv
from experts_at_hand.scenario import Scenario


def write_outcome(outcome: Outcome, folder: str | Path) -> Path:
    """Write the result folder of one run.

    Parameters
    ----------
    outcome
        What is written.
    folder
        Where the folder named after the scenario is put; made if it is not there. A result
        folder of the same name is replaced if it holds nothing else.

    Returns
    -------
    The result folder.

    Raises
    ------
    OutputError
        If something that no run wrote stands there, or the folder is that of the input tables.
    OSError
        If the folder cannot be written; what was there before stays.
    """
    check_output(folder, [outcome.name], areas=input_folders([outcome.scenario]))
    with staged(folder) as stage:
        write_tables(outcome, stage / outcome.name)
    return Path(folder) / outcome.name


def input_folders(scenarios: Iterable[Scenario]) -> tuple[Path, ...]:
    """Return the folders with the tables of scenarios: no results belong into one."""
    return tuple(s.folder for s in scenarios if getattr(s.source, "reads_folder", True))


def write_tables(outcome: Outcome, folder: Path) -> None:
    """Write the files of one run into a folder of its own."""
    folder.mkdir(parents=True)
    for name, (header, rows) in tables(outcome).items():
        write_csv(folder / f"{name}.csv", header, rows)
    text = json.dumps(plan_values(outcome), indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "plan.json").write_text(text + "\n", encoding="utf-8")


def read_scorecard(folder: str | Path) -> Scorecard:
    """Read the measures of a result folder.

    Raises
    ------
    DataError
        If the folder holds none.
    """
    rows = read_table(folder, "scorecard")
    return Scorecard(
        measures=tuple(
            Measure(
                metric=row["metric"],
                value=float(row["value"] or "nan"),
                unit=row["unit"],
                better="higher" if row["better"] == "higher" else "lower",
                label=row["label"],
            )
            for row in rows
        )
    )


def read_table(folder: str | Path, name: str) -> list[Mapping[str, str]]:
    """Read one table of a result folder: a mapping for each row, every cell as text.

    Raises
    ------
    DataError
        If the folder holds no such table.
    """
    path = Path(folder) / f"{name}.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [
                {column: unguarded(cell) for column, cell in row.items()}
                for row in csv.DictReader(file)
            ]
    except OSError as refusal:
        cure = "name the folder of one scenario, as `eah run` wrote it"
        raise DataError(str(folder), [f"no {name}.csv ({refusal.strerror}); {cure}"]) from None
