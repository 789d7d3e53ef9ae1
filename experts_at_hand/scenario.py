"""A scenario: every choice that makes one plan, read from a TOML file and checked whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experts_at_hand.contracts import (
    ClusteringMethod,
    Objective,
    Rule,
    Source,
    TravelModel,
    VisitPattern,
)
from experts_at_hand.domain.need import NeedModel
from experts_at_hand.domain.workforce import WorkingYear


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Every choice that makes one plan.

    Parameters
    ----------
    name
        Short name: the file's stem, and the result folder's.
    title
        What a reader calls it.
    description
        A sentence or two for the report; may be empty.
    source, folder
        How and where the area is read from.
    travel, clustering
        How travel is estimated and how clusters are made.
    visits
        How the days fall; ``None`` takes ``own_days`` without clusters, ``cluster_days`` with.
    working_year, need_models
        Assumptions about capacity and need.
    team_changes
        What-ifs on the workforce: changed fields by team id; a new id adds a team.
    rules, objectives
        In the order stated.
    time_limit_seconds
        When the solver must stop with what it has; ``None`` for no limit.
    resolved
        The scenario as plain values after ``extends``: what provenance records.
    files
        Every file the scenario was read from, the file itself first.
    """

    name: str
    title: str
    description: str = ""
    source: Source
    folder: Path
    travel: TravelModel
    clustering: ClusteringMethod
    visits: VisitPattern | None = None
    working_year: WorkingYear = field(default_factory=WorkingYear)
    need_models: Mapping[str, NeedModel] = field(default_factory=dict)
    team_changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    objectives: tuple[Objective, ...] = ()
    time_limit_seconds: float | None = None
    resolved: Mapping[str, Any] = field(default_factory=dict, repr=False)
    files: tuple[Path, ...] = ()
