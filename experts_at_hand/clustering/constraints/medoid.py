"""The middle of a cluster, and how far its settings are from it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.constraints.size_bounds import need_weights
from experts_at_hand.clustering.constraints.tolerances import HUB_DECIMALS
from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix

OBJECTIVE_UNIT = "need-weighted minutes to the hub"
"""Unit of the objective that every method reports, so that clusterings can be compared."""

OUT_OF_REACH = 10.0
"""A pair without a way between them counts as this many times the longest way there is, where it
has to count: a search must prefer any way to none, and still compare."""


def need_shares(area: LocalArea) -> FloatArray:
    """Each setting's share of the area's need, in the area's order; equal where nobody has need."""
    need = need_weights(area)
    total = math.fsum(need)  # exact, so that the order of rows cannot show
    shares: FloatArray = need / total if total > 0 else np.full(len(need), 1 / max(1, len(need)))
    return shares


@dataclass(frozen=True, slots=True)
class Hub:
    """The middle of a group of settings.

    Parameters
    ----------
    id
        Of the setting.
    cost
        Sum over the members it can reach of share of the area's need x minutes from the hub.
    unreached
        Members that it cannot reach, in order of id.
    """

    id: str
    cost: float
    unreached: tuple[str, ...] = ()


def hub_at(id_: str, members: Sequence[str], area: LocalArea, travel: TravelMatrix) -> Hub:
    """Return a hub that is settled: a setting or a team, with its cost to a group of settings.

    Parameters
    ----------
    id_
        Of the setting, or of the team whose base it is.
    members, area, travel
        As for `hub_of`.
    """
    ids = sorted(members)
    shares = need_shares(area)[[area.setting_index[member] for member in ids]]
    minutes = travel.minutes_between([id_], ids)[0]
    away = np.isinf(minutes)
    unreached = tuple(member for member, gone in zip(ids, away.tolist(), strict=True) if gone)
    return Hub(id_, float(np.where(away, 0.0, minutes) @ shares), unreached)


def far_minutes(minutes: FloatArray) -> float:
    """Return the minutes that stand for no way at all, see `OUT_OF_REACH`."""
    finite = minutes[np.isfinite(minutes)]
    return OUT_OF_REACH * max(float(finite.max(initial=0.0)), 1.0)


def hub_of(members: Sequence[str], area: LocalArea, travel: TravelMatrix) -> Hub:
    """Return the setting in the middle of a group of settings.

    It is the member from which the others are reached in the fewest need-weighted minutes (their
    medoid), one-way from hub to member. Where some members cannot be reached from one another, the
    hub leaves the least need out of reach. Ties go to the smallest id.

    Parameters
    ----------
    members
        Ids of settings of the area, at least one.
    area, travel
        Where need and minutes come from.
    """
    ids = sorted(members)
    shares = need_shares(area)[[area.setting_index[id_] for id_ in ids]]
    minutes = travel.minutes_between(ids, ids)
    away: BoolArray = np.isinf(minutes)
    if not shares.any():
        shares = np.full(len(ids), 1e-12)  # no need here: any weight ranks the hubs, none costs
    cost = np.where(away, 0.0, minutes) @ shares
    order = np.lexsort(
        (
            np.arange(len(ids)),
            np.round(cost / shares.sum(), HUB_DECIMALS),
            away.sum(axis=1),
            np.round(away @ shares, HUB_DECIMALS + 6),
        )
    )
    hub = int(order[0])
    unreached = tuple(id_ for id_, gone in zip(ids, away[hub].tolist(), strict=True) if gone)
    return Hub(ids[hub], float(cost[hub]), unreached)
