"""What a visit costs once it is settled how the days fall: four patterns, one formula.

``v`` visits a day share the way out and back, and drive legs between them:

``tau[t, s] = (m[base, s] + m[s, base] + (v - 1) x leg_factor x hop[s]) / v + sign_in``

with ``m`` one-way minutes and ``hop[s]`` the mean leg from ``s`` to the other settings that a day
may go on to; which those are is what the patterns differ in. A setting with nobody to go on to has
``v = 1``. Miles follow the same formula without sign-in.

Where visits differ by phase, ``v`` is that of the setting, and the formula holds for mixed days
too. A visit then fills ``1 / v`` of a day, and bears that part of the way out and back. A full day
of ``n`` visits, whose parts add up to 1, has ``n - 1`` legs, which is the sum of ``1 - 1 / v``: a
visit bears ``1 - 1 / v`` of a leg, and legs lead to a setting as often as that. A whole day at a
secondary school has no legs, and none leads there.

The leg factors are read off routed days on the roads of Bath & North East Somerset (83 schools, 3
bases, one visit each): they are assumptions, to be calibrated on each area. `ReturnTrips` and
`PlannedDays` bound what good or bad planning of days can do, see `bounds`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.visits import VisitCosts
from experts_at_hand.registry.protocols import VISIT_PATTERNS, VisitPattern
from experts_at_hand.visits.legs import Legs, mean_legs, nearest_legs, no_legs, patches
from experts_at_hand.visits.visit_fields import VisitFields


@VISIT_PATTERNS.register("return")
@dataclass(frozen=True, kw_only=True)
class ReturnTrips(VisitFields):
    """Make every visit a trip of its own from the base and back: the upper bound of travel.

    Parameters
    ----------
    visits_per_day
        Visits in a full day, a whole number >= 1, or a table by phase: it sets the contact hours of
        a day, and has no effect on travel here. An assumption.
    """

    uses_clusters: ClassVar[bool] = False

    def costs(self, area: LocalArea, travel: TravelMatrix, clustering: Clustering) -> VisitCosts:  # noqa: ARG002 - the family's signature
        """Minutes and miles a visit by each team to each setting."""
        legs = dict.fromkeys(area.professions, no_legs(len(area.settings)))
        return _costs(self, area, travel, legs, leg_factor=0.0)

    def sentence(self) -> str:
        """Say how the days fall."""
        return "every visit is a trip of its own from the base and back"


@VISIT_PATTERNS.register("own_days")
@dataclass(frozen=True, kw_only=True)
class OwnDays(VisitFields):
    """Let each setting name its own day: today's practice.

    A day joins settings of one patch, those whose nearest base of the profession is the same; a
    leg is the mean over the other settings of the patch, weighted by need of the profession.

    Parameters
    ----------
    leg_factor
        Length of the legs really driven over the mean leg, >= 0: a planner picks the order of the
        day. 0.9 is read off routed days on one area's roads; an assumption elsewhere.
    """

    uses_clusters: ClassVar[bool] = False

    leg_factor: float = 0.9

    def costs(self, area: LocalArea, travel: TravelMatrix, clustering: Clustering) -> VisitCosts:  # noqa: ARG002 - the family's signature
        """Minutes and miles a visit by each team to each setting."""
        legs = {
            profession: mean_legs(
                area, travel, patches(area, travel, profession), profession, self.leg_ends(area)
            )
            for profession in _professions(area)
        }
        return _costs(self, area, travel, legs, leg_factor=self.leg_factor)

    def sentence(self) -> str:
        """Say how the days fall."""
        return (
            f"each setting names its own day, and a day joins {self.visits_in_words} "
            "among those with the same nearest base"
        )


@VISIT_PATTERNS.register("cluster_days")
@dataclass(frozen=True, kw_only=True)
class ClusterDays(VisitFields):
    """Let the settings of a cluster agree their days: a day stays inside one cluster.

    A leg is the mean over the other settings of the cluster, weighted by need of the profession.

    Parameters
    ----------
    leg_factor
        Length of the legs really driven over the mean leg, >= 0: with days agreed, neighbours are
        visited together. 0.7 is read off routed days on one area's roads; an assumption elsewhere.
    """

    leg_factor: float = 0.7

    def costs(self, area: LocalArea, travel: TravelMatrix, clustering: Clustering) -> VisitCosts:
        """Minutes and miles a visit by each team to each setting."""
        index = area.setting_index
        groups = [
            np.array([index[member] for member in cluster.members], dtype=np.int64)
            for cluster in clustering.clusters
        ]
        legs = {
            profession: mean_legs(area, travel, groups, profession, self.leg_ends(area))
            for profession in _professions(area)
        }
        return _costs(self, area, travel, legs, leg_factor=self.leg_factor)

    def sentence(self) -> str:
        """Say how the days fall."""
        visits = self.visits_in_words
        return f"each cluster agrees its days, and a day joins {visits} inside one cluster"


@VISIT_PATTERNS.register("planned_days")
@dataclass(frozen=True, kw_only=True)
class PlannedDays(VisitFields):
    """Let a perfect planner fill the days, every setting free at any time: the lower bound.

    A leg is the mean over the nearest other settings of the area, one fewer than visits a day.

    Parameters
    ----------
    leg_factor
        Length of the legs really driven over the mean leg, >= 0. 1: the nearest settings are
        already the shortest legs there are.
    """

    uses_clusters: ClassVar[bool] = False

    leg_factor: float = 1.0

    def costs(self, area: LocalArea, travel: TravelMatrix, clustering: Clustering) -> VisitCosts:  # noqa: ARG002 - the family's signature
        """Minutes and miles a visit by each team to each setting."""
        settings = len(area.settings)
        each = self.visits_of(area)
        one = no_legs(settings)
        for visits in np.unique(each[each > 1]).tolist():
            nearest = nearest_legs(area, travel, visits - 1, each > 1)
            one = one.where(each != visits, nearest)
        legs = dict.fromkeys(area.professions, one)
        return _costs(self, area, travel, legs, leg_factor=self.leg_factor)

    def sentence(self) -> str:
        """Say how the days fall."""
        visits = self.visits_in_words
        return f"a perfect planner joins {visits} a day, every setting being free at any time"


def bounds(pattern: VisitPattern) -> tuple[ReturnTrips, PlannedDays]:
    """Return the patterns between which good or bad planning of days moves travel.

    Parameters
    ----------
    pattern
        Whose length of a visit, visits a day and sign-in are kept.

    Examples
    --------
    >>> upper, lower = bounds(ClusterDays(visits_per_day=3))
    >>> upper.visits_per_day, lower.visits_per_day, lower.leg_factor
    (3, 3, 1.0)
    """
    hours, visits, sign_in = (
        pattern.hours_per_visit,
        pattern.visits_per_day,
        pattern.sign_in_minutes,
    )
    return (
        ReturnTrips(hours_per_visit=hours, visits_per_day=visits, sign_in_minutes=sign_in),
        PlannedDays(hours_per_visit=hours, visits_per_day=visits, sign_in_minutes=sign_in),
    )


_Pattern = ReturnTrips | OwnDays | ClusterDays | PlannedDays


def _costs(
    pattern: _Pattern,
    area: LocalArea,
    travel: TravelMatrix,
    legs: Mapping[str, Legs],
    *,
    leg_factor: float,
) -> VisitCosts:
    """Apply the formula of the module to every team and setting."""
    driving = _there_and_back(area, travel, travel.minutes)
    miles = _there_and_back(area, travel, travel.miles)
    miles[np.isinf(driving)] = np.inf
    each = pattern.visits_of(area)
    for row, team in enumerate(area.teams):
        onward = legs[team.profession]
        visits = np.where(onward.alone, 1, each)
        for way, leg in ((driving, onward.minutes), (miles, onward.miles)):
            way[row] = (way[row] + (visits - 1) * leg_factor * leg) / visits
    return VisitCosts(
        team_ids=area.team_ids,
        setting_ids=area.setting_ids,
        minutes=driving + pattern.sign_in_minutes,
        driving_minutes=driving,
        miles=miles,
        hours_per_visit=_by_setting(pattern.hours_per_visit, pattern.hours_of(area)),
        visits_per_day=_by_setting(pattern.visits_per_day, each),
        pattern=VISIT_PATTERNS.name_of(pattern),
        parameters=asdict(pattern),
        sentence=pattern.sentence(),
    )


def _by_setting(stated: Any, each: Any) -> Any:  # noqa: ANN401 - a number, or one a setting
    """Return one number where one is stated, and otherwise one entry a setting."""
    return each if isinstance(stated, Mapping) else stated


def _there_and_back(area: LocalArea, travel: TravelMatrix, values: FloatArray) -> FloatArray:
    """From each team's base to each setting and back, in the unit of the values."""
    bases = np.array([travel.index[id_] for id_ in area.team_ids], dtype=np.int64)
    settings = np.array([travel.index[id_] for id_ in area.setting_ids], dtype=np.int64)
    both: FloatArray = values[np.ix_(bases, settings)] + values[np.ix_(settings, bases)].T
    return both


def _professions(area: LocalArea) -> tuple[str, ...]:
    """Professions that have a team, and so visits to cost."""
    return tuple(dict.fromkeys(team.profession for team in area.teams))
