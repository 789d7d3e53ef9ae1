"""Every answer is checked by arithmetic that has never heard of the programme."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.problem import HOURS, PlanningProblem
from experts_at_hand.domain.allocation import Allocation, Settled
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix

CLAIM = 1e-5
"""How far a measured objective may lie from the one claimed, relative: the settled objectives may
give back 1e-6 each, and hours are compared to 1e-5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One thing that is wrong with a plan.

    Parameters
    ----------
    check
        What was checked.
    found
        What is wrong, with who, where and how much.
    """

    check: str
    found: str

    def __str__(self) -> str:
        return f"{self.check}: {self.found}"


def verify(
    area: LocalArea, travel: TravelMatrix, clustering: Clustering, allocation: Allocation
) -> tuple[Breach, ...]:
    """Return everything that is wrong with an allocation; empty when nothing is.

    Checks that clusters cover the area, that hours are positive and go to settings that need them,
    that no setting is above its need and no team above its capacity, that travel is what the visits
    cost, that every rule is kept, and that each objective's value is what the hours amount to.
    """
    problem = PlanningProblem(
        area=area,
        travel=travel,
        clustering=clustering,
        visits=allocation.visits,
        rules=allocation.rules,
    )
    found = [*_partition(area, clustering), *_hours(area, allocation)]
    if found:  # the sums below would only repeat it
        return tuple(found)
    hours = hours_of(area, allocation)
    found += _need(problem, allocation, hours)
    found += _capacity(problem, allocation)
    for rule in problem.rules:
        found += [
            Breach(check=rule.sentence(), found=text) for text in rule.breaches(problem, hours)
        ]
    for aim, settled in zip(allocation.aims, allocation.objectives, strict=True):
        found += _claim(settled, aim.measure(problem, hours))
    return tuple(found)


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
        elif not item.contact_hours > 0:
            found.append(Breach(check="hours", found=f"{who}: {item.contact_hours} hours"))
    return found


def _need(problem: PlanningProblem, allocation: Allocation, hours: FloatArray) -> list[Breach]:
    found = []
    for s, setting in enumerate(problem.area.settings):
        for p, profession in enumerate(problem.area.professions):
            needed = float(problem.need[s, p])
            given = float(hours[problem.profession_of_team == p, s].sum())
            where = f"{setting.id} gets {given:.3f} hours of {profession}"
            if given > needed + HOURS:
                found.append(Breach(check="need", found=f"{where}, needs {needed:.3f}"))
            stated = float(allocation.allocated_hours[s, p])
            if abs(given - stated) > HOURS:
                found.append(Breach(check="sums", found=f"{where}, stated as {stated:.3f}"))
    return found


def _capacity(problem: PlanningProblem, allocation: Allocation) -> list[Breach]:
    worked: dict[str, float] = defaultdict(float)
    visits, area = allocation.visits, problem.area
    found = []
    for item in allocation.assignments:
        t, s = area.team_index[item.team_id], area.setting_index[item.setting_id]
        travel = item.contact_hours / visits.hours_per_visit * float(visits.minutes[t, s]) / 60
        if not abs(travel - item.travel_hours) <= HOURS * max(1.0, travel):
            what = f"{item.team_id} at {item.setting_id}: {item.travel_hours:.3f} hours of travel"
            found.append(Breach(check="travel", found=f"{what}, visits cost {travel:.3f}"))
        worked[item.team_id] += item.contact_hours + travel
    for team, limit in zip(area.teams, problem.capacity, strict=True):
        if worked[team.id] > limit + HOURS * max(1.0, float(limit)):
            what = f"{team.id} works {worked[team.id]:.3f} hours, has {float(limit):.3f}"
            found.append(Breach(check="capacity", found=what))
    return found


def _claim(settled: Settled, measured: float) -> list[Breach]:
    sign = 1.0 if settled.better == "higher" else -1.0
    margin = CLAIM * max(1.0, abs(settled.value))
    found = []
    if sign * (settled.value - measured) > margin:
        found.append(f"claimed {settled.value:.6g}, measured {measured:.6g}")
    if sign * (measured - settled.bound) > margin:
        found.append(f"measured {measured:.6g}, better than its bound {settled.bound:.6g}")
    return [Breach(check=f"objective {settled.objective}", found=text) for text in found]
