"""The cases of a grid: an area, a design and a value for each key make one scenario.

A case is a scenario file that extends its design; it is known by a hash of all that decides its
result: the files of the area and the design, the values, and the versions of what works it out.
"""

import hashlib
import itertools
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import tomli_w

from experts_at_hand.errors import DataError, ExpertsAtHandError, ScenarioError
from experts_at_hand.registry.protocols import CLUSTERING_METHODS
from experts_at_hand.results import SWEEP_LINE
from experts_at_hand.scenario import Scenario, load_scenario
from experts_at_hand.sweep.grid import PER_CLUSTER, Grid, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run of a sweep.

    Parameters
    ----------
    area, name
        What its area and its scenario are called; together they are its own.
    folder
        The area's tables; ``None`` where the design's own are meant.
    design
        The scenario file that it extends.
    title
        What a reader calls it.
    values
        Keys of the scenario with what they take here.
    area_hash, fingerprint
        SHA-256 of the area's files, and of all that decides the result.
    size
        Bytes of the area's tables: how long a run takes goes with it.
    """

    area: str
    name: str
    folder: Path | None
    design: Path
    title: str
    values: tuple[tuple[str, Value], ...]
    area_hash: str
    fingerprint: str
    size: int = 0

    @property
    def settings_per_cluster(self) -> float | None:
        """How many settings a cluster shall have about; ``None`` where the design says."""
        value = dict(self.values).get(PER_CLUSTER)
        return None if value is None else float(value)

    def scenario_text(self, home: Path, *, clusters: int = 1) -> bytes:
        """Return its scenario file, as it would stand in a folder.

        Parameters
        ----------
        home
            The folder.
        clusters
            How many, where that follows from the size of the area.
        """
        return scenario_text(self.design, self.folder, self.title, self.values, home, clusters)


def scenario_text(
    design: Path,
    folder: Path | None,
    title: str,
    values: Sequence[tuple[str, Value]],
    home: Path,
    clusters: int = 1,
) -> bytes:
    """Return a scenario file that extends a design and states what differs.

    Parameters
    ----------
    design, folder, title, values
        As a case has them.
    home
        The folder in which the file stands.
    clusters
        How many, where ``settings_per_cluster`` is among the values.
    """
    said: dict[str, Any] = {"extends": _from(home, design), "title": title}
    if folder is not None:
        said["area"] = {"folder": _from(home, folder)}
    for key, value in values:
        *tables, word = ["clustering", "clusters"] if key == PER_CLUSTER else key.split(".")
        at = said
        for table in tables:
            at = at.setdefault(table, {})
        at[word] = clusters if key == PER_CLUSTER else value
    return f"{SWEEP_LINE}\n{tomli_w.dumps(said)}".encode()


def _from(home: Path, path: Path) -> str:
    return Path(os.path.relpath(path.resolve(), home.resolve())).as_posix()


def cases_of(grid: Grid) -> tuple[Case, ...]:
    """Return every case of a grid, area by area.

    Parameters
    ----------
    grid
        What is tried.

    Raises
    ------
    ScenarioError
        Listing, by design, what is wrong with it or with a value that it would take.
    """
    variants: list[_Variant] = []
    problems: list[str] = []
    for design, path in grid.designs.items():
        try:
            variants += _variants(grid, design, path)
        except ExpertsAtHandError as refusal:
            listed = getattr(refusal, "problems", (str(refusal),))
            problems += [f"{path.name}: {problem}" for problem in listed]
    if problems:
        raise ScenarioError(grid.path.name, list(dict.fromkeys(problems)))
    if not grid.areas:
        return tuple(_case(_own_area(v.scenario), None, v) for v in variants)
    known = {name: (folder_hash(at), folder_size(at)) for name, at in grid.areas.items()}
    return tuple(
        replace(_case(name, folder, variant, known[name][0]), size=known[name][1])
        for name, folder in grid.areas.items()
        for variant in variants
    )


HOME = ".cases"
"""Where a case is read as if it stood there, to see what is wrong with it; nothing is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variant:
    """A design with a value for each key, whatever the area."""

    name: str
    path: Path
    values: tuple[tuple[str, Value], ...]
    scenario: Scenario
    digest: str


