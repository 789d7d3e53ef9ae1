"""From a scenario to an outcome: the pipeline, with the provenance of every figure."""

import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TypeVar

from experts_at_hand.contracts import default_visits
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.plausibility import area_doubts, travel_doubts
from experts_at_hand.domain.scorecard import Measure, Scorecard
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ExpertsAtHandError, ScenarioError, SolverError
from experts_at_hand.provenance import Provenance, provenance_of
from experts_at_hand.scenario import (
    Scenario,
    apply_team_changes,
    load_scenario,
    unused_notes,
)

STAGES = ("area", "travel", "clusters", "allocation", "check", "measures")
"""What a run does, in order: the words of a progress bar."""

HEADLINES = (
    "lowest_access",
    "mean_access",
    "share_of_need_met",
    "travel_hours",
    "miles",
    "cost_per_contact_hour",
)
"""Metrics that a short summary shows, the lowest access of each profession after that of all."""

ValueT = TypeVar("ValueT")

Progress = Callable[[str, str], None]
"""Called with the scenario's name and the stage that begins; and, while clusters are searched for,
with ``clusters: `` and the minutes at hand, the bound and the gap."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One scenario's plan, measured, with its provenance.

    Parameters
    ----------
    scenario
        What was asked.
    area
        Settings and teams after the scenario's what-ifs.
    travel, clustering
        Minutes and miles, and the clusters.
    allocation
        Hours of each team at each setting.
    scorecard
        Every measure.
    provenance
        Hashes, versions, parameters, times.
    """

    scenario: Scenario
    area: LocalArea
    travel: TravelMatrix
    clustering: Clustering
    allocation: Allocation
    scorecard: Scorecard
    provenance: Provenance

    @property
    def name(self) -> str:
        """The scenario's short name."""
        return self.scenario.name

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.scenario.title

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What is possible but looks wrong: data first, then travel, then clusters."""
        return (
            *self.area.doubts,
            *travel_doubts(self.area, self.travel),
            *self.clustering.doubts,
        )

    def headlines(self) -> list[tuple[str, str]]:
        """Return the few figures that say most, as (label, value with unit)."""
        shown = headline_measures(self.scorecard)
        return [(m.label, f"{m.value:,.3g} {m.unit}") for m in shown]

    def __repr__(self) -> str:
        lines = [f"Outcome {self.name!r}: {self.title}"]
        lines += [f"  {label}: {value}" for label, value in self.headlines()]
        lines += [f"  {s.objective}: {s.words}" for s in self.allocation.objectives]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{escape(label)}</th><td>{escape(value)}</td></tr>"
            for label, value in self.headlines()
        )
        return f"<table><caption>{escape(self.title)}</caption>{rows}</table>"


def headline_measures(card: Scorecard) -> list[Measure]:
    """Return the few measures that say most, in the order of reading."""
    by_profession = [m.metric for m in card if m.metric.startswith("lowest_access:profession=")]
    if len(by_profession) < 2:  # noqa: PLR2004 - of one it is the lowest of all
        by_profession = []
    wanted = [HEADLINES[0], *by_profession, *HEADLINES[1:]]
    return [card[metric] for metric in wanted if metric in card]


class _Cache:
    """Areas and travel matrices that several scenarios of one call share.

    A part is frozen and stands for what it does; one that cannot be hashed shares nothing. A travel
    model may look at places, ids and names of an area and at nothing else.
    """

    def __init__(self) -> None:
        self.areas: dict[Hashable, LocalArea] = {}
        self.matrices: dict[Hashable, TravelMatrix] = {}

    def area(self, scenario: Scenario) -> LocalArea:
        key = scenario.source, scenario.folder
        return _once(self.areas, key, lambda: scenario.source.read(scenario.folder))

    def matrix(self, scenario: Scenario, area: LocalArea) -> TravelMatrix:
        names = tuple(setting.name for setting in area.settings)
        bases = tuple(team.base for team in area.teams)
        key = scenario.travel, tuple(area.places.items()), names, bases
        return _once(self.matrices, key, lambda: scenario.travel.matrix(area))


def _once(found: dict[Hashable, ValueT], key: Hashable, make: Callable[[], ValueT]) -> ValueT:
    """Return what is found under a key, made at first use; made each time where no key can be."""
    try:
        hash(key)
    except TypeError:
        return make()
    if key not in found:
        found[key] = make()
    return found[key]


def run(scenario: Scenario | str | Path, *, progress: Progress | None = None) -> Outcome:
    """Plan one scenario, check the plan and measure it.

    Parameters
    ----------
    scenario
        A scenario, or the path of a scenario file.
    progress
        Told which stage begins, see `STAGES`.

    Raises
    ------
    DataError, ScenarioError
        If the input is wrong; the message lists every problem.
    InfeasibleError
        If the hard rules contradict each other.
    SolverError
        If the solver fails or its answer does not survive the check.
    """
    return _run(scenario, _Cache(), progress)


def run_all(
    scenarios: Sequence[Scenario | str | Path], *, progress: Progress | None = None
) -> tuple[Outcome, ...]:
    """Plan several scenarios; areas and travel that they share are worked out once.

    Parameters
    ----------
    scenarios
        Scenarios, or paths of scenario files; all files are read and checked before any is run.
    progress
        Told which stage of which scenario begins.

    Raises
    ------
    ExpertsAtHandError
        As `run` does; a ScenarioError lists the problems of all files.
    """
    loaded = load_scenarios(scenarios)
    memory = _Cache()
    return tuple(_run(scenario, memory, progress) for scenario in loaded)


def run_each(
    scenarios: Sequence[Scenario], *, progress: Progress | None = None
) -> Iterator[Outcome | ExpertsAtHandError]:
    """Plan several scenarios one after another; one that cannot be does not stop the others.

    Parameters
    ----------
    scenarios
        What is asked; areas and travel that they share are worked out once.
    progress
        Told which stage of which scenario begins.

    Yields
    ------
    The outcome of each, or why there is none.
    """
    memory = _Cache()
    for scenario in scenarios:
        try:
            yield _run(scenario, memory, progress)
        except ExpertsAtHandError as refusal:
            yield refusal


def load_scenarios(scenarios: Sequence[Scenario | str | Path]) -> tuple[Scenario, ...]:
    """Read and check several scenario files; a scenario that is read already stays as it is.

    Raises
    ------
    ScenarioError
        Listing the problems of all files.
    """
    loaded, problems = [], []
    for scenario in scenarios:
        try:
            loaded.append(scenario if isinstance(scenario, Scenario) else load_scenario(scenario))
        except ScenarioError as error:
            problems += [f"{error.scenario}: {problem}" for problem in error.problems]
    if problems:
        raise ScenarioError("the scenarios" if len(scenarios) > 1 else "the scenario", problems)
    return tuple(loaded)


def area_of(scenario: Scenario, read: LocalArea | None = None) -> LocalArea:
    """Return a scenario's area with its need models, working year and what-ifs.

    Parameters
    ----------
    scenario
        What is asked.
    read
        Its area as the source has it, if that was read already.

    Raises
    ------
    DataError, ScenarioError
        If the tables or the changes to teams are wrong.
    """
    area = scenario.source.read(scenario.folder) if read is None else read
    area = area.replace(working_year=scenario.working_year, need_models=scenario.need_models)
    area = apply_team_changes(area, scenario.team_changes)
    return with_doubts(area.replace(notes=(*area.notes, *unused_notes(scenario, area))))


def with_doubts(area: LocalArea) -> LocalArea:
    """Return the area with all that looks wrong in it, beside what its source already doubts."""
    return area.replace(doubts=tuple(dict.fromkeys((*area.doubts, *area_doubts(area)))))


def _run(scenario: Scenario | str | Path, memory: _Cache, progress: Progress | None) -> Outcome:
    from experts_at_hand.allocation import allocate, verify
    from experts_at_hand.metrics import measure
    from experts_at_hand.watch import Watch, watched

    asked = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    watch = _Stopwatch(asked.name, progress)
    with watch.stage("area"):
        area = area_of(asked, memory.area(asked))
        area.check()
    with watch.stage("travel"):
        travel = memory.matrix(asked, area)
    with watch.stage("clusters"), watched(Watch(watch.news)):
        clustering = asked.clustering.partition(area, travel)
        if asked.visits is None:
            asked = asked.replace(visits=default_visits(clustering))
    with watch.stage("allocation"):
        allocation = allocate(
            area,
            travel,
            clustering,
            asked.rules,
            asked.objectives,
            visits=asked.visits,
            time_limit_seconds=asked.solver.time_limit_seconds,
        )
    with watch.stage("check"):
        breaches = verify(
            area,
            travel,
            clustering,
            allocation,
            rules=asked.rules,
            objectives=asked.objectives,
        )
        if breaches:
            listed = "\n  - ".join(str(breach) for breach in breaches[:20])
            raise SolverError(f"the plan failed its own check and is not reported:\n  - {listed}")
    with watch.stage("measures"):
        scorecard = measure(area, travel, clustering, allocation)
    return Outcome(
        scenario=asked,
        area=area,
        travel=travel,
        clustering=clustering,
        allocation=allocation,
        scorecard=scorecard,
        provenance=provenance_of(
            asked, (*area.inputs, *travel.inputs, *clustering.inputs), watch.seconds
        ),
    )


class _Stopwatch:
    """Times the stages of a run and tells who wants to know."""

    def __init__(self, name: str, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._name = name
        self._stage = ""
        self._progress = progress

    @contextmanager
    def stage(self, stage: str) -> Iterator[None]:
        if self._progress is not None:
            self._progress(self._name, stage)
        start = time.perf_counter()
        self._stage = stage
        yield
        self.seconds[stage] = time.perf_counter() - start

    def news(self, said: str) -> None:
        """Tell how far a stage is: its word, a colon, and what is at hand."""
        if self._progress is not None:
            self._progress(self._name, f"{self._stage}: {said}")
