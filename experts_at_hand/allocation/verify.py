"""Every answer is checked by arithmetic that has never heard of the programme."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import cast

import numpy as np

from experts_at_hand.allocation.breaches import Breach
from experts_at_hand.allocation.claims import claim_breaches, visit_breaches
from experts_at_hand.allocation.problem import HardRule, PlanningProblem
from experts_at_hand.allocation.settled_objective import SettledObjective
from experts_at_hand.allocation.tolerances import hours_tolerance
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.visits import VisitCosts
from experts_at_hand.registry.protocols import VISIT_PATTERNS, Objective, Rule


def verify(
    area: LocalArea,
    travel: TravelMatrix,
    clustering: Clustering,
    allocation: Allocation,
    *,
    rules: Sequence[Rule] | None = None,
    objectives: Sequence[Objective] | None = None,
) -> tuple[Breach, ...]:
    """Return everything that is wrong with an allocation; empty when nothing is.

    Checks that clusters cover the area, that every figure is a number, that hours go to settings
    that need them, that no setting is above its need and no team above its capacity, that visits,
    travel and miles are what the pattern of days makes them, that every rule is kept, that the
    settings out of reach are named, and that each objective's value, bound and levels are what the
    hours amount to. It shares nothing with the programme but the data. Where hours were measured
    and not planned, it checks that they are those, and no limit, rule or aim.

    Parameters
    ----------
    area, travel, clustering
        What the plan was made for.
    allocation
        The plan.
    rules, objectives
        What was asked. Without them those are checked that the allocation brings along, and a plan
        that forgot a rule passes.
    """
    if allocation.method is not None:
        rules, objectives = (), ()  # they hold for plans, and this is none
    asked = allocation.rules if rules is None else tuple(rules)
    problem = PlanningProblem(
        area=area,
        travel=travel,
        clustering=clustering,
        visits=_visits(area, travel, clustering, allocation),
        rules=tuple(cast("HardRule", rule) for rule in asked),
    )
    found = [
        *_partition(area, clustering),
        *_hours(area, allocation),
        *_shapes(problem, allocation),
    ]
    if found:  # the sums below would only repeat it
        return tuple(found)
    hours = hours_of(area, allocation)
    found += visit_breaches(problem, allocation)
    found += _sums(problem, allocation, hours)
    found += _limits(problem, allocation, hours)
    for rule in problem.rules:
        found += [
            Breach(check=rule.sentence(), found=text) for text in rule.breaches(problem, hours)
        ]
    aims = allocation.aims if objectives is None else tuple(objectives)
    found += claim_breaches(problem, allocation, cast("Sequence[SettledObjective]", aims), hours)
    return tuple(found)


def _visits(
    area: LocalArea, travel: TravelMatrix, clustering: Clustering, allocation: Allocation
) -> VisitCosts:
    """Work out again what a visit costs under the pattern that the plan says it was made with."""
    said = allocation.visits
    return VISIT_PATTERNS.build(said.pattern, **said.parameters).costs(area, travel, clustering)


def _shapes(problem: PlanningProblem, allocation: Allocation) -> list[Breach]:
    """Compare what the plan says of need with the area, and refuse what is no number."""
    found = []
    if (allocation.setting_ids, allocation.professions) != (
        problem.area.setting_ids,
        problem.area.professions,
    ):
        return [Breach(check="labels", found="the plan is of other settings or professions")]
    if not np.isfinite(allocation.allocated_hours).all():
        found.append(Breach(check="sums", found="an allocated number of hours is not a number"))
    if not np.array_equal(allocation.need_hours, problem.need):
        found.append(Breach(check="need", found="the need stated is not that of the area"))
    return found


def hours_of(area: LocalArea, allocation: Allocation) -> FloatArray:
    """Return contact hours as teams x settings."""
    hours = np.zeros((len(area.teams), len(area.settings)))
    for item in allocation.assignments:
        hours[area.team_index[item.team_id], area.setting_index[item.setting_id]] += (
            item.contact_hours
        )
    return hours


def _partition(area: LocalArea, clustering: Clustering) -> list[Breach]:
    grouped = {member for cluster in clustering.clusters for member in cluster.members}
    odd = sorted(grouped ^ set(area.setting_ids))
    return [
        Breach(check="clusters", found=f"setting {id_} is not in exactly one cluster")
        for id_ in odd
    ]


def _hours(area: LocalArea, allocation: Allocation) -> list[Breach]:
    found = []
    teams = {team.id: team for team in area.teams}
    for item in allocation.assignments:
        who = f"{item.team_id} at {item.setting_id}"
        if item.team_id not in teams or item.setting_id not in area.setting_index:
            found.append(Breach(check="ids", found=f"{who}: no such team or setting"))
        elif teams[item.team_id].profession != item.profession:
            found.append(Breach(check="professions", found=f"{who}: not a {item.profession} team"))
        elif not (item.contact_hours > 0 and math.isfinite(item.contact_hours)):
            found.append(Breach(check="hours", found=f"{who}: {item.contact_hours} hours"))
    return found


def _given(problem: PlanningProblem, hours: FloatArray) -> Iterator[tuple[int, int, float, str]]:
    """Yield setting, profession, what the one gets of the other, and that in words."""
    for s, setting in enumerate(problem.area.settings):
        for p, profession in enumerate(problem.area.professions):
            given = float(hours[problem.profession_of_team == p, s].sum())
            yield s, p, given, f"{setting.id} gets {given:.3f} hours of {profession}"


def _limits(problem: PlanningProblem, allocation: Allocation, hours: FloatArray) -> list[Breach]:
    """Check need and capacity of a plan; of what was measured, that it is what was to be."""
    method = allocation.method
    if method is None:
        return [*_need(problem, hours), *_capacity(problem, allocation)]
    return [
        Breach(check=method.sentence(), found=text)
        for text in method.breaches(problem.area, allocation)
    ]


def _need(problem: PlanningProblem, hours: FloatArray) -> list[Breach]:
    return [
        Breach(check="need", found=f"{where}, needs {needed:.3f}")
        for s, p, given, where in _given(problem, hours)
        for needed in [float(problem.need[s, p])]
        if given > needed + hours_tolerance(needed)
    ]


def _sums(problem: PlanningProblem, allocation: Allocation, hours: FloatArray) -> list[Breach]:
    return [
        Breach(check="sums", found=f"{where}, stated as {stated:.3f}")
        for s, p, given, where in _given(problem, hours)
        for stated in [float(allocation.allocated_hours[s, p])]
        if not abs(given - stated) <= hours_tolerance(float(problem.need[s, p]))
    ]


def _capacity(problem: PlanningProblem, allocation: Allocation) -> list[Breach]:
    worked: dict[str, float] = defaultdict(float)
    area = problem.area
    for item in allocation.assignments:
        t, s = area.team_index[item.team_id], area.setting_index[item.setting_id]
        worked[item.team_id] += item.contact_hours * float(problem.hour_cost[t, s])
    return [
        Breach(
            check="capacity",
            found=f"{team.id} works {worked[team.id]:.3f} hours, has {float(limit):.3f}",
        )
        for team, limit in zip(area.teams, problem.capacity, strict=True)
        if not worked[team.id] <= limit + hours_tolerance(float(limit))
    ]
