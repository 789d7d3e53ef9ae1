"""Which drawn area each setting stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experts_at_hand.clustering.contiguity.area_file import AreaFile, DrawnAreas
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Setting
from experts_at_hand.errors import DataError

OVERLAP_METRES = 10.0
"""How deep a setting may stand in a second area before that is a contradiction: neighbouring areas
that were digitised apart overlap by a few metres. An assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsInAreas:
    """Which area each setting stands in.

    Parameters
    ----------
    cluster_of
        The area's name, by setting id.
    notes, doubts
        What a reader should know, and what looks wrong.
    drawn
        The areas.
    """

    cluster_of: Mapping[str, str]
    notes: tuple[str, ...]
    doubts: tuple[str, ...]
    drawn: DrawnAreas


def by_polygons(
    area: LocalArea,
    asked: AreaFile,
    *,
    tolerance: float,
) -> SettingsInAreas:
    """Return the area's name for each setting, and what a reader should know.

    Parameters
    ----------
    area
        Whose settings are looked up.
    asked
        Polygons with names.
    tolerance
        Metres that a setting may stand outside the area it is given to.

    Raises
    ------
    DataError
        If the file cannot be used, or settings stand in no area or in two; each is named.
    ScenarioError
        If the file has no such attribute.
    """
    file, drawn = asked.path, asked.read()
    names = [name for name, _ in drawn.areas]
    depths = _depths([shape for _, shape in drawn.areas], area.settings)
    nearest = -float(depths.max(initial=-np.inf))
    if nearest > tolerance:
        problem = (
            f"none of the areas holds a setting, the nearest setting is {nearest / 1000:,.1f} km "
            "away; give the areas of this place, in the coordinate system that the file states"
        )
        raise DataError(file.name, [problem])
    cluster_of: dict[str, str] = {}
    problems: list[str] = []
    notes: list[str] = list(drawn.notes)
    for setting, depth in zip(area.settings, depths, strict=True):
        verdict = _verdict(setting, names, depth, tolerance)
        problems += verdict.problems
        notes += verdict.notes
        cluster_of[setting.id] = verdict.name
    if problems:
        raise DataError(file.name, problems)
    used = set(cluster_of.values())
    empty = sorted(name for name in names if name not in used)
    if empty:
        notes.append(f"areas of {file.name} without a setting are left out: {', '.join(empty)}")
    return SettingsInAreas(
        cluster_of=cluster_of, notes=tuple(notes), doubts=drawn.doubts, drawn=drawn
    )


@dataclass(frozen=True, slots=True)
class _Verdict:
    name: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def _verdict(
    setting: Setting, names: Sequence[str], depth: FloatArray, tolerance: float
) -> _Verdict:
    """Decide for one setting; ``depth`` is metres inside each area, negative outside."""
    who = f"setting {setting.id} ({setting.name})"
    best = int(depth.argmax())
    name = names[best]
    if depth[best] < -tolerance:
        problem = (
            f"{who} at easting {setting.place.easting:.0f}, northing {setting.place.northing:.0f} "
            f"is in none of the areas; the nearest, {name}, is {-depth[best]:,.0f} m away; "
            "draw the areas so that they hold it, correct its place, or raise tolerance_metres"
        )
        return _Verdict(problems=(problem,))
    within = [n for n, metres in zip(names, depth.tolist(), strict=True) if metres > OVERLAP_METRES]
    if len(within) > 1:
        problem = f"{who} is in {len(within)} areas: {', '.join(within)}; let them not overlap"
        return _Verdict(problems=(problem,))
    if depth[best] < 0:
        note = f"{who} is {-depth[best]:,.0f} m outside {name}, the nearest area; taken as within"
        return _Verdict(name, notes=(note,))
    also = [n for n, metres in zip(names, depth.tolist(), strict=True) if metres >= 0 and n != name]
    if also:
        note = f"{who} stands at the edge of {', '.join(also)} too; taken as within {name}"
        return _Verdict(name, notes=(note,))
    return _Verdict(name)


def _depths(shapes: Sequence[Any], settings: Sequence[Setting]) -> FloatArray:
    """Return settings x areas: metres to the rim of the area, negative outside."""
    import shapely

    points = shapely.points([(s.place.easting, s.place.northing) for s in settings])
    depths = np.empty((len(settings), len(shapes)))
    for column, shape in enumerate(shapes):
        shapely.prepare(shape)
        inside = shapely.covers(shape, points)
        rim = shapely.distance(shapely.boundary(shape), points)
        depths[:, column] = np.where(inside, rim, -rim)
    # An area without a rim would be the deepest of all: `read_areas` lets none through.
    assert np.isfinite(depths).all()  # noqa: S101 - a silent wrong group otherwise
    return depths
