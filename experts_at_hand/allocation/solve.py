"""From an area to an allocation: aims settled in order, professions that share nothing apart."""

from collections.abc import Sequence
from typing import cast

import numpy as np

from experts_at_hand.allocation.assembled import assembled
from experts_at_hand.allocation.contradictions import (
    refuse_links,
    refuse_plain_contradictions,
    weigh_guarantees,
)
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.objectives import WorstRatio
from experts_at_hand.allocation.problem import HardRule, PlanningProblem
from experts_at_hand.allocation.settled_objective import SettledObjective
from experts_at_hand.allocation.tolerances import NOTHING
from experts_at_hand.allocation.travel_time import TravelTime
from experts_at_hand.domain.allocation import Allocation, ObjectiveResult, SolverReport
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError, SolverError
from experts_at_hand.registry.protocols import (
    OBJECTIVES,
    Objective,
    Rule,
    VisitPattern,
    default_visits,
)
from experts_at_hand.solver import solver_versions

DEFAULT_OBJECTIVES: tuple[Objective, ...] = (WorstRatio(), TravelTime())
"""Fair first, then little travel."""


def allocate(
    area: LocalArea,
    travel: TravelMatrix,
    clustering: Clustering,
    rules: Sequence[Rule] = (),
    objectives: Sequence[Objective] = DEFAULT_OBJECTIVES,
    *,
    visits: VisitPattern | None = None,
    time_limit_seconds: float | None = None,
) -> Allocation:
    """Share the hours of all teams out over all settings.

    Parameters
    ----------
    area, travel, clustering
        What is known of the place.
    rules
        Hard rules that every plan keeps.
    objectives
        Aims, each settled before the next is looked at.
    visits
        How the days fall; ``own_days`` without clusters and ``cluster_days`` with, unless stated.
    time_limit_seconds
        When each profession's programme must stop with what it has; ``None`` for no limit. Where
        rules guarantee hours, the first plan that keeps them is found however long it takes.

    Raises
    ------
    InfeasibleError
        If the hard rules contradict each other; the message names rule, setting and number.
    ScenarioError
        If a rule names a team, setting or cluster that there is not, or if no objective is stated
        or one is stated twice.
    SolverError
        If the solver fails.
    """
    pattern = default_visits(clustering) if visits is None else visits
    problem = PlanningProblem(
        area=area,
        travel=travel,
        clustering=clustering,
        visits=pattern.costs(area, travel, clustering),
        rules=tuple(cast("HardRule", rule) for rule in rules),
    )
    wrong = refuse_order([OBJECTIVES.name_of(aim) for aim in objectives])
    if wrong:
        raise ScenarioError("objectives", wrong)
    refuse_plain_contradictions(problem)
    aims = [cast("SettledObjective", aim) for aim in objectives]
    hours, parts, models = _plan_each_profession(problem, aims, time_limit_seconds)
    values = [aim.combine(part) for aim, part in zip(aims, parts, strict=True)]
    needed = problem.need.T[problem.profession_of_team]
    hours[hours <= NOTHING * np.minimum(1.0, needed)] = 0.0
    return assembled(
        problem, hours, aims=tuple(aims), objectives=tuple(values), solver=_report(models)
    )


def _report(models: Sequence[AllocationModel]) -> SolverReport:
    versions = solver_versions()
    return SolverReport(
        solver=f"HiGHS {versions['highspy']} through PuLP {versions['pulp']}",
        rounds=sum(model.live.rounds for model in models),
        pairs=sum(len(model.pairs.team) for model in models),
        pairs_used=sum(int(model.present.sum()) for model in models),
        seconds_in_solver=sum(model.live.seconds for model in models),
    )


def _plan_each_profession(
    problem: PlanningProblem, aims: Sequence[SettledObjective], time_limit_seconds: float | None
) -> tuple[FloatArray, list[list[ObjectiveResult]], list[AllocationModel]]:
    """Plan professions apart: no rule or aim ties one to another, so nothing is lost by it."""
    area = problem.area
    hours = np.zeros((len(area.teams), len(area.settings)))
    parts: list[list[ObjectiveResult]] = [[] for _ in aims]
    models = {
        p: AllocationModel(problem, [p], time_limit_seconds=time_limit_seconds)
        for p in range(len(area.professions))
        if problem.reached[:, p].any()
    }
    # All before any: a contradiction is said before an hour goes into planning another profession.
    starts = {p: first_plan(model, aims) for p, model in models.items()}
    for profession in range(len(area.professions)):
        if profession not in models:
            # Nobody to serve: its settings are named as unreached, and their need counts.
            for part, aim in zip(parts, aims, strict=True):
                part.append(_unserved(aim, problem, profession))
            continue
        model, plan = models[profession], starts[profession]
        for part, aim in zip(parts, aims, strict=True):
            value, plan = aim.settle(model, plan)
            part.append(value)
        hours[model.pairs.team, model.pairs.setting[model.pairs.demand]] = plan
    return hours, parts, list(models.values())


def first_plan(model: AllocationModel, aims: Sequence[SettledObjective]) -> FloatArray:
    """Return a plan that keeps every guarantee: where there are none, one that does nothing.

    Parameters
    ----------
    model
        In which nothing is settled.
    aims
        What will be; each states what it needs.

    Raises
    ------
    InfeasibleError
        If the guarantees do not fit together.
    SolverError
        If they do and no plan is found.
    """
    for aim in aims:
        aim.prepare(model.formulation)
    promised = [*model.problem.guarantees, *(x for x in model.problem.links if x.least > 0)]
    if not any(each.profession in model.professions for each in promised):
        return np.zeros(len(model.pairs.team))
    if model.any_plan() != "optimal":
        refuse_links(model.problem, model.professions)
        model.enter(weigh_guarantees(model.problem, model.professions))
        if model.any_plan() != "optimal":
            model.loosen_guarantees()
        if model.any_plan() != "optimal":
            raise SolverError("the guarantees fit together but no plan was found; please report")
    return model.hours()


def _unserved(aim: SettledObjective, problem: PlanningProblem, profession: int) -> ObjectiveResult:
    """Return what an aim amounts to for a profession of which no team reaches any setting."""
    value = aim.unserved(problem, profession)
    return ObjectiveResult(
        objective=aim.word,
        sentence=aim.sentence(),
        value=value,
        unit=aim.unit,
        better=aim.better,
        status="optimal",
        bound=value,
        prices=dict.fromkeys(
            (team.id for team in problem.area.teams_of(problem.area.professions[profession])), 0.0
        ),
    )


def refuse_order(objectives: Sequence[str]) -> list[str]:
    """Say what is wrong with an order of objectives, by their names."""
    if not objectives:
        return ["no objective is stated; state one or more, such as worst_ratio and travel_time"]
    return [
        f"{name} is stated {objectives.count(name)} times; keep one: it is settled after the first"
        for name in dict.fromkeys(objectives)
        if objectives.count(name) > 1
    ]
