"""From a scenario to an outcome: the pipeline, with the provenance of every figure."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.continuity import ContinuityDecision
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.plausibility import travel_doubts
from experts_at_hand.domain.posts import PostDecision
from experts_at_hand.domain.scorecard import Measure, Scorecard
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import DataError, ExpertsAtHandError, ScenarioError, SolverError
from experts_at_hand.inputs import Inputs, area_of, check_inputs, load_scenarios
from experts_at_hand.metrics.prominence import by_profession, shown
from experts_at_hand.provenance import Provenance, provenance_of
from experts_at_hand.registry.protocols import default_visits
from experts_at_hand.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from experts_at_hand.report.plot import Picture

STAGES = ("area", "travel", "clusters", "posts", "allocation", "check", "measures")
"""What a run does, in order: the words of a progress bar."""

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
    posts
        The posts that were decided on, where the scenario asked for that; their teams are among
        those of the area.
    continuity
        The teams that were named for each setting, where the scenario asked for that.
    """

    scenario: Scenario
    area: LocalArea
    travel: TravelMatrix
    clustering: Clustering
    allocation: Allocation
    scorecard: Scorecard
    provenance: Provenance
    posts: PostDecision | None = None
    continuity: ContinuityDecision | None = None

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
            *self.allocation.doubts,
        )

    def headlines(self) -> list[tuple[str, str]]:
        """Return the few figures that say most, as (label, value with unit)."""
        shown = headline_measures(self.scorecard)
        return [(m.label, f"{m.value:,.3g} {m.unit}") for m in shown]

    def plot(self) -> "Picture":
        """Return the report's own map of the plan: shown by a notebook, kept by ``save``."""
        from experts_at_hand.report.plot import plot

        return plot(self)

    def plot_map(self) -> "Picture":
        """Return the same as `plot`."""
        return self.plot()

    def plot_access(self, profession: str | None = None) -> "Picture":
        """Return the report's strip of access: a dot for each setting.

        Parameters
        ----------
        profession
            One word, such as ``salt``; the first that is planned unless stated.
        """
        from experts_at_hand.report.plot import plot_access

        return plot_access([self], profession)

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
        table = f"<table><caption>{escape(self.title)}</caption>{rows}</table>"
        return f"{table}{self.plot().svg}"


def headline_measures(card: Scorecard) -> list[Measure]:
    """Return the few measures that say most, in the order of reading."""
    wanted: list[str] = []
    for metric in shown("summary"):
        wanted.append(metric)
        each = [m.metric for m in card if m.metric.startswith(f"{metric}:profession=")]
        if by_profession(metric) and len(each) > 1:  # of one profession it is the same again
            wanted += each
    return [card[metric] for metric in wanted if metric in card]


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
    memory = Inputs()
    asked = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    try:
        return _run(asked, memory, progress)
    except (DataError, ScenarioError) as refusal:
        check_inputs((asked,), memory)  # what else is wrong is said as well
        raise refusal from None


def run_all(
    scenarios: Sequence[Scenario | str | Path],
    *,
    progress: Progress | None = None,
    memory: Inputs | None = None,
) -> tuple[Outcome, ...]:
    """Plan several scenarios; areas and travel that they share are worked out once.

    Parameters
    ----------
    scenarios
        Scenarios, or paths of scenario files; all files are read and checked before any is run.
    progress
        Told which stage of which scenario begins.
    memory
        What `load_scenarios` has read and checked already; the scenarios are those it returned.

    Raises
    ------
    ExpertsAtHandError
        As `run` does; what is wrong with any file is said before anything is planned.
    """
    known = Inputs() if memory is None else memory
    loaded = [s for s in scenarios if isinstance(s, Scenario)]
    if memory is None or len(loaded) < len(scenarios):
        loaded = list(load_scenarios(scenarios, known))
    return tuple(_run(scenario, known, progress) for scenario in loaded)


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
    memory = Inputs()
    for scenario in scenarios:
        try:
            yield _run(scenario, memory, progress)
        except ExpertsAtHandError as refusal:
            yield refusal


def _run(asked: Scenario, memory: Inputs, progress: Progress | None) -> Outcome:
    from experts_at_hand.allocation import verify
    from experts_at_hand.clustering.lone_settings import lone_notes
    from experts_at_hand.metrics import measure
    from experts_at_hand.watch import Watch, watched

    watch = _Stopwatch(asked.name, progress)
    with watch.stage("area"):
        area = area_of(asked, memory.area(asked))
        area.check()
    with watch.stage("travel"):
        travel = memory.matrix(asked, area)
    with watch.stage("clusters"), watched(Watch(watch.news)):
        clustering = memory.clustering(asked, area, travel)
        alone = lone_notes(clustering, area)
        clustering = replace(clustering, notes=(*clustering.notes, *alone))
        if asked.visits is None:
            asked = asked.replace(visits=default_visits(clustering, **asked.visit_values))
    stated = asked
    with watch.stage("posts"):
        asked, area, travel, decision = _with_posts(asked, area, travel, clustering)
    with watch.stage("allocation"):
        asked, kept = _with_names(asked, area, travel, clustering)
        allocation = asked.allocation.allocate(
            area,
            travel,
            clustering,
            visits=asked.visits,
            rules=asked.rules,
            objectives=asked.objectives,
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
        posts=decision,
        continuity=kept,
        provenance=provenance_of(
            stated, (*area.inputs, *travel.inputs, *clustering.inputs), watch.seconds
        ),
    )


def _with_posts(
    asked: Scenario, area: LocalArea, travel: TravelMatrix, clustering: Clustering
) -> tuple[Scenario, LocalArea, TravelMatrix, PostDecision | None]:
    """Decide on further posts where that is asked, and put their teams into the area."""
    assert asked.visits is not None  # noqa: S101 - settled when the clusters were
    found = asked.posts.decide(
        area,
        travel,
        clustering,
        visits=asked.visits,
        rules=asked.rules,
        time_limit_seconds=asked.solver.time_limit_seconds,
    )
    if found is None:
        return asked, area, travel, None
    return asked.replace(rules=found.rules), found.area, found.travel, found.decision


def _with_names(
    asked: Scenario, area: LocalArea, travel: TravelMatrix, clustering: Clustering
) -> tuple[Scenario, ContinuityDecision | None]:
    """Name the teams of each setting where that is asked, and make it a rule."""
    assert asked.visits is not None  # noqa: S101 - settled when the clusters were
    found = asked.continuity.keep(
        area,
        travel,
        clustering,
        visits=asked.visits,
        rules=asked.rules,
        objectives=asked.objectives,
        time_limit_seconds=asked.solver.time_limit_seconds,
    )
    if found is None:
        return asked, None
    return asked.replace(rules=found.rules), found.decision


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
