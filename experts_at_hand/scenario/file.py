"""A scenario file and the files it extends, merged into one table of plain values.

TOML, relative paths, and ``extends = "baseline.toml"`` so that a what-if states only what differs.
Tables merge key by key. Lists of rules and objectives replace those before them. Parameters stay
while the choice they belong to is the same in effect, usual choices counted, and go when it
changes; the folder of an area belongs to every source, and the length of a visit, visits a day and
sign-in to every pattern of days, so these stay.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experts_at_hand.contracts import (
    CLUSTERING_METHODS,
    SOURCES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
)
from experts_at_hand.errors import ScenarioError

CHOICE_WORDS = {
    registry.table: registry.word
    for registry in (SOURCES, TRAVEL_MODELS, VISIT_PATTERNS, CLUSTERING_METHODS)
}
"""The key that says which registered part a table is about."""

PATH_KEYS = ("area", "folder", "file", "roads", "miles_file")
"""Keys whose text is a path; it is relative to the file in which it stands."""

USUAL = {"area": "tidy", "travel": "straight_line", "clustering": "none"}
"""What a table chooses where it does not say; for visits see `usual_pattern`."""

_STAYS = {
    "area": ("folder",),
    "visits": ("hours_per_visit", "visits_per_day", "sign_in_minutes"),
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
        Every file that was read, the file itself first.
    """

    path: Path
    values: Mapping[str, Any]
    files: tuple[Path, ...]


def read_scenario_file(path: Path) -> ScenarioFile:
    """Read a scenario file and all that it extends.

    Raises
    ------
    ScenarioError
        If a file is missing, is not TOML, or extends itself.
    """
    chain: list[Path] = []
    tables: list[dict[str, Any]] = []
    step: Path | None = path
    while step is not None:
        here = Path(os.path.abspath(step))  # noqa: PTH100 - links may run in a circle
        if here in chain:
            loop = " -> ".join(p.name for p in [*chain, here])
            raise ScenarioError(
                path.name, [f"extends: the file extends itself ({loop}); break the circle"]
            )
        values = _parse(step, asked_by=chain[-1].name if chain else None)
        chain.append(here)
        parent = values.pop("extends", None)
        if parent is not None and not isinstance(parent, str):
            raise ScenarioError(step.name, [f"extends: found {parent!r}; write a file name"])
        tables.append(_absolute(values, here.parent))
        step = None if parent is None else here.parent / parent
    merged: dict[str, Any] = {}
    for values in reversed(tables):
        merged = _merge(merged, values)
    return ScenarioFile(path=chain[0], values=merged, files=tuple(chain))


def _parse(path: Path, *, asked_by: str | None) -> dict[str, Any]:
    try:
        content = path.read_bytes()
    except (OSError, ValueError):
        who = f"{asked_by}: extends" if asked_by else "scenario"
        nearby = sorted(p.name for p in path.parent.glob("*.toml")) if path.parent.is_dir() else []
        there = f"; in that folder there are {', '.join(nearby)}" if nearby else ""
        raise ScenarioError(
            path.name, [f"{who}: no file called {path.name} can be read{there}"]
        ) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ScenarioError(path.name, ["the file is not UTF-8 text; save it as UTF-8"]) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise ScenarioError(path.name, [f"the file is not valid TOML: {mistake}"]) from None
    except RecursionError:
        raise ScenarioError(path.name, ["the file is nested too deeply; write it flat"]) from None


def _absolute(values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Make the paths of one file independent of the file."""
    result: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            result[key] = _absolute(value, folder)
        elif key in PATH_KEYS and isinstance(value, str):
            if "\0" in value:
                raise ScenarioError(
                    "the scenario", [f"{key}: found {value!r}; no path can hold such a character"]
                )
            result[key] = os.path.abspath(folder / value)  # noqa: PTH100 - as above
        else:
            result[key] = value
    return result


def usual_pattern(values: Mapping[str, Any]) -> str:
    """Return the pattern of days meant where none is stated: clusters agree theirs."""
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
    usual = usual_pattern(values) if key == "visits" else USUAL[key]
    return _as_table(key, values.get(key)).get(CHOICE_WORDS[key], usual)


def _merge(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file and the file it extends say together."""
    merged = {key: value for key, value in before.items() if key not in after}
    for key, value in after.items():
        merged[key] = _together(before.get(key), value)
    for key in ("area", "travel", "clustering", "visits"):  # visits last: it looks at clustering
        if key not in before:
            continue
        old, new = _as_table(key, before[key]), _as_table(key, after.get(key))
        if not old or (key in after and not new):  # no table at all: the reader will say so
            continue
        both = {**merged, key: {**old, **new}}
        if _choice(key, both) == _choice(key, before):
            merged[key] = {**old, **new}
        else:
            merged[key] = {k: old[k] for k in _STAYS.get(key, ()) if k in old} | dict(new)
            if not merged[key]:
                del merged[key]
    return merged


def _together(old: object, new: object) -> Any:  # noqa: ANN401 - plain values of any type
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return new
    return {**old, **{key: _together(old.get(key), value) for key, value in new.items()}}
