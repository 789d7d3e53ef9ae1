"""A scenario file and the files it extends, merged into one table of plain values.

TOML, relative paths, and ``extends = "baseline.toml"`` so that a what-if states only what differs.
Tables merge key by key. Lists of rules and objectives replace those before them. Parameters stay
while the choice they belong to is the same in effect, usual choices counted, and go when it
changes; the folder of an area belongs to every source, the length of a visit, visits a day and
sign-in to every pattern of days, and what posts look like to every decision on them, so these stay.
A description belongs to its own file.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from experts_at_hand.domain.input_file import InputFile, input_file
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import (
    ALLOCATION_METHODS,
    CLUSTERING_METHODS,
    CONTINUITY,
    FAMILIES,
    POST_PLANS,
    SOURCES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
)
from experts_at_hand.scenario.toml_text import parse_toml, path_problem

CHOICE_WORDS = {
    registry.table: registry.word
    for registry in (
        SOURCES,
        TRAVEL_MODELS,
        VISIT_PATTERNS,
        CLUSTERING_METHODS,
        ALLOCATION_METHODS,
        POST_PLANS,
        CONTINUITY,
    )
}
"""The key that says which registered part a table is about."""

USUAL = {
    "area": "tidy",
    "need": "by_child",
    "travel": "straight_line",
    "clustering": "none",
    "allocation": "optimise",
    "posts": "as_they_are",
    "continuity": "as_it_falls",
}
"""What a table chooses where it does not say. How days fall is then settled by the run, which knows
the clusters; for merging, `_expected_pattern` says which parameters would go with them."""

_STAYS = {
    "area": ("folder",),
    "visits": ("hours_per_visit", "visits_per_day", "sign_in_minutes"),
    "posts": (
        "step",
        "least",
        "places",
        "beside_today",
        "vacancy_rate",
        "professions",
        "cost_per_wte",
        "bands",
    ),
}


@dataclass(frozen=True, kw_only=True)
class ScenarioFile:
    """What a scenario file says once everything it extends is merged in.

    Parameters
    ----------
    path
        The file itself.
    values
        Plain values; paths are absolute.
    files
        Every file that was read, as it was read, the file itself first.
    tables
        What each of them says by itself, in the same order.
    problems
        What is wrong with the files as files. Where there is anything, something that the file
        extends was not read, and ``values`` lack what it would have said.
    """

    path: Path
    values: Mapping[str, Any]
    files: tuple[InputFile, ...]
    tables: tuple[Mapping[str, Any], ...]
    problems: tuple[str, ...] = ()

    def blame(self, *keys: str) -> str:
        """Return how a problem with a value begins: with the file it stands in, if not this one.

        Parameters
        ----------
        keys
            The way to the value: its table, then the key in it.
        """
        for length in range(len(keys), 0, -1):
            for file, said in zip(self.files, self.tables, strict=True):
                if _states(said, keys[:length]):
                    return _prefix(file.path, self.path)
        return ""


def _states(said: Any, keys: tuple[str, ...]) -> bool:  # noqa: ANN401 - plain values of any type
    for key in keys:
        if not isinstance(said, Mapping) or key not in said:
            return False
        said = said[key]
    return True


def _prefix(file: Path, first: Path) -> str:
    """Name another file of a chain as seen from the first."""
    return "" if file == first else f"{Path(os.path.relpath(file, first.parent)).as_posix()}: "


def read_scenario_file(path: Path, *, instead: bytes | None = None) -> ScenarioFile:
    """Read a scenario file and all that it extends, as far as that can be done.

    Parameters
    ----------
    path
        The file.
    instead
        What it is about to say, if that is not what stands in it: looked at before it is kept.

    Raises
    ------
    ScenarioError
        If the file itself is missing or is not TOML.
    """
    first = Path(os.path.abspath(path))  # noqa: PTH100 - links may run in a circle
    files: list[InputFile] = []
    tables: list[dict[str, Any]] = []
    problems: list[str] = []
    step: Path | None = first
    while step is not None:
        chain = [file.path for file in files]
        begins = _prefix(chain[-1], first) if chain else ""
        if step in chain:
            loop = " -> ".join(p.name for p in [*chain, step])
            problems.append(f"{begins}extends: the file extends itself ({loop}); break the circle")
            break
        try:
            content = step.read_bytes() if chain or instead is None else instead
        except (OSError, ValueError):
            problems.append(f"{begins}{'extends' if chain else 'scenario'}: {_not_there(step)}")
            break
        said = parse_toml(content)
        if isinstance(said, str):
            problems.append(f"{_prefix(step, first)}{said}")
            break
        files.append(input_file(step, content))
        wrong, parent = _take_parent(said)
        values, nuls = _absolute(said, step.parent)
        problems += [f"{_prefix(step, first)}{problem}" for problem in [*wrong, *nuls]]
        tables.append(values)
        step = None if parent is None else Path(os.path.abspath(step.parent / parent))  # noqa: PTH100
    if not files:
        raise ScenarioError(path.name, problems)
    merged: dict[str, Any] = {}
    for values in reversed(tables):
        merged = _merge(merged, values)
    return ScenarioFile(
        path=first,
        values=merged,
        files=tuple(files),
        tables=tuple(tables),
        problems=tuple(problems),
    )


def _take_parent(said: dict[str, Any]) -> tuple[list[str], str | None]:
    """Take what a file extends out of its values; also what is wrong with it."""
    parent = said.pop("extends", None)
    if parent is None or isinstance(parent, str):
        return [], parent
    return [f"extends: found {parent!r}; write a file name"], None


def _not_there(path: Path) -> str:
    try:
        nearby = sorted(p.name for p in path.parent.glob("*.toml"))
    except (OSError, ValueError):
        nearby = []
    there = f"; in that folder there are {', '.join(nearby)}" if nearby else ""
    return f"no file called {path.name} can be read{there}"


def _absolute(values: Mapping[str, Any], folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Make the paths of one file independent of the file; also those that are no paths."""
    result: dict[str, Any] = {}
    problems: list[str] = []
    paths = path_keys()
    for key, value in values.items():
        if isinstance(value, Mapping):
            result[key], more = _absolute(value, folder)
            problems += more
        elif key in paths and isinstance(value, str):
            problem = path_problem(value)
            if problem:
                problems.append(f"{key}: {problem}")
            result[key] = os.path.abspath(folder / value.replace("\0", ""))  # noqa: PTH100 - as above
        else:
            result[key] = value
    return result, problems


