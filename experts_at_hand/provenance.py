"""Where every figure of a run comes from: files by their content, choices, versions, times."""

import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.input_file import InputFile
from experts_at_hand.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where every figure comes from.

    Parameters
    ----------
    inputs
        SHA-256 of each input file, by its path relative to the scenario file.
    scenario
        The scenario as resolved, as plain values.
    versions
        Of Python, this package, the modelling layer and the solver, by name.
    seed
        Of the clustering method, where it has one.
    seconds
        Wall time of each stage; the only figures that differ between two equal runs.
    """

    inputs: Mapping[str, str]
    scenario: Mapping[str, Any]
    versions: Mapping[str, str]
    seed: int | None = None
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        freeze_fields(self)


def provenance_of(
    scenario: Scenario, inputs: Iterable[InputFile], seconds: Mapping[str, float]
) -> Provenance:
    """Return the provenance of a run.

    Parameters
    ----------
    scenario
        As it was run, every choice resolved.
    inputs
        The files that were read beside those of the scenario, as they were read.
    seconds
        Wall time of each stage.
    """
    from experts_at_hand.solver import solver_versions

    home = scenario.home
    return Provenance(
        inputs={_relative(file.path, home): file.sha256 for file in (*scenario.files, *inputs)},
        scenario=scenario.resolved,
        versions={
            "experts_at_hand": version("experts-at-hand"),
            "python": platform.python_version(),
            **solver_versions(),
        },
        seed=getattr(scenario.clustering, "seed", None),
        seconds=seconds,
    )


def _relative(path: Path, home: Path) -> str:
    """Name a file the same way wherever the folder stands."""
    return Path(os.path.relpath(path.resolve(), home)).as_posix()
