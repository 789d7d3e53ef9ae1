"""Who works in which cluster: the staffing table of a plan, from its own hours."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experts_at_hand.pipeline import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """One profession in one cluster.

    Parameters
    ----------
    cluster_id, cluster
        Id and name; of a plan without clusters the whole area is one.
    profession
        One word.
    wte
        Working hours spent there, travel included, in whole-time equivalents.
    teams
        Id, base and whole-time equivalents there of each team, most first.
    settings
        Settings of the cluster that need the profession.
    visited
        Those of them that get any hours.
    days_a_setting
        Days a year of the profession at one of them, on average.
    """

    cluster_id: str
    cluster: str
    profession: str
    wte: float
    teams: tuple[tuple[str, str, float], ...]
    settings: int
    visited: int
    days_a_setting: float

    @property
    def teams_in_words(self) -> str:
        """The teams with their base and posts; nobody, where nobody comes."""
        said = [
            f"{base} ({id_}) {wte:.2f}" if base and base != id_ else f"{id_} {wte:.2f}"
            for id_, base, wte in self.teams
        ]
        return "; ".join(said) or "nobody"


def staffing(outcome: Outcome) -> Iterator[Staffing]:
    """Yield each profession in each cluster.

    Parameters
    ----------
    outcome
        A plan.
    """
    plan, area = outcome.allocation, outcome.area
    year = area.working_year.hours_per_wte
    worked: dict[tuple[str, str], float] = defaultdict(float)
    cluster_of = outcome.clustering.cluster_of
    for item in plan.assignments:
        home = cluster_of[item.setting_id].id
        worked[home, item.team_id] += item.contact_hours + item.travel_hours
    days = plan.allocated_hours / plan.visits.day_hours[:, None]
    for cluster in outcome.clustering.clusters:
        rows = [area.setting_index[member] for member in cluster.members]
        for p, profession in enumerate(plan.professions):
            needing = [row for row in rows if plan.need_hours[row, p] > 0]
            teams = sorted(
                (
                    (team.id, team.base, worked[cluster.id, team.id] / year)
                    for team in area.teams_of(profession)
                    if worked[cluster.id, team.id] > 0
                ),
                key=lambda team: (-team[2], team[0]),
            )
            yield Staffing(
                cluster_id=cluster.id,
                cluster=cluster.name,
                profession=profession,
                wte=sum(wte for _, _, wte in teams),
                teams=tuple(teams),
                settings=len(needing),
                visited=sum(plan.allocated_hours[row, p] > 0 for row in needing),
                days_a_setting=float(np.mean(days[needing, p])) if needing else float("nan"),
            )
