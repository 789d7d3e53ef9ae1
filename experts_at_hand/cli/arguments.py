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


def scenarios_meant(path: Path) -> tuple[Path, ...]:
    """Return the scenario files that a path means: itself, or those of a folder without tables."""
    if path.suffix.casefold() == ".toml":
        return (path,)
    tables = any(table_files(path)) if path.exists() else False
    return scenario_files([path]) if not tables and any(path.glob("*.toml")) else ()


def counts_of(words: str) -> tuple[int, ...]:
    """Return the numbers that a text such as 4..12 or 4,6,8 names, ascending.

    Raises
    ------
    ScenarioError
        If it names none.

    Examples
    --------
    >>> counts_of("4..6"), counts_of("8, 4")
    ((4, 5, 6), (4, 8))
    """
    found: set[int] = set()
    for word in words.split(","):
        first, dots, last = (part.strip() for part in word.partition(".."))
        ends = [first, last] if dots else [first]
        if not all(end.isdecimal() for end in ends):
            problem = f"--clusters: found {words!r}; write 4..12, or 4,6,8"
            raise ScenarioError("the menu", [problem])
        found |= set(range(int(ends[0]), int(ends[-1]) + 1))
    return tuple(sorted(found))
