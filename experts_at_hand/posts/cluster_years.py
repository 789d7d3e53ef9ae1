"""Who is reached when: each cluster in each year of a plan."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experts_at_hand.posts.years import YearPlan
from experts_at_hand.results import staffing


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterYear:
    """One cluster in one year of a plan.

    Parameters
    ----------
    year
        Its name.
    cluster_id, cluster
        Id and name.
    settings
        Settings in it.
    need_hours
        Hours of need a year, all professions.
    met
        Share of them that is met.
    lowest_access
        Of its settings and professions.
    wte
        Posts that work there, in whole-time equivalents, travel included.
    further_wte
        Further posts that are hosted there.
    """

    year: str
    cluster_id: str
    cluster: str
    settings: int
    need_hours: float
    met: float
    lowest_access: float
    wte: float
    further_wte: float


def cluster_years(plan: YearPlan) -> Iterator[ClusterYear]:
    """Yield what a year brings to each cluster.

    Parameters
    ----------
    plan
        The year.
    """
    outcome = plan.outcome
    hours, access = outcome.allocation, outcome.allocation.access
    index = outcome.area.setting_index
    worked: dict[str, float] = {}
    for own in staffing(outcome):
        worked[own.cluster_id] = worked.get(own.cluster_id, 0.0) + own.wte
    for cluster in outcome.clustering.clusters:
        rows = [index[member] for member in cluster.members]
        need = float(hours.need_hours[rows].sum())
        own_access = access[rows]
        hosted = (post.wte for post in plan.posts if post.host_id == cluster.hub_id)
        yield ClusterYear(
            year=plan.year.year,
            cluster_id=cluster.id,
            cluster=cluster.name,
            settings=len(rows),
            need_hours=need,
            met=float(hours.met_hours[rows].sum()) / need if need else 1.0,
            lowest_access=(
                float(np.nanmin(own_access)) if np.isfinite(own_access).any() else float("nan")
            ),
            wte=worked.get(cluster.id, 0.0),
            further_wte=sum(hosted),
        )
