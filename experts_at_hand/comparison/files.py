"""A comparison as files: every scenario's folder, comparison.csv and changes.csv beside them."""

from collections.abc import Iterable
from pathlib import Path

from experts_at_hand.comparison.gains import COLUMNS
from experts_at_hand.comparison.side_by_side import Comparison
from experts_at_hand.results import compared_before, staged, write_csv, write_tables


def write_comparison(comparison: Comparison, folder: str | Path) -> Path:
    """Write every scenario's result folder, and comparison.csv and changes.csv beside them.

    Raises
    ------
    OutputError
        If something of the user's stands in the way.
    OSError
        If the folder cannot be written; what was there before stays.
    """
    with staged(folder, obsolete=obsolete_results(folder, comparison.names)) as stage:
        write_comparison_files(comparison, stage)
    return Path(folder)


def obsolete_results(folder: str | Path, names: Iterable[str]) -> tuple[str, ...]:
    """Return results of the comparison in a folder that are no part of a new one.

    Parameters
    ----------
    folder
        Where the new comparison will be written.
    names
        Of its scenarios.
    """
    kept = set(names)
    return tuple(name for name in compared_before(Path(folder)) if name not in kept)


def write_comparison_files(comparison: Comparison, stage: Path) -> None:
    """Write every scenario's folder and both tables into a folder that is being made."""
    for outcome in comparison.outcomes:
        write_tables(outcome, stage / outcome.name)
    others = comparison.names[1:]
    header = [
        "metric", "label", "unit", "better", *comparison.names,
        *(f"difference_{name}" for name in others), *(f"verdict_{name}" for name in others),
    ]  # fmt: skip
    rows = []
    for metric in comparison.metrics:
        row = comparison.row(metric)
        rows.append(
            [metric, row[0].label, row[0].unit, row[0].better]
            + [cell.value for cell in row]
            + [cell.difference for cell in row[1:]]
            + [cell.verdict for cell in row[1:]]
        )
    write_csv(stage / "comparison.csv", header, rows)
    changed = [row for name in others for row in comparison.gains(name).rows()]
    write_csv(stage / "changes.csv", COLUMNS, changed)
