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
    assignments = []
    length = visits.visit_hours
    for s, t in np.argwhere(hours.T > 0).tolist():
        contact = float(hours[t, s])
        count = contact / float(length[s])
        assignments.append(
            Assignment(
                team_id=area.teams[t].id,
                setting_id=area.settings[s].id,
                profession=area.teams[t].profession,
                contact_hours=contact,
                visits=count,
                travel_hours=count * float(visits.minutes[t, s]) / 60,
                miles=count * float(visits.miles[t, s]),
            )
        )
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
