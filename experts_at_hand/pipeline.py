"""From a scenario to an outcome: the pipeline, with the provenance of every figure."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.continuity import ContinuityDecision
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.posts import PostDecision
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import DataError, ExpertsAtHandError, ScenarioError, SolverError
from experts_at_hand.inputs import Inputs, area_of, check_inputs, load_scenarios
from experts_at_hand.outcome import Outcome, headline_measures
from experts_at_hand.provenance import provenance_of
from experts_at_hand.registry.protocols import OBJECTIVES, default_visits
from experts_at_hand.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from experts_at_hand.allocation import Breach

__all__ = [
    "STAGES",
    "Outcome",
    "Prepared",
    "Progress",
    "headline_measures",
    "plan_prepared",
    "prepare",
    "run",
    "run_all",
    "run_each",
]

STAGES = ("area", "travel", "clusters", "posts", "allocation", "check", "measures")
"""What a run does, in order: the words of a progress bar."""

LIFTS_LOWEST = "worst_ratio"
"""The aim that posts are decided on by."""

OTHER_AIM = (
    "posts are chosen to lift the lowest access; their hours are then shared out by the scenario's "
    "own first aim, which is another"
)

Progress = Callable[[str, str], None]
"""Called with the scenario's name and the stage that begins; and, while clusters are searched for,
with ``clusters: `` and the minutes at hand, the bound and the gap."""


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
    watch = _Stopwatch(asked.name, progress)
    asked, area, travel, clustering = _prepared(asked, memory, watch)
    return _planned(asked, area, travel, clustering, watch)


Prepared = tuple[Scenario, LocalArea, TravelMatrix, Clustering]
"""A scenario with its days settled, and all that a plan is made from."""


def prepare(scenario: Scenario, memory: Inputs | None = None) -> Prepared:
    """Read an area, and make its travel and its clusters: what comes before any plan.

    Parameters
    ----------
    scenario
        What is asked.
    memory
        Areas and travel that were read before, if there are any.

    Raises
    ------
    DataError, ScenarioError
        If the input is wrong; the message lists every problem.
    """
    memory = Inputs() if memory is None else memory
    try:
        return _prepared(scenario, memory, _Stopwatch(scenario.name, None))
    except (DataError, ScenarioError) as refusal:
        check_inputs((scenario,), memory)  # what else is wrong is said as well
        raise refusal from None


def plan_prepared(prepared: Prepared) -> Outcome:
    """Plan, check and measure what was prepared.

    Parameters
    ----------
    prepared
        As `prepare` returns it, or with another area and the travel that goes with it.

    Raises
    ------
    InfeasibleError
        If the hard rules contradict each other.
    SolverError
        If the solver fails or its answer does not survive the check.
    """
    asked, area, travel, clustering = prepared
    return _planned(asked, area, travel, clustering, _Stopwatch(asked.name, None))


def _prepared(asked: Scenario, memory: Inputs, watch: "_Stopwatch") -> Prepared:
    from experts_at_hand.clustering.lone_settings import lone_notes
    from experts_at_hand.watch import Watch, watched

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
    return asked, area, travel, clustering


def _planned(
    stated: Scenario,
    area: LocalArea,
    travel: TravelMatrix,
    clustering: Clustering,
    watch: "_Stopwatch",
) -> Outcome:
    from experts_at_hand.allocation import verify
    from experts_at_hand.metrics import measure

    with watch.stage("posts"):
        asked, area, travel, decision = _with_posts(stated, area, travel, clustering)
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
        _refuse_breaches(
            verify(
                area,
                travel,
                clustering,
                allocation,
                rules=asked.rules,
                objectives=asked.objectives,
            )
        )
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


def _refuse_breaches(breaches: Sequence["Breach"]) -> None:
    if breaches:
        listed = "\n  - ".join(str(breach) for breach in breaches[:20])
        raise SolverError(f"the plan failed its own check and is not reported:\n  - {listed}")


def _with_posts(
    asked: Scenario, area: LocalArea, travel: TravelMatrix, clustering: Clustering
) -> tuple[Scenario, LocalArea, TravelMatrix, PostDecision | None]:
    """Decide on further posts where that is asked, and put their teams into the area."""
    unfit = asked.contradictions()
    if unfit:
        raise ScenarioError(asked.name, unfit)
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
    decision: PostDecision = found.decision
    if OBJECTIVES.name_of(asked.objectives[0]) != LIFTS_LOWEST:
        decision = replace(decision, notes=(*decision.notes, OTHER_AIM))
    return asked.replace(rules=found.rules), found.area, found.travel, decision


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