def path_keys() -> frozenset[str]:
    """Return the keys whose text is a path: those of parts whose field is one, and the area."""
    parts = [part for family in FAMILIES.values() for part in family.parts.values()]
    found = [_path_fields(part) for part in parts]  # type: ignore[arg-type]  # classes are hashable
    return frozenset({"area", "folder"}.union(*found))


@cache
def _path_fields(part: type[Any]) -> frozenset[str]:
    """Return the fields of a part that are paths."""
    hints = get_type_hints(part)
    return frozenset(
        f.name for f in fields(part) if Path in {hints[f.name], *get_args(hints[f.name])}
    )


def _expected_pattern(values: Mapping[str, Any]) -> str:
    """Return the pattern of days that a run is likely to choose where none is stated."""
    clustering = _as_table("clustering", values.get("clustering"))
    alone = clustering.get("method", "none") == "none" or clustering.get("clusters") == 1
    return "own_days" if alone else "cluster_days"


def _as_table(key: str, value: object) -> Mapping[str, Any]:
    """Return a table; the short form ``area = "folder"`` is one too."""
    if key == "area" and isinstance(value, str):
        return {"folder": value}
    return value if isinstance(value, Mapping) else {}


def _choice(key: str, values: Mapping[str, Any]) -> object:
    """Return what a table chooses in effect."""
    usual = _expected_pattern(values) if key == "visits" else USUAL[key]
    return _as_table(key, values.get(key)).get(CHOICE_WORDS[key], usual)


def _merge(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file and the file it extends say together."""
    merged = {key: value for key, value in before.items() if key not in after}
    merged.pop("description", None)  # it describes the other file, and would be false of this one
    for key, value in after.items():
        merged[key] = _together(before.get(key), value)
    # Visits last: it looks at clustering.
    for key in ("area", "travel", "clustering", "allocation", "posts", "continuity", "visits"):
        if key not in before:
            continue
        old, new = _as_table(key, before[key]), _as_table(key, after.get(key))
        if not old or (key in after and not new):  # no table at all: the reader will say so
            continue
        both = {**merged, key: {**old, **new}}
        if _choice(key, both) == _choice(key, before):
            merged[key] = {**_without_others(key, _choice(key, before), old, new), **new}
        else:
            merged[key] = {k: old[k] for k in _stays(key, new) if k in old} | dict(new)
            if not merged[key]:
                del merged[key]
    if "need" in before and "need" in after:
        merged["need"] = _merge_need(_as_table("need", before["need"]), after["need"])
    return merged


def _stays(key: str, new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the parameters that belong to every choice of a table: of posts, if there are any."""
    none = key == "posts" and new.get(CHOICE_WORDS[key]) == USUAL[key]
    return () if none else _STAYS.get(key, ())


def _without_others(
    key: str, choice: object, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return old values less those that the new ones are alternatives to, as the part says."""
    family = FAMILIES.get(key)
    part = family.parts.get(str(choice)) if family is not None else None
    others: tuple[str, ...] = getattr(part, "ALTERNATIVES", ())
    if not set(others) & set(new):
        return old
    return {word: value for word, value in old.items() if word not in others}


def _merge_need(before: Mapping[str, Any], after: object) -> Any:  # noqa: ANN401 - plain values
    """Return need by profession: figures go with the model that they belong to."""
    if not isinstance(after, Mapping):
        return after  # no table at all: the reader will say so
    merged = {**before, **after}
    for profession, new in after.items():
        old = before.get(profession)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            model = old.get("model", USUAL["need"])
            merged[profession] = {**old, **new} if new.get("model", model) == model else dict(new)
    return merged


def _together(old: object, new: object) -> Any:  # noqa: ANN401 - plain values of any type
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return new
    return {**old, **{key: _together(old.get(key), value) for key, value in new.items()}}
