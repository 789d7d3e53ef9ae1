"""From an area to an allocation: aims settled in order, professions that share nothing apart."""

from collections.abc import Sequence
from typing import cast

from experts_at_hand.allocation.contradictions import refuse_plain_contradictions
from experts_at_hand.allocation.objectives import WorstRatio
from experts_at_hand.allocation.problem import HardRule, PlanningProblem
from experts_at_hand.allocation.settled_objective import SettledObjective
from experts_at_hand.allocation.stated_plan import StatedPlan
from experts_at_hand.allocation.travel_time import TravelTime
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import (
    OBJECTIVES,
    Objective,
    Rule,
    VisitPattern,
    default_visits,
)

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
    return state_plan(
        area,
        travel,
        clustering,
        rules,
        objectives,
        visits=visits,
        time_limit_seconds=time_limit_seconds,
    ).plan()


def state_plan(
    area: LocalArea,
    travel: TravelMatrix,
    clustering: Clustering,
    rules: Sequence[Rule] = (),
    objectives: Sequence[Objective] = DEFAULT_OBJECTIVES,
    *,
    visits: VisitPattern | None = None,
    time_limit_seconds: float | None = None,
) -> StatedPlan:
    """State a plan that is settled more than once, with other working hours each time.

    Parameters
    ----------
    area, travel, clustering, rules, objectives, visits, time_limit_seconds
        As for `allocate`.

    Raises
    ------
    InfeasibleError, ScenarioError
        As `allocate` does.
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
    return StatedPlan(problem, aims, time_limit_seconds)


def refuse_order(objectives: Sequence[str]) -> list[str]:
    """Say what is wrong with an order of objectives, by their names."""
    if not objectives:
        return ["no objective is stated; state one or more, such as worst_ratio and travel_time"]
    return [
        f"{name} is stated {objectives.count(name)} times; keep one: it is settled after the first"
        for name in dict.fromkeys(objectives)
        if objectives.count(name) > 1
    ]
