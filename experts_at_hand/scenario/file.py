"""A scenario file and the files it extends, merged into one table of plain values.

TOML, relative paths, and ``extends = "baseline.toml"`` so that a what-if states only what differs.
Tables merge key by key. Lists of rules and objectives replace those before them. Where a table
chooses another method or pattern, the parameters of the old choice go with it; the length of a
visit, visits a day and sign-in belong to every pattern and stay.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experts_at_hand.errors import ScenarioError

CHOICE_WORDS = {"area": "source", "travel": "method", "visits": "pattern", "clustering": "method"}
"""The key that says which registered part a table is about."""

PATH_KEYS = ("area", "folder", "file", "roads", "miles_file")
"""Keys whose text is a path; it is relative to the file in which it stands."""

_STAYS = {"visits": ("hours_per_visit", "visits_per_day", "sign_in_minutes")}


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
        here = step.resolve()
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
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        who = f"{asked_by}: extends" if asked_by else "scenario"
        nearby = sorted(p.name for p in path.parent.glob("*.toml")) if path.parent.is_dir() else []
        there = f"; in that folder there are {', '.join(nearby)}" if nearby else ""
        raise ScenarioError(
            path.name, [f"{who}: no file called {path.name} can be read{there}"]
        ) from None
    except UnicodeDecodeError:
        raise ScenarioError(path.name, ["the file is not UTF-8 text; save it as UTF-8"]) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise ScenarioError(path.name, [f"the file is not valid TOML: {mistake}"]) from None


def _absolute(values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Make the paths of one file independent of the file."""
    result: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            result[key] = _absolute(value, folder)
        elif key in PATH_KEYS and isinstance(value, str):
            result[key] = str((folder / value).resolve())
        else:
            result[key] = value
    return result


def _merge(
    before: Mapping[str, Any], after: Mapping[str, Any], *, table: str = ""
) -> dict[str, Any]:
    merged = dict(before)
    for key, value in after.items():
        old = before.get(key)
        if not (isinstance(value, Mapping) and isinstance(old, Mapping)):
            merged[key] = value
            continue
        word = CHOICE_WORDS.get(key) if not table else None
        if word and word in value and value[word] != old.get(word):
            stays = {k: old[k] for k in _STAYS.get(key, ()) if k in old}
            merged[key] = {**stays, **value}
        else:
            merged[key] = _merge(old, value, table=key)
    return merged
