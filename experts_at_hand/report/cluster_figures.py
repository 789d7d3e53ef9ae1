"""What every table of clusters says of one: its hub, need, how much of it is met, how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experts_at_hand.domain.clusters import Cluster
from experts_at_hand.pipeline import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterFigures:
    """One cluster of a plan.

    Parameters
    ----------
    cluster
        Its members and its hub.
    rows
        Positions of its members among the settings of the plan.
    hub
        Name of the setting, or of the base, that is its hub.
    need, allocated
        Hours a year, all professions of the plan together.
    met
        Share of the need that is met; ``nan`` where nothing is needed.
    farthest
        Longest journey from the hub to a member, minutes one way.
    """

    cluster: Cluster
    rows: tuple[int, ...]
    hub: str
    need: float
    allocated: float
    met: float
    farthest: float

    @property
    def called(self) -> str:
        """Its id, and its name where that says more."""
        own = self.cluster
        return own.id if own.name == own.id else f"{own.id}, {own.name}"


def cluster_figures(outcome: Outcome) -> Iterator[ClusterFigures]:
    """Yield the figures of each cluster of a plan; of no clusters, which is one of all, nothing.

    Parameters
    ----------
    outcome
        The plan.
    """
    if len(outcome.clustering) < 2:  # noqa: PLR2004 - one cluster is the area
        return
    plan, area = outcome.allocation, outcome.area
    names = {setting.id: setting.name for setting in area.settings}
    names |= {team.id: team.base or team.id for team in area.teams}
    for cluster in outcome.clustering.clusters:
        rows = [area.setting_index[member] for member in cluster.members]
        need = float(plan.need_hours[rows].sum())
        minutes = outcome.travel.minutes_between([cluster.hub_id], cluster.members)
        yield ClusterFigures(
            cluster=cluster,
            rows=tuple(rows),
            hub=names[cluster.hub_id],
            need=need,
            allocated=float(plan.allocated_hours[rows].sum()),
            met=float(plan.met_hours[rows].sum()) / need if need else np.nan,
            farthest=float(minutes.max()),
        )
