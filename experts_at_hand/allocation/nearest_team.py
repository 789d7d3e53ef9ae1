"""Who comes where nobody says who: the team with least travel, and teams of one base together."""

import numpy as np

from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.workforce import profession_label

NO_HOURS = 1e-9
"""Working hours a year that are none: a team without capacity has this much and no more."""

HALF_AN_HOUR = 0.5
"""Working hours a year below which nothing is said."""


def patches_by_least_travel(
    problem: PlanningProblem, profession: int
) -> list[tuple[IntArray, FloatArray, IntArray]]:
    """Return who comes to which settings of a profession, where nobody says who.

    The team comes whose visit takes fewest minutes, the first in their order where two take the
    same. Teams at one base come together, each for its share of their capacity. Teams without
    capacity come only where the profession has no other. A setting to which no team can get is in
    no patch.

    Parameters
    ----------
    problem
        What is measured.
    profession
        Position in the area's professions.

    Returns
    -------
    For each base: positions of its teams, their shares, and positions of the settings.
    """
    teams = np.flatnonzero(problem.profession_of_team == profession)
    staffed = teams[problem.capacity[teams] > NO_HOURS]
    at: dict[Place, list[int]] = {}
    for team in (staffed if len(staffed) else teams).tolist():
        at.setdefault(problem.area.teams[team].place, []).append(team)
    bases = [np.array(together, dtype=np.int64) for together in at.values()]
    if not bases:
        return []
    minutes = np.stack([problem.visits.minutes[together[0]] for together in bases])
    nearest = np.where(np.isfinite(minutes).any(axis=0), minutes.argmin(axis=0), -1)
    found = []
    for base, together in enumerate(bases):
        size = problem.capacity[together]
        even = np.full(len(size), 1 / len(size))
        share = size / size.sum() if len(staffed) else even
        found.append((together, share, np.flatnonzero(nearest == base)))
    return found


def over_capacity(problem: PlanningProblem, hours: FloatArray) -> tuple[str, ...]:
    """Say which teams would work more than they can, and by how much.

    Parameters
    ----------
    problem
        What is measured.
    hours
        Teams x settings, contact hours a year; none where a team cannot get to.
    """
    worked = _worked(problem, hours)
    return tuple(
        f"{problem.area.teams[team].id} would work {worked[team]:,.0f} hours a year with travel, "
        f"{worked[team] - own:,.0f} more than the {own:,.0f} it has: the hours stated, the staff, "
        "the working year or the length of a visit are not as they are"
        for team, own in enumerate(problem.capacity.tolist())
        if worked[team] - own > HALF_AN_HOUR
    )


def left_over(problem: PlanningProblem, hours: FloatArray) -> tuple[str, ...]:
    """Say of each profession how much of its working hours is not accounted for.

    Parameters
    ----------
    problem, hours
        As for `over_capacity`.
    """
    idle = np.maximum(problem.capacity - _worked(problem, hours), 0.0)
    by_profession = [
        float(idle[problem.profession_of_team == p].sum())
        for p in range(len(problem.area.professions))
    ]
    return tuple(
        f"{unused:,.0f} working hours a year of {profession_label(word)} are not accounted for by "
        "these hours and the travel to them"
        for word, unused in zip(problem.area.professions, by_profession, strict=True)
        if unused > HALF_AN_HOUR
    )


def _worked(problem: PlanningProblem, hours: FloatArray) -> FloatArray:
    """Working hours a year of each team, travel included."""
    cost = np.where(hours > 0, problem.hour_cost, 0.0)
    worked: FloatArray = (hours * cost).sum(axis=1)
    return worked
