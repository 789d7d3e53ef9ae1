"""What the words of the command line mean: scenario files, folders of them, numbers of clusters."""

from collections.abc import Sequence
from pathlib import Path

from experts_at_hand.errors import ScenarioError
from experts_at_hand.sources.area_tables import table_files


def scenario_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the scenario files meant: those of a folder in order, baseline.toml first.

    Raises
    ------
    ScenarioError
        If a folder holds none.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        there = sorted(path.glob("*.toml"), key=lambda p: (p.name != "baseline.toml", p.name))
        if not there:
            raise ScenarioError(
                str(path), ["the folder holds no scenario; name a folder with .toml files"]
            )
        files += there
    return tuple(files)


def sweep_meant(paths: Sequence[Path]) -> Path | None:
    """Return the folder of a sweep, if that is what one path means."""
    from experts_at_hand.sweep import is_sweep

    return paths[0] if len(paths) == 1 and is_sweep(paths[0]) else None


def scenarios_meant(path: Path) -> tuple[Path, ...]:
    """Return the scenario files that a path means: itself, or those of a folder without tables."""
    if path.suffix.casefold() == ".toml":
        return (path,)
    tables = any(table_files(path)) if path.exists() else False
    return scenario_files([path]) if not tables and any(path.glob("*.toml")) else ()
