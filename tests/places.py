"""A tiny country where one kilometre is one minute, so that answers can be derived by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.allocation.solve import DEFAULT_OBJECTIVES
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import Team, WorkingYear
from experts_at_hand.registry.protocols import (
    VISIT_PATTERNS,
    AllocationMethod,
    Objective,
    Rule,
    VisitPattern,
)

HOURS_PER_WTE = WorkingYear().hours_per_wte

DOORSTEP = VISIT_PATTERNS.build("return", hours_per_visit=1.0, sign_in_minutes=0.0)
"""Every visit its own trip, an hour long, no signing in: k = 1 + 2 minutes / 60."""


@dataclass(frozen=True)
class TinyPlace:
    """An area with the travel and the clusters that go with it."""

    area: LocalArea
    travel: TravelMatrix
    clustering: Clustering
    visits: VisitPattern = DOORSTEP


def allocated_by(place: TinyPlace, method: AllocationMethod) -> Allocation:
    """Let a method that measures share hours out; it heeds neither rules nor aims."""
    return method.allocate(
        place.area,
        place.travel,
        place.clustering,
        visits=place.visits,
        rules=(),
        objectives=(),
        time_limit_seconds=None,
    )


def tiny_place(
    needs: Mapping[str, tuple[float, float]],
    teams: Mapping[str, tuple[float, float]],
    *,
    ot_teams: Mapping[str, tuple[float, float]] | None = None,
    groups: Sequence[Sequence[str]] | None = None,
) -> TinyPlace:
    """Build settings and teams on a straight road.

    Parameters
    ----------
    needs
        (kilometre, hours of each profession needed) by setting id.
    teams, ot_teams
        (kilometre, working hours a year) by team id: SALT, and OT where there are any.
    groups
        Clusters as lists of setting ids, hub first; all together unless stated.
    """
    staff = [("salt", teams), ("ot", ot_teams or {})]
    area = LocalArea(
        name="tiny",
        settings=tuple(
            Setting(
                id=id_,
                name=id_.upper(),
                phase=Phase.PRIMARY,
                place=Place(easting=1000 * km, northing=0),
                need_hours={"salt": need, "ot": need},
            )
            for id_, (km, need) in needs.items()
        ),
        teams=tuple(
            Team(
                id=id_,
                profession=profession,
                wte=hours / HOURS_PER_WTE,
                place=Place(easting=1000 * km, northing=0),
            )
            for profession, listed in staff
            for id_, (km, hours) in listed.items()
        ),
    )
    km = np.array([place.easting / 1000 for place in area.places.values()])
    minutes = np.abs(km[:, None] - km[None, :])
    travel = TravelMatrix(ids=tuple(area.places), minutes=minutes, miles=minutes / 1.609344)
    lists = [list(needs)] if groups is None else groups
    clustering = Clustering(
        clusters=tuple(
            Cluster(id=f"C{i}", name=f"C{i}", hub_id=members[0], members=tuple(members))
            for i, members in enumerate(lists, start=1)
        ),
        method="drawn",
    )
    return TinyPlace(area, travel, clustering)


def plan(
    place: TinyPlace,
    rules: Sequence[Rule] = (),
    objectives: Sequence[Objective] = DEFAULT_OBJECTIVES,
) -> Allocation:
    """Allocate and check the answer in plain arithmetic."""
    answer = allocate(
        place.area, place.travel, place.clustering, rules, objectives, visits=place.visits
    )
    assert verify(place.area, place.travel, place.clustering, answer) == ()
    return answer


small_needs = st.lists(
    st.tuples(st.integers(0, 60), st.integers(10, 200)), min_size=1, max_size=6
).map(lambda rows: {f"s{i}": row for i, row in enumerate(rows)})
small_teams = st.lists(
    st.tuples(st.integers(0, 60), st.integers(5, 300)), min_size=1, max_size=4
).map(lambda rows: {f"t{i}": row for i, row in enumerate(rows)})