def _variants(grid: Grid, design: str, path: Path) -> Iterator[_Variant]:
    plain = load_scenario(path)
    known = {f.name for f in fields(plain.clustering)}  # type: ignore[arg-type]
    keys = [key for key in grid.values if _takes(key, known)]
    for combination in itertools.product(*(grid.values[key] for key in keys)):
        values = tuple(zip(keys, combination, strict=True))
        name = "-".join([design, *(_word(grid, key, value) for key, value in values)])
        said = ", ".join(f"{_short(grid, key)} {value}" for key, value in values)
        title = f"{plain.title} ({said.replace('_', ' ')})" if said else plain.title
        # As a case it stands in a folder of its own: beside the grid it might be the design itself.
        home = grid.path.parent / HOME
        folder = next(iter(grid.areas.values()), None)
        content = scenario_text(path, folder, title, values, home)
        scenario = load_scenario(home / f"{name}.toml", instead=content)
        yield _Variant(
            name=name, path=path, values=values, scenario=scenario, digest=_digest(scenario, values)
        )


def _takes(key: str, known: set[str]) -> bool:
    """Whether a design takes a value: one without clusters has no number of them."""
    if key == PER_CLUSTER:
        return "clusters" in known
    table, _, word = key.partition(".")
    every = {name for part in CLUSTERING_METHODS for name in CLUSTERING_METHODS.parameters(part)}
    return table != CLUSTERING_METHODS.table or word in known or word not in every


def _short(grid: Grid, key: str) -> str:
    """Return as few of the last words of a key as tell it from the others."""
    words = key.split(".")
    for count in range(1, len(words)):
        short = words[-count:]
        if sum(other.split(".")[-count:] == short for other in grid.values) == 1:
            return " ".join(short)
    return " ".join(words)


def _word(grid: Grid, key: str, value: Value) -> str:
    """Return what a value adds to the name of a case: a name of a folder."""
    text = f"{_short(grid, key)}-{value}".replace(" ", "-").replace("_", "-")
    return "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in text)


def _case(area: str, folder: Path | None, variant: _Variant, area_hash: str | None = None) -> Case:
    scenario = variant.scenario
    if area_hash is None:
        own = scenario.folder if getattr(scenario.source, "reads_folder", True) else None
        area_hash = folder_hash(own) if own is not None else ""
    whole = json.dumps([_versions(), variant.digest, area_hash])
    return Case(
        area=area,
        name=variant.name,
        folder=folder,
        design=variant.path,
        title=scenario.title,
        values=variant.values,
        area_hash=area_hash,
        fingerprint=hashlib.sha256(whole.encode()).hexdigest(),
    )


def _own_area(scenario: Scenario) -> str:
    """Name the area of a design: that of its folder, unless nothing is read."""
    if getattr(scenario.source, "reads_folder", True):
        return scenario.folder.stem if scenario.folder.is_file() else scenario.folder.name
    return "invented"


def folder_hash(folder: Path) -> str:
    """Return the SHA-256 of an area's files: names and contents, whatever folder they stand in.

    Parameters
    ----------
    folder
        With the tables; or a workbook.

    Raises
    ------
    DataError
        If it cannot be read.
    """
    files = [folder] if folder.is_file() else sorted(folder.glob("*"))
    found = hashlib.sha256()
    try:
        for file in files:
            if file.is_file() and not file.name.startswith((".", "~$")):
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                found.update(f"{file.name} {content}\n".encode())
    except OSError as refusal:
        raise DataError(folder.name, [f"cannot be read ({refusal.strerror})"]) from None
    return found.hexdigest()


def folder_size(folder: Path) -> int:
    """Return the bytes of an area's tables: of settings.csv, or of the largest file.

    Parameters
    ----------
    folder
        With the tables; or a workbook.
    """
    settings = folder / "settings.csv"
    files = [settings] if settings.is_file() else [folder] if folder.is_file() else folder.glob("*")
    return max((file.stat().st_size for file in files if file.is_file()), default=0)


def _digest(scenario: Scenario, values: Sequence[tuple[str, Value]]) -> str:
    """Return a hash of a design's files, of the values, and of files that it names."""
    # The first file is the case's own: it says where things stand, and no more than the values.
    chain = [file.sha256 for file in scenario.files[1:]]
    named = [folder_hash(path) for path in _named_files(scenario) if path.exists()]
    return json.dumps([chain, named, sorted(map(list, values))], default=str)


def _named_files(scenario: Scenario) -> Iterator[Path]:
    """Yield the files that parts of a scenario read beside the area, such as roads."""
    parts = (scenario.source, scenario.travel, scenario.clustering, scenario.allocation)
    for part in (*parts, *scenario.rules, *scenario.objectives):
        if is_dataclass(part):
            found = [getattr(part, f.name) for f in fields(part)]
            yield from sorted(value for value in found if isinstance(value, Path))


def _versions() -> Mapping[str, str]:
    from importlib.metadata import version

    from experts_at_hand.solver import solver_versions

    return {"experts_at_hand": version("experts-at-hand"), **solver_versions()}
