"""Legs between settings on one day: how long the drive from a visit to the next one is.

A leg between ``s`` and ``u`` is symmetrised, ``(m[s, u] + m[u, s]) / 2``, since a day's round may
be driven either way. Where one of the two ways is missing nobody can drive the round, and the pair
is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.travel_matrix import TravelMatrix

MICRO = 6
"""Decimals of a minute that count when two journeys are compared: less is the computer's rounding,
and a map moved aside must give the same patches."""

BLOCK = 2_000_000
"""Entries worked on at a time: 16 MB an array, so that 3,000 settings need no spare gigabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """The mean leg at each setting, for one profession.

    Parameters
    ----------
    minutes, miles
        Of a leg, one entry a setting; 0 where the setting is alone.
    alone
        Whether there is no other setting to drive on to.
    """

    minutes: FloatArray
    miles: FloatArray
    alone: BoolArray

    def where(self, kept: BoolArray, others: "Legs") -> "Legs":
        """Return these legs where they are kept, and others elsewhere."""
        return Legs(
            minutes=np.where(kept, self.minutes, others.minutes),
            miles=np.where(kept, self.miles, others.miles),
            alone=np.where(kept, self.alone, others.alone),
        )


def no_legs(settings: int) -> Legs:
    """Return legs where no setting has another to drive on to."""
    zero = np.zeros(settings)
    return Legs(minutes=zero, miles=zero, alone=np.ones(settings, dtype=np.bool_))


def mean_legs(
    area: LocalArea,
    travel: TravelMatrix,
    groups: Sequence[IntArray],
    profession: str,
    ends: FloatArray | None = None,
) -> Legs:
    """Mean leg from each setting to the others of its group, weighted by need.

    Parameters
    ----------
    area, travel
        Whose settings, and the travel between them.
    groups
        Positions of settings in the area, disjoint; a setting in no group is alone.
    profession
        Whose need weighs. Where nobody else within reach has any, all count the same.
    ends
        Where phases differ: ends of legs that an hour of need brings about, one entry a setting. A
        setting without any fills whole days, and no leg leads there.
    """
    need = area.need.of(profession)
    joined = np.ones(len(need), dtype=np.bool_) if ends is None else ends > 0
    if ends is not None:
        need = need * ends
    where = _positions(area, travel)
    minutes, miles = np.zeros(len(where)), np.zeros(len(where))
    alone = np.ones(len(where), dtype=np.bool_)
    for group in groups:
        for rows in _chunks(group, len(group)):
            leg, leg_miles, others = _block(travel, where[rows], where[group], joined[group])
            count = others.sum(axis=1)
            weight = others @ need[group]
            equal = weight <= 0
            total = np.where(equal, np.maximum(count, 1), weight)
            for legs, result in ((leg, minutes), (leg_miles, miles)):
                result[rows] = np.where(equal, legs.sum(axis=1), legs @ need[group]) / total
            alone[rows] = count == 0
    return Legs(minutes=minutes, miles=miles, alone=alone)


def nearest_legs(
    area: LocalArea, travel: TravelMatrix, how_many: int, joined: BoolArray | None = None
) -> Legs:
    """Mean leg from each setting to its nearest others, by minutes and then by miles.

    Parameters
    ----------
    area, travel
        Whose settings, and the travel between them.
    how_many
        Nearest others that count, >= 1; where fewer are within reach, those there are.
    joined
        Whether a leg may lead to a setting, one entry each; all unless stated.
    """
    joins = np.ones(len(area.settings), dtype=np.bool_) if joined is None else joined
    where = _positions(area, travel)
    minutes, miles = np.zeros(len(where)), np.zeros(len(where))
    alone = np.ones(len(where), dtype=np.bool_)
    for rows in _chunks(np.arange(len(where)), len(where)):
        leg, leg_miles, others = _block(travel, where[rows], where, joins)
        row, column = _nearest(np.round(leg, MICRO), leg_miles, others, how_many)
        count = np.bincount(row, minlength=len(rows))
        for legs, result in ((leg, minutes), (leg_miles, miles)):
            sums = np.bincount(row, weights=legs[row, column], minlength=len(rows))
            result[rows] = sums / np.maximum(count, 1)
        alone[rows] = count == 0
    return Legs(minutes=minutes, miles=miles, alone=alone)


def _nearest(
    minutes: FloatArray, miles: FloatArray, others: BoolArray, how_many: int
) -> tuple[IntArray, IntArray]:
    """Row and column of the nearest others of each row, the rows in ascending order."""
    compared = np.where(others, minutes, np.inf)
    last = min(how_many, compared.shape[1]) - 1
    farthest = np.partition(compared, last, axis=1)[:, last]
    row, column = np.nonzero(others & (compared <= farthest[:, None]))
    order = np.lexsort((miles[row, column], compared[row, column], row))
    row, column = row[order], column[order]
    first = np.searchsorted(row, np.arange(len(compared)))
    kept = np.arange(len(row)) - first[row] < how_many
    return row[kept], column[kept]


def patches(area: LocalArea, travel: TravelMatrix, profession: str) -> tuple[IntArray, ...]:
    """Group settings by their nearest base of the profession, in one-way minutes from the base.

    Teams at one place share one base; a base whose posts are all empty sends nobody out and shapes
    no patch. A tie goes to the base that stands first from west to east,
    then from south to north. Settings that no base reaches are in no patch.

    Parameters
    ----------
    area
        Whose settings are shared out.
    travel
        Of that area.
    profession
        Whose teams' bases count.
    """
    bases: dict[tuple[float, float], list[str]] = {}
    staffed = [team for team in area.teams_of(profession) if team.offer_wte > 0]
    for team in staffed or area.teams_of(profession):
        bases.setdefault(_position(team.place), []).append(team.id)
    if not bases or not area.settings:
        return ()
    minutes = np.array(
        [
            travel.minutes_between(bases[base], area.setting_ids).min(axis=0)
            for base in sorted(bases)
        ]
    )
    nearest = np.round(minutes, MICRO).argmin(axis=0)
    reached = np.isfinite(minutes).any(axis=0)
    return tuple(np.flatnonzero(reached & (nearest == base)) for base in range(len(bases)))


def _positions(area: LocalArea, travel: TravelMatrix) -> IntArray:
    """Row of each setting of the area in the matrix."""
    return np.array([travel.index[id_] for id_ in area.setting_ids], dtype=np.int64)


def _position(place: Place) -> tuple[float, float]:
    return (place.easting, place.northing)


def _chunks(positions: IntArray, width: int) -> list[IntArray]:
    """Split positions so that a block of the given width stays small."""
    rows = max(1, BLOCK // max(1, width))
    return [positions[i : i + rows] for i in range(0, len(positions), rows)]


def _block(
    travel: TravelMatrix, rows: IntArray, columns: IntArray, joined: BoolArray
) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Minutes and miles of each leg, and which legs are driven; 0 where one is not."""
    there, back = np.ix_(rows, columns), np.ix_(columns, rows)
    minutes = (travel.minutes[there] + travel.minutes[back].T) / 2
    miles = (travel.miles[there] + travel.miles[back].T) / 2
    others: BoolArray = np.isfinite(minutes) & np.isfinite(miles)
    others &= (rows[:, None] != columns) & joined
    minutes[~others] = 0.0
    miles[~others] = 0.0
    return minutes, miles, others
