"""Hours of teams at settings as an allocation: sums, visits and travel by plain arithmetic."""

from typing import Any

import numpy as np

from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.allocation import (
    Allocation,
    Assignment,
    ObjectiveResult,
    SolverReport,
)
from experts_at_hand.domain.arrays import FloatArray


def assembled(
    problem: PlanningProblem,
    hours: FloatArray,
    *,
    solver: SolverReport,
    aims: tuple[Any, ...] = (),
    objectives: tuple[ObjectiveResult, ...] = (),
) -> Allocation:
    """Return an allocation of hours, with the visits, travel and miles that they take.

    Parameters
    ----------
    problem
        What was planned or measured.
    hours
        Teams x settings, contact hours a year, >= 0.
    solver
        How the hours were found.
    aims, objectives
        What was asked for, and what was settled.
    """
    area, visits = problem.area, problem.visits
    allocated = np.zeros(problem.need.shape)
    for p in range(len(area.professions)):
        allocated[:, p] = hours[problem.profession_of_team == p].sum(axis=0)
    of_setting, of_team = np.nonzero(hours.T > 0)
    contact = hours[of_team, of_setting]
    count = contact / visits.visit_hours[of_setting]
    travel = count * visits.minutes[of_team, of_setting] / 60
    miles = count * visits.miles[of_team, of_setting]
    columns = (each.tolist() for each in (of_team, of_setting, contact, count, travel, miles))
    teams, settings = area.teams, area.settings
    assignments = [
        Assignment(
            team_id=teams[t].id,
            setting_id=settings[s].id,
            profession=teams[t].profession,
            contact_hours=given,
            visits=visited,
            travel_hours=travelled,
            miles=driven,
        )
        for t, s, given, visited, travelled, driven in zip(*columns, strict=True)
    ]
    return Allocation(
        setting_ids=area.setting_ids,
        professions=area.professions,
        assignments=tuple(assignments),
        need_hours=problem.need,
        allocated_hours=allocated,
        objectives=objectives,
        aims=aims,
        rules=problem.rules,
        visits=visits,
        unreached=tuple(
            (area.settings[s].id, area.professions[p])
            for s, p in np.argwhere((problem.need > 0) & ~problem.reached).tolist()
        ),
        solver=solver,
    )
