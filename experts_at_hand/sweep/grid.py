"""A grid file: which areas, which designs, and which values of their keys.

::

    title = "Clusters of two sizes, at two speeds"
    areas = ["areas/*"]                # folders with settings.csv and teams.csv, or workbooks
    designs = ["designs/*.toml"]       # scenario files
    baseline = "today"                 # the design that others are set against: the first

    [values]                           # every combination is tried
    settings_per_cluster = [26, 40]    # the number of clusters follows from the size of each area
    "travel.speed_kmh" = [30, 40]    # any key of a scenario file
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.scenario.names import name_problem
from experts_at_hand.scenario.toml_text import parse_toml

KEYS = ("title", "areas", "designs", "baseline", "values")

PER_CLUSTER = "settings_per_cluster"
"""The one value that is no key of a scenario: the number of clusters follows from it."""

Value = str | int | float | bool


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What is tried.

    Parameters
    ----------
    path
        The grid file.
    title
        What people call it.
    areas
        Folders or workbooks with an area's tables, by the name of each; without any, every design
        is tried in its own area.
    designs
        Scenario files, by the name of each.
    baseline
        The design that the others are set against.
    values
        By the key of a scenario, such as ``travel.speed_kmh``: what it takes in turn.
    """

    path: Path
    title: str
    areas: Mapping[str, Path]
    designs: Mapping[str, Path]
    baseline: str
    values: Mapping[str, tuple[Value, ...]]

    def __post_init__(self) -> None:
        freeze_fields(self)


def load_grid(path: str | Path) -> Grid:
    """Read a grid file.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    ScenarioError
        Listing every unknown key, pattern without a match, name that two have and wrong value.
    """
    file = Path(path)
    said = _said(file)
    problems = [f"{key}: unknown; {nearest(key, KEYS)}" for key in said if key not in KEYS]
    areas = _found(said, "areas", file.parent, problems)
    designs = _found(said, "designs", file.parent, problems)
    if not designs and "designs" not in said:
        problems.append('designs: missing; name scenario files, such as ["designs/*.toml"]')
    values = _values(said, problems)
    title = said.get("title", file.stem)
    if not isinstance(title, str):
        problems.append(f"title: found {title!r}; write a text in quotes")
    baseline = said.get("baseline", next(iter(designs), ""))
    if designs and baseline not in designs:
        hint = nearest(str(baseline), designs)
        problems.append(f"baseline: there is no design {baseline!r}; {hint}")
    if problems:
        raise ScenarioError(file.name, problems)
    return Grid(
        path=file, title=title, areas=areas, designs=designs, baseline=baseline, values=values
    )


def _said(file: Path) -> Mapping[str, Any]:
    try:
        said = parse_toml(file.read_bytes())
    except OSError as refusal:
        raise ScenarioError(file.name, [f"cannot be read ({refusal.strerror})"]) from None
    if isinstance(said, str):
        raise ScenarioError(file.name, [said])
    return said


def _found(
    said: Mapping[str, Any], key: str, home: Path, problems: list[str]
) -> Mapping[str, Path]:
    """Return what patterns match, by name: the stem of a file, the name of a folder."""
    patterns = said.get(key, [])
    if not isinstance(patterns, list) or not all(isinstance(p, str) and p for p in patterns):
        problems.append(f"{key}: found {patterns!r}; write a list of paths in quotes")
        return {}
    found: dict[str, Path] = {}
    for pattern in patterns:
        matches = list(_matches(home, pattern, folders=key == "areas"))
        if not matches:
            problems.append(f"{key}: nothing matches {pattern!r} in {home.resolve().name}")
        for match in matches:
            name = match.name if match.is_dir() else match.stem
            trouble = name_problem(name)
            if trouble:
                problems.append(f"{key}: {trouble}")
            elif name in found and found[name] != match:
                problems.append(f"{key}: two are called {name!r}; rename one")
            found.setdefault(name, match)
    return found


def _matches(home: Path, pattern: str, *, folders: bool) -> Iterator[Path]:
    """Yield what a pattern matches, in order; of areas only what could be one."""
    plain = home / pattern
    try:
        matches: Sequence[Path] = [plain] if plain.exists() else sorted(home.glob(pattern))
    except (ValueError, NotImplementedError):  # an absolute pattern, or no pattern at all
        return
    for match in matches:
        if match.name.startswith((".", "~$")):
            continue
        if not folders or match.is_dir() or match.suffix.casefold() == ".xlsx":
            yield match


def _values(said: Mapping[str, Any], problems: list[str]) -> Mapping[str, tuple[Value, ...]]:
    table = said.get("values", {})
    if not isinstance(table, dict):
        problems.append(f"values: found {table!r}; write a table [values] of keys and lists")
        return {}
    found: dict[str, tuple[Value, ...]] = {}
    for key, values in _flat(table):
        if not isinstance(values, list) or not values or not all(map(_is_plain, values)):
            problems.append(f"values, {key}: found {values!r}; write a list of numbers or texts")
        elif len(set(values)) < len(values):
            problems.append(f"values, {key}: one value stands in it twice: {values!r}")
        elif key == PER_CLUSTER and not all(
            isinstance(v, int | float) and not isinstance(v, bool) and v >= 1 for v in values
        ):
            problems.append(f"values, {key}: found {values!r}; write numbers from 1")
        else:
            found[key] = tuple(values)
    return found


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    """Yield each list by its whole key: ``travel.speed_kmh`` may be quoted, dotted or nested."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
