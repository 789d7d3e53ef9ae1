"""The rule of named teams: who comes to a setting, the first of them its lead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

import numpy as np

from experts_at_hand.allocation.problem import Guarantee, LinkedHours, PlanningProblem
from experts_at_hand.allocation.tolerances import HOURS_TOLERANCE
from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.registry.protocols import RULES


@RULES.register("named_teams")
@dataclass(frozen=True, kw_only=True)
class NamedTeams:
    """Let only named teams come to a setting, the first of each profession being its lead.

    Parameters
    ----------
    teams
        Team ids by setting id, the lead of each profession first. A setting that is left out, or a
        profession of which no team is named, is open to everybody.
    lead_share
        Least share of the profession's hours at the setting that its lead gives, 0 to 1.
    whole_visits
        Whether a team that is named beside the lead gives at least one visit's hours, and the lead
        too, or all that the setting needs where that is less.
    """

    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lead_share: float = 0.0
    whole_visits: bool = False

    uses_clusters: ClassVar[bool] = False

    def __post_init__(self) -> None:
        freeze_fields(self)
        if not 0 <= self.lead_share <= 1:
            raise ValueError(f"lead_share is {self.lead_share}, expected a share from 0 to 1")

    @classmethod
    def example(cls) -> Self:
        """Return one lead of the toy area."""
        return cls(teams={"101": ("salt-west",)})

    def sentence(self) -> str:
        """Say what the rule asks."""
        said = "each setting is visited by its named teams only"
        if self.lead_share:
            said += f", and its lead gives at least {self.lead_share:.0%} of a profession's hours"
        if self.whole_visits:
            said += ", nobody less than one visit unless less is needed"
        return said

    def check_area(self, area: LocalArea) -> None:
        """Refuse a team or a setting that there is not."""
        problems = [
            f"there is no setting {setting!r}; {nearest(setting, area.setting_index)}"
            for setting in self.teams
            if setting not in area.setting_index
        ]
        problems += [
            f"there is no team {team!r}; {nearest(team, area.team_index)}"
            for named in self.teams.values()
            for team in named
            if team not in area.team_index
        ]
        if problems:
            raise ScenarioError("rule 'named_teams'", list(dict.fromkeys(problems)))

    def _named(self, problem: PlanningProblem) -> Iterator[tuple[int, int, list[int]]]:
        """Yield setting, profession and the teams named, by position, the lead first."""
        self.check_area(problem.area)
        for setting, words in self.teams.items():
            teams = [problem.area.team_index[word] for word in words]
            for p in range(len(problem.area.professions)):
                own = [team for team in teams if problem.profession_of_team[team] == p]
                if own:
                    yield problem.area.setting_index[setting], p, own

    def allowed(self, problem: PlanningProblem) -> BoolArray:
        """Named pairs, and every pair of a setting and profession without names."""
        allowed = np.ones((len(problem.area.teams), len(problem.area.settings)), dtype=bool)
        for setting, profession, own in self._named(problem):
            peers = problem.profession_of_team == profession
            peers[own] = False
            allowed[peers, setting] = False
        return allowed

    def guarantees(self, problem: PlanningProblem) -> Sequence[Guarantee]:  # noqa: ARG002 - contract
        """Nothing is guaranteed whatever it takes."""
        return ()

    def links(self, problem: PlanningProblem) -> Sequence[LinkedHours]:
        """List how the hours of named teams hang together."""
        visit = problem.visits.visit_hours
        found = []
        for setting, profession, own in self._named(problem):
            need = float(problem.need[setting, profession])
            if need <= 0:
                continue
            if self.lead_share and len(own) > 1:
                share = dict.fromkeys(own[1:], self.lead_share)
                found.append(
                    LinkedHours(
                        setting=setting, profession=profession, least=0.0,
                        weights={own[0]: 1 - self.lead_share}
                        | {team: -weight for team, weight in share.items()},
                    )
                )  # fmt: skip
            if self.whole_visits:
                least = min(float(visit[setting]), need)
                found += [
                    LinkedHours(
                        setting=setting, profession=profession, weights={team: 1.0}, least=least
                    )
                    for team in own
                ]
        return found

    def breaches(self, problem: PlanningProblem, hours: FloatArray) -> Sequence[str]:
        """Name each setting that somebody else visits, or where the lead gives too little."""
        allowed = self.allowed(problem)
        found = [
            f"{problem.area.teams[t].id} serves {problem.setting_label(s)} and is not named there"
            for t, s in np.argwhere((hours > HOURS_TOLERANCE) & ~allowed)
        ]
        for link in self.links(problem):
            given = sum(w * float(hours[team, link.setting]) for team, w in link.weights.items())
            if given < link.least - HOURS_TOLERANCE:
                teams = ", ".join(problem.area.teams[team].id for team in link.weights)
                found.append(
                    f"{problem.setting_label(link.setting)}: the hours of {teams} are not shared "
                    f"out as named, short by {link.least - given:.4f}"
                )
        return found
