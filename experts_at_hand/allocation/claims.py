"""What a plan claims of itself, held against what its hours amount to."""

import math
from collections.abc import Sequence

import numpy as np

from experts_at_hand.allocation.breaches import Breach
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.settled_objective import SettledObjective
from experts_at_hand.allocation.tolerances import ACCESS_TOLERANCE, HOURS_TOLERANCE, hours_tolerance
from experts_at_hand.domain.allocation import Allocation, ObjectiveResult
from experts_at_hand.domain.arrays import FloatArray


def visit_breaches(problem: PlanningProblem, allocation: Allocation) -> list[Breach]:
    """Compare visits, travel and miles with what the pattern of days makes of the hours."""
    costs, stated, area = problem.visits, allocation.visits, problem.area
    found = [
        Breach(check="visits", found=f"{words} a visit are not what the pattern of days costs")
        for words, own, right in (
            ("minutes", stated.minutes, costs.minutes),
            ("miles", stated.miles, costs.miles),
        )
        if own.shape != right.shape or not np.allclose(own, right, rtol=1e-9, atol=1e-9)
    ]
    length = costs.visit_hours
    for item in allocation.assignments:
        t, s = area.team_index[item.team_id], area.setting_index[item.setting_id]
        visits = item.contact_hours / float(length[s])
        for what, own, right in (
            ("visits", item.visits, visits),
            ("hours of travel", item.travel_hours, visits * float(costs.minutes[t, s]) / 60),
            ("miles", item.miles, visits * float(costs.miles[t, s])),
        ):
            if not abs(own - right) <= hours_tolerance(right):
                who = f"{item.team_id} at {item.setting_id}: {own:.3f} {what}"
                found.append(Breach(check="travel", found=f"{who}, visits cost {right:.3f}"))
    return found


def claim_breaches(
    problem: PlanningProblem,
    allocation: Allocation,
    aims: Sequence[SettledObjective],
    hours: FloatArray,
) -> list[Breach]:
    """Compare what was settled, and who is said to be out of reach, with the hours.

    Parameters
    ----------
    problem
        What was to be planned, with the rules that were asked.
    allocation
        The plan with its claims.
    aims
        The objectives that were asked, in order.
    hours
        Teams x settings, contact hours of the plan.
    """
    found = _unreached(problem, allocation)
    words = [aim.word for aim in aims]
    if words != [settled.objective for settled in allocation.objectives]:
        said = ", ".join(settled.objective for settled in allocation.objectives) or "none"
        found.append(
            Breach(check="objectives", found=f"settled {said}; asked were {', '.join(words)}")
        )
        return found
    for aim, settled in zip(aims, allocation.objectives, strict=True):
        margin = aim.tolerance(problem)
        found += _claim(problem, settled, aim.measure(problem, hours), margin)
        if settled.levels and settled.status == "optimal":
            found += _levels(problem, settled, hours)
    return found


def _unreached(problem: PlanningProblem, allocation: Allocation) -> list[Breach]:
    area = problem.area
    right = {
        (area.setting_ids[s], area.professions[p])
        for s, p in np.argwhere((problem.need > 0) & ~problem.reached).tolist()
    }
    if allocation.method is not None:  # who is served is not out of reach, whoever has left since
        right -= {(item.setting_id, item.profession) for item in allocation.assignments}
    return [
        Breach(
            check="reach",
            found=f"setting {setting} is {'' if pair in right else 'not '}out of reach of "
            f"{profession}, and the plan says otherwise",
        )
        for pair in sorted(right ^ set(allocation.unreached))
        for setting, profession in [pair]
    ]


def _claim(
    problem: PlanningProblem, settled: ObjectiveResult, measured: float, margin: float
) -> list[Breach]:
    check = f"objective {settled.objective}"
    if not (math.isfinite(settled.value) and math.isfinite(settled.bound)):
        return [Breach(check=check, found=f"claims {settled.value} with bound {settled.bound}")]
    sign = 1.0 if settled.better == "higher" else -1.0
    found = []
    if abs(settled.value - measured) > margin and settled.status == "optimal":
        found.append(f"claimed {settled.value:.6g}, measured {measured:.6g}")
    elif sign * (settled.value - measured) > margin:
        found.append(f"claimed {settled.value:.6g}, measured only {measured:.6g}")
    if sign * (measured - settled.bound) > margin:
        found.append(f"measured {measured:.6g}, better than its bound {settled.bound:.6g}")
    if settled.status == "optimal" and abs(settled.value - settled.bound) > margin:
        found.append(f"called optimal at {settled.value:.6g} with a bound of {settled.bound:.6g}")
    known = set(problem.area.team_ids)
    for team, price in settled.prices.items():
        # One more hour never does harm: no plan is lost by it.
        if team not in known or not sign * price >= -ACCESS_TOLERANCE:
            found.append(f"price of {team} is {price}")
    return [Breach(check=check, found=text) for text in found]


def _levels(problem: PlanningProblem, settled: ObjectiveResult, hours: FloatArray) -> list[Breach]:
    """Hold the levels of leximin against the access of every setting within reach, sorted."""
    demands = np.argwhere(problem.reached)
    given = np.array(
        [hours[problem.profession_of_team == p, s].sum() for s, p in demands], dtype=np.float64
    )
    need = np.array([problem.need[s, p] for s, p in demands], dtype=np.float64)
    claimed = np.repeat(
        [level for level, _ in settled.levels], [count for _, count in settled.levels]
    )
    check = f"levels of {settled.objective}"
    if len(claimed) != len(demands):
        what = f"{len(claimed)} settings are settled, {len(demands)} are within reach"
        return [Breach(check=check, found=what)]
    slack = ACCESS_TOLERANCE + HOURS_TOLERANCE / need.min(initial=np.inf)
    worst = float(np.max(np.abs(np.sort(given / need) - np.sort(claimed)), initial=0.0))
    if worst > slack:
        return [Breach(check=check, found=f"access lies up to {worst:.6g} from its level")]
    return []
