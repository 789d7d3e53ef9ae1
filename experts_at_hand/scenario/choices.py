"""Every choice that makes one plan, as one frozen object."""

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.input_file import InputFile
from experts_at_hand.domain.need_model import StatementOfNeed
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.workforce import WorkingYear
from experts_at_hand.registry.protocols import (
    ALLOCATION_METHODS,
    CLUSTERING_METHODS,
    CONTINUITY,
    NEED_MODELS,
    OBJECTIVES,
    POST_PLANS,
    RULES,
    SOURCES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
    AllocationMethod,
    ClusteringMethod,
    ContinuityPlan,
    Objective,
    PostPlan,
    Rule,
    Source,
    TravelModel,
    VisitPattern,
)
from experts_at_hand.scenario.names import name_problem
from experts_at_hand.scenario.offer import Offer
from experts_at_hand.scenario.team_changes import TeamChange
from experts_at_hand.scenario.years import Year


@dataclass(frozen=True, kw_only=True)
class SolverLimits:
    """How long the solver may take.

    Parameters
    ----------
    time_limit_seconds
        When each profession's programme must stop with what it has, seconds; no limit by default.
    """

    time_limit_seconds: float | None = None

    def __post_init__(self) -> None:
        if self.time_limit_seconds is not None and not self.time_limit_seconds > 0:
            raise ValueError(
                f"time_limit_seconds is {self.time_limit_seconds}, expected more than 0"
            )


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
    travel, visits, visit_values, clustering
        How travel is estimated, how the days fall, and how clusters are made. Days that are unset
        fall as usual: with clusters agreed, without them each setting's own. ``visit_values`` say
        what is known of a visit then, such as its hours.
    working_year, need_models
        Assumptions about capacity and need.
    offer
        Whom the plan is for: everybody unless stated.
    team_changes
        What-ifs on the workforce, by team id; a new id adds a team.
    posts
        How further posts are decided on: as the tables state unless stated.
    continuity
        How settings keep their therapists: anybody may come unless stated.
    allocation
        How hours are shared out: planned, unless stated.
    rules, objectives
        In the order stated.
    years
        The years of a plan over several; planned by `plan_years`, one plan is of the tables' year.
    solver
        How long the solver may take.
    files
        Every file the scenario was read from, as it was read, the file itself first.
    """

    name: str
    title: str
    description: str = ""
    source: Source
    folder: Path
    travel: TravelModel
    visits: VisitPattern | None = None
    visit_values: Mapping[str, Any] = field(default_factory=dict)
    clustering: ClusteringMethod
    working_year: WorkingYear = field(default_factory=WorkingYear)
    need_models: Mapping[str, StatementOfNeed] = field(default_factory=dict)
    offer: Offer = field(default_factory=Offer)
    team_changes: Mapping[str, TeamChange] = field(default_factory=dict)
    posts: PostPlan = field(default_factory=lambda: POST_PLANS.build("as_they_are"))
    continuity: ContinuityPlan = field(default_factory=lambda: CONTINUITY.build("as_it_falls"))
    allocation: AllocationMethod = field(
        default_factory=lambda: ALLOCATION_METHODS.build("optimise")
    )
    rules: tuple[Rule, ...] = ()
    objectives: tuple[Objective, ...] = ()
    years: tuple[Year, ...] = ()
    solver: SolverLimits = field(default_factory=SolverLimits)
    files: tuple[InputFile, ...] = ()

    def __post_init__(self) -> None:
        freeze_fields(self)
        problem = name_problem(self.name)
        if problem:
            raise ValueError(problem)

    def replace(self, **changes: Any) -> "Scenario":  # noqa: ANN401 - fields of any type
        """Return the same scenario with some fields changed."""
        return replace(self, **changes)

    def contradictions(self) -> list[str]:
        """Say which choices do not go together: what is decided, where hours are not planned."""
        if self.allocation.optimises:
            return []
        method = ALLOCATION_METHODS.name_of(self.allocation)
        chosen = (
            (POST_PLANS.table, POST_PLANS.name_of(self.posts), "as_they_are"),
            (CONTINUITY.table, CONTINUITY.name_of(self.continuity), "as_it_falls"),
        )
        return [
            f'[{table}] choose = "{word}" is about hours that are planned, and [allocation] '
            f'method = "{method}" plans none; state method = "optimise", or [{table}] '
            f'choose = "{none}"'
            for table, word, none in chosen
            if word != none
        ]

    def with_seed(self, seed: int) -> "Scenario":
        """Return the scenario with another seed for its clustering, where the method takes one."""
        method: Any = self.clustering
        if "seed" not in {f.name for f in fields(method)}:
            return self
        return replace(self, clustering=replace(method, seed=seed))

    @property
    def need_in_force(self) -> Mapping[str, StatementOfNeed]:
        """The models of need, those that share out days told how long a day is."""
        day = self._hours_per_day
        return {
            word: model.with_day(day) if hasattr(model, "with_day") else model
            for word, model in self.need_models.items()
        }

    @property
    def _hours_per_day(self) -> Any:  # noqa: ANN401 - one number, or one by phase
        """Contact hours of a full day; they do not depend on how the days fall."""
        visits: Any = self.visits or VISIT_PATTERNS.build("cluster_days", **self.visit_values)
        hours, number = visits.hours_per_visit, visits.visits_per_day
        if not isinstance(hours, Mapping) and not isinstance(number, Mapping):
            return hours * number
        return {p.value: visits.hours_at(p.value) * visits.visits_at(p.value) for p in Phase}

    @property
    def home(self) -> Path:
        """The folder that relative paths start from: that of the scenario's file."""
        return self.files[0].path.parent if self.files else Path.cwd()

    @property
    def resolved(self) -> dict[str, Any]:
        """The scenario as plain values, every default filled in; paths relative to its file."""
        said = {
            "title": self.title,
            "description": self.description,
            "area": {SOURCES.word: SOURCES.name_of(self.source), "folder": self.folder}
            | _plain(self.source),
            "travel": {TRAVEL_MODELS.word: TRAVEL_MODELS.name_of(self.travel)}
            | _plain(self.travel),
            "visits": dict(self.visit_values)
            if self.visits is None
            else {VISIT_PATTERNS.word: VISIT_PATTERNS.name_of(self.visits)} | _plain(self.visits),
            "working_year": _plain(self.working_year),
            "need": {
                word: {NEED_MODELS.word: NEED_MODELS.name_of(model)} | _plain(model)
                for word, model in self.need_models.items()
            },
            "offer": {
                key: value if isinstance(value, Mapping) else list(value)
                for key, value in _plain(self.offer).items()
            },
            "clustering": {CLUSTERING_METHODS.word: CLUSTERING_METHODS.name_of(self.clustering)}
            | _plain(self.clustering),
            "posts": {POST_PLANS.word: POST_PLANS.name_of(self.posts)} | _plain(self.posts),
            "continuity": {CONTINUITY.word: CONTINUITY.name_of(self.continuity)}
            | _plain(self.continuity),
            "allocation": {ALLOCATION_METHODS.word: ALLOCATION_METHODS.name_of(self.allocation)}
            | _plain(self.allocation),
            "teams": {id_: _plain(change) for id_, change in self.team_changes.items()},
            "rules": [{RULES.word: RULES.name_of(rule)} | _plain(rule) for rule in self.rules],
            "objectives": [
                {OBJECTIVES.word: OBJECTIVES.name_of(aim)} | _plain(aim) for aim in self.objectives
            ],
            "years": [_plain(year) for year in self.years],
            "solver": _plain(self.solver),
        }
        tidy: dict[str, Any] = _tidy(said, self.home)
        return tidy


def _plain(part: object) -> dict[str, Any]:
    return asdict(part) if is_dataclass(part) and not isinstance(part, type) else {}


def _tidy(value: Any, home: Path) -> Any:  # noqa: ANN401 - plain values of any type
    if isinstance(value, Mapping):
        return {str(k): _tidy(v, home) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [_tidy(v, home) for v in value]
    if isinstance(value, Path):
        return Path(os.path.relpath(value, home)).as_posix()
    return value
