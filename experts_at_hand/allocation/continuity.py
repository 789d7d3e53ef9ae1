"""A named therapist: each setting has its lead, few teams, each of them in few clusters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from experts_at_hand.allocation.lead_programme import LeadTerms, Named, named_teams
from experts_at_hand.allocation.named_teams import NamedTeams
from experts_at_hand.allocation.problem import HardRule, PlanningProblem
from experts_at_hand.allocation.rules import Floor
from experts_at_hand.allocation.solve import allocate
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.continuity import ContinuityDecision, ProfessionContinuity
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import (
    CONTINUITY,
    RULES,
    Objective,
    Rule,
    VisitPattern,
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Kept:
    """What naming teams hands on.

    Parameters
    ----------
    rules
        The scenario's, with those that name teams.
    decision
        Who was named, and what it costs.
    """

    rules: tuple[Rule, ...]
    decision: ContinuityDecision


@CONTINUITY.register("as_it_falls")
@dataclass(frozen=True, kw_only=True)
class AsItFalls:
    """Let any team come to any setting that the rules allow."""

    def keep(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern,
        rules: Sequence[Rule],
        objectives: Sequence[Objective],
        time_limit_seconds: float | None,
    ) -> None:
        """Name nobody."""

    def sentence(self) -> str:
        """Say how settings keep their therapists."""
        return "any team may come to any setting that the rules allow"


@CONTINUITY.register("named_lead")
@dataclass(frozen=True, kw_only=True)
class NamedLead:
    """Give every setting a named lead of each profession, and few teams.

    Parameters
    ----------
    teams
        Teams of one profession at a setting, at most; 1 for one team only.
    lead_share
        Least share of the profession's hours at a setting that its lead gives, more than 0 and at
        most 1.
    clusters
        Clusters in which a team works, at most; no limit unless stated.
    whole_visits
        Whether no team comes for less than one visit a year, unless the setting needs less.
    """

    teams: int = 2
    lead_share: float = 0.6
    clusters: int | None = None
    whole_visits: bool = False

    def __post_init__(self) -> None:
        if self.teams < 1:
            raise ValueError(f"teams is {self.teams}, expected 1 or more")
        if not 0 < self.lead_share <= 1:
            raise ValueError(f"lead_share is {self.lead_share}, expected above 0 and at most 1")
        if self.clusters is not None and self.clusters < 1:
            raise ValueError(f"clusters is {self.clusters}, expected 1 or more")

    def sentence(self) -> str:
        """Say how settings keep their therapists."""
        teams = "one team" if self.teams == 1 else f"at most {self.teams} teams"
        said = f"each setting has {teams} of a profession"
        if self.teams > 1:
            said += f", of which a named lead gives at least {self.lead_share:.0%} of the hours"
        if self.clusters is not None:
            said += f"; each team works in at most {self.clusters} clusters"
        if self.whole_visits:
            said += "; nobody comes for less than one visit a year unless less is needed"
        return said

    def keep(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern,
        rules: Sequence[Rule],
        objectives: Sequence[Objective],
        time_limit_seconds: float | None,
    ) -> Kept:
        """Name teams, and say what it costs."""
        self._refuse(clustering, rules)
        free = allocate(
            area, travel, clustering, rules, objectives, visits=visits,
            time_limit_seconds=time_limit_seconds,
        )  # fmt: skip
        whole = tuple(rules)
        fair = free
        if self.whole_visits:
            whole += _one_visit_each(area, free)
            fair = allocate(
                area, travel, clustering, whole, objectives, visits=visits,
                time_limit_seconds=time_limit_seconds,
            )  # fmt: skip
        problem = PlanningProblem(
            area=area, travel=travel, clustering=clustering, visits=free.visits,
            rules=tuple(cast("HardRule", rule) for rule in whole),
        )  # fmt: skip
        terms = LeadTerms(
            teams=self.teams, lead_share=self.lead_share, clusters=self.clusters,
            whole_visits=self.whole_visits,
        )  # fmt: skip
        hours = _hours(problem, fair)
        found = {
            p: named_teams(problem, p, hours, terms)
            for p in range(len(area.professions))
            if problem.reached[:, p].any()
        }
        named: Rule = NamedTeams(
            teams=_by_setting(area, found),
            lead_share=self.lead_share if self.teams > 1 else 0.0,
            whole_visits=self.whole_visits,
        )
        return Kept(rules=(*whole, named), decision=self._decision(area, free, found))

    def _refuse(self, clustering: Clustering, rules: Sequence[Rule]) -> None:
        found = [
            f"teams cannot be named under the rule {RULES.name_of(rule)} yet; leave one out"
            for rule in rules
            if hasattr(rule, "links")
        ]
        if self.clusters is not None and len(clustering) <= 1:
            found.append(
                "clusters limits where a team works, and this scenario makes no clusters; "
                "state a [clustering] method, or leave it out"
            )
        if found:
            raise ScenarioError("[continuity]", found)

    def _decision(
        self, area: LocalArea, free: Allocation, found: dict[int, Named]
    ) -> ContinuityDecision:
        return ContinuityDecision(
            choose="named_lead",
            sentence=self.sentence(),
            leads={
                (area.settings[s].id, area.professions[p]): area.teams[teams[0]].id
                for p, named in found.items()
                for s, teams in sorted(named.teams.items())
            },
            professions=tuple(
                ProfessionContinuity(
                    profession=area.professions[p],
                    kept=named.kept,
                    bound=named.bound,
                    split=sum(len(teams) > 1 for teams in named.teams.values()),
                    free_lowest=float(np.nanmin(free.access[:, p])),
                )
                for p, named in found.items()
            ),
            free_travel_hours=sum(item.travel_hours for item in free.assignments),
        )


def _one_visit_each(area: LocalArea, free: Allocation) -> tuple[Rule, ...]:
    """Return rules that give every setting one visit's hours a year, phase by phase."""
    phases = {}
    for setting, hours in zip(area.settings, free.visits.visit_hours.tolist(), strict=True):
        phases[setting.phase] = hours
    if len(set(phases.values())) == 1:
        return (Floor(hours=next(iter(phases.values()))),)
    return tuple(Floor(hours=hours, phase=phase) for phase, hours in phases.items())


def _hours(problem: PlanningProblem, plan: Allocation) -> FloatArray:
    """Return a plan's hours, teams x settings."""
    hours = np.zeros((len(problem.area.teams), len(problem.area.settings)))
    teams, settings = problem.area.team_index, problem.area.setting_index
    for item in plan.assignments:
        hours[teams[item.team_id], settings[item.setting_id]] = item.contact_hours
    return hours


def _by_setting(area: LocalArea, found: dict[int, Named]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the teams named, by setting."""
    ids: dict[str, tuple[str, ...]] = {}
    for named in found.values():
        for setting, teams in named.teams.items():
            at = area.settings[setting].id
            ids[at] = (*ids.get(at, ()), *(area.teams[team].id for team in teams))
    return ids
