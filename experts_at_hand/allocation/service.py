"""The rule that ties teams to clusters: what clusters cost, because teams pool less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np

from experts_at_hand.allocation.problem import Guarantee, PlanningProblem
from experts_at_hand.allocation.tolerances import HOURS_TOLERANCE
from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.registry.protocols import RULES


@RULES.register("service")
@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Tie teams to clusters.

    Parameters
    ----------
    by
        ``nearest_base``: each cluster is served only by the teams of the base nearest its hub, of
        each profession. ``map``: as the map below says. ``column``: as the ``clusters`` column of
        teams.csv says. A team that map or column leaves out serves every cluster.
    map
        Cluster ids by team id.
    """

    uses_clusters: ClassVar[bool] = True

    by: Literal["nearest_base", "map", "column"] = "nearest_base"
    map: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.by not in {"nearest_base", "map", "column"}:
            raise ValueError(f"by is {self.by!r}, expected nearest_base, map or column")
        if (self.by == "map") != bool(self.map):
            raise ValueError("a service map goes with by = 'map', and only with it")

    @property
    def reads_team_clusters(self) -> bool:
        """Whether it looks at the clusters that the table of teams states."""
        return self.by == "column"

    def sentence(self) -> str:
        """Say what the rule asks."""
        if self.by == "nearest_base":
            return "each cluster is served only by the teams of the base nearest its hub"
        return "each team serves only the clusters it is tied to"

    def allowed(self, problem: PlanningProblem) -> BoolArray:
        """Pairs of a team and a setting in a cluster that it serves."""
        if self.by == "nearest_base":
            return self._nearest_base(problem)
        if self.by == "column":
            tied = {team.id: team.clusters for team in problem.area.teams if team.clusters}
        else:
            tied = dict(self.map)
        return self._tied(problem, tied)

    def _tied(self, problem: PlanningProblem, tied: Mapping[str, Sequence[str]]) -> BoolArray:
        ids = [cluster.id for cluster in problem.clustering.clusters]
        problems = [
            f"there is no team {team!r}; {nearest(team, problem.area.team_ids)}"
            for team in tied
            if team not in problem.area.team_index
        ] + [
            f"team {team!r} is tied to cluster {cluster!r}, which there is not; "
            f"{nearest(cluster, ids)}"
            for team, clusters in tied.items()
            for cluster in clusters
            if cluster not in ids
        ]
        if problems:
            raise ScenarioError("rule 'service'", problems)
        allowed = np.ones((len(problem.area.teams), len(problem.area.settings)), dtype=bool)
        home = [problem.clustering.cluster_of[s].id for s in problem.area.setting_ids]
        for team, clusters in tied.items():
            allowed[problem.area.team_index[team]] = [cluster in clusters for cluster in home]
        return allowed

    def _nearest_base(self, problem: PlanningProblem) -> BoolArray:
        area = problem.area
        allowed = np.zeros((len(area.teams), len(area.settings)), dtype=bool)
        for profession in range(len(area.professions)):
            teams = [
                int(t)
                for t in np.flatnonzero(problem.profession_of_team == profession)
                if problem.capacity[t] > 0
            ]
            if not teams:
                continue
            for cluster in problem.clustering.clusters:
                to_hub = problem.travel.minutes_between(area.team_ids, [cluster.hub_id])[:, 0]
                base = min(
                    teams,
                    key=lambda t, away=to_hub: (  # type: ignore[misc]  # bound now, not later
                        away[t],
                        area.teams[t].place.easting,
                        area.teams[t].place.northing,
                    ),
                )
                members = [area.setting_index[member] for member in cluster.members]
                for team in teams:
                    if area.teams[team].place == area.teams[base].place:
                        allowed[team, members] = True
        return allowed

    def guarantees(self, problem: PlanningProblem) -> Sequence[Guarantee]:  # noqa: ARG002 - contract
        """Nothing is guaranteed."""
        return ()

    def breaches(self, problem: PlanningProblem, hours: FloatArray) -> Sequence[str]:
        """Name each team that works outside its clusters."""
        allowed = self.allowed(problem)
        return [
            f"{problem.area.teams[t].id} serves {problem.setting_label(s)} in cluster "
            f"{problem.clustering.cluster_of[problem.area.settings[s].id].id}, which is not its own"
            for t, s in np.argwhere((hours > HOURS_TOLERANCE) & ~allowed)
        ]
