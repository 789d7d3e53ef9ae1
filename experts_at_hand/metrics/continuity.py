"""Continuity: how many teams a setting meets, and over how much ground each team is spread."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.scorecard import Measure
from experts_at_hand.metrics.prominence import Prominence
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.registry.protocols import METRICS

WHOLE = 1 - 1e-6
"""Part of a visit that is one, up to the solver's precision."""


@METRICS.register("continuity")
@dataclass(frozen=True)
class Continuity:
    """How many teams a setting meets, and over how much ground each team is spread."""

    rank: ClassVar[int] = 7
    prominence: ClassVar[Mapping[str, Prominence]] = {
        "teams_a_setting": Prominence(further=8),
        "share_with_one_team": Prominence(further=9),
        "settings_a_team": Prominence(further=10),
        "clusters_a_team": Prominence(further=11),
        "share_below_one_visit": Prominence(further=12),
    }

    def measures(self, plan: Plan) -> Iterator[Measure]:
        """Yield the figures."""
        return continuity_measures(plan)


def continuity_measures(plan: Plan) -> Iterator[Measure]:
    """Everything that is said of who meets whom.

    A setting counts once for each profession of which it gets hours. A sliver is a part of these
    hours, by one team, that is less than one visit although the setting needs a visit or more.
    """
    teams, slivers = _teams_and_slivers(plan)
    met = teams[teams > 0]
    spread, clusters = _spread(plan)
    pairs = len(plan.allocation.assignments)
    yield _lower(
        "teams_a_setting", _mean(met), "teams", "Teams of one profession that a setting meets"
    )
    yield Measure(
        metric="share_with_one_team", unit="share", better="higher",
        value=float(np.mean(met == 1)) if len(met) else np.nan,
        label="Settings that meet one team only, of each profession",
    )  # fmt: skip
    yield _lower("settings_a_team", _mean(spread), "settings", "Settings that a team visits")
    if len(plan.clustering) > 1:
        yield _lower(
            "clusters_a_team", _mean(clusters), "clusters", "Clusters that a team works in"
        )
    yield _lower(
        "share_below_one_visit", slivers / pairs if pairs else np.nan, "share",
        "Pairs of team and setting below one visit a year",
    )  # fmt: skip


def _lower(metric: str, value: float, unit: str, label: str) -> Measure:
    return Measure(metric=metric, value=value, unit=unit, better="lower", label=label)


def _mean(values: FloatArray) -> float:
    return float(np.mean(values)) if len(values) else np.nan


def _teams_and_slivers(plan: Plan) -> tuple[FloatArray, int]:
    """Return teams that come, settings x professions, and how many pairs are slivers."""
    allocation, index = plan.allocation, plan.area.setting_index
    teams = np.zeros(allocation.need_hours.shape)
    slivers = 0
    for item in allocation.assignments:
        at = index[item.setting_id], allocation.professions.index(item.profession)
        teams[at] += 1
        visit = float(allocation.visits.visit_hours[at[0]])
        slivers += item.contact_hours < min(visit, float(allocation.need_hours[at])) * WHOLE
    return teams, slivers


def _spread(plan: Plan) -> tuple[FloatArray, FloatArray]:
    """Return settings and clusters of each team that works anywhere."""
    settings: dict[str, set[str]] = {}
    clusters: dict[str, set[str]] = {}
    for item in plan.allocation.assignments:
        home = plan.clustering.cluster_of[item.setting_id].id
        settings.setdefault(item.team_id, set()).add(item.setting_id)
        clusters.setdefault(item.team_id, set()).add(home)
    counts = [
        np.array([float(len(found)) for found in each.values()]) for each in (settings, clusters)
    ]
    return counts[0], counts[1]
