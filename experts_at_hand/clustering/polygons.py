"""Which drawn area each setting stands in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experts_at_hand.contracts import nearest
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Setting
from experts_at_hand.errors import DataError, ScenarioError

NAMING = ("cluster_id", "cluster", "id", "name")
"""Attributes that are taken for the name of an area, the first that is there."""

ONS_NAME = re.compile(r"[a-z]{2,8}\d\dnm")
"""How the Office for National Statistics calls the name of a ward, district or other area in its
boundary files: ``WD23NM``, ``LAD24NM``, ``LSOA21NM``."""

GRID = 27700
"""EPSG code of the British National Grid, in metres."""


def by_polygons(
    area: LocalArea, file: Path, *, name_column: str | None, tolerance: float
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the area's name for each setting, and what a reader should know.

    Parameters
    ----------
    area
        Whose settings are looked up.
    file
        Polygons with names, as GeoJSON, GeoPackage or shapefile.
    name_column
        The attribute that names them; ``None`` takes the first of `NAMING` that is there.
    tolerance
        Metres that a setting may stand outside the area it is given to, or inside a second one.

    Raises
    ------
    DataError
        If the file cannot be used, or settings stand in no area or in two; each is named.
    ScenarioError
        If the file has no such attribute.
    """
    drawn = _read(file, name_column)
    names = [name for name, _ in drawn]
    depths = _depths([shape for _, shape in drawn], area.settings)
    cluster_of: dict[str, str] = {}
    problems: list[str] = []
    notes: list[str] = []
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
    return cluster_of, tuple(notes)


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
    within = [n for n, metres in zip(names, depth.tolist(), strict=True) if metres > tolerance]
    if len(within) > 1:
        problem = f"{who} is in {len(within)} areas: {', '.join(within)}; let them not overlap"
        return _Verdict(problems=(problem,))
    if depth[best] < 0:
        note = f"{who} is {-depth[best]:,.0f} m outside {name}, the nearest area; taken as within"
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
    return depths


def _read(file: Path, name_column: str | None) -> list[tuple[str, Any]]:
    """Areas on the national grid, one a name, in order of name."""
    frame = _frame(file)
    column = _name_column(frame, file, name_column)
    problems = [
        f"row {row}: found {shape.geom_type if shape is not None else 'no shape'}; "
        "every row must be a polygon"
        for row, shape in enumerate(frame.geometry, start=1)
        if shape is None or shape.is_empty or "Polygon" not in shape.geom_type
    ]
    labels = ["" if _blank(value) else str(value).strip() for value in frame[column]]
    problems += [
        f"row {row}, attribute {column}: found a blank; write the name of the area"
        for row, label in enumerate(labels, start=1)
        if not label
    ]
    if problems:
        raise DataError(file.name, problems)
    shapes = frame.geometry.make_valid().to_crs(epsg=GRID)
    merged = shapes.groupby(labels, sort=True).agg(lambda parts: parts.union_all())
    return [(str(name), shape) for name, shape in merged.items()]


def _frame(file: Path) -> Any:  # noqa: ANN401 - a GeoDataFrame; geopandas ships no types
    if not file.exists():
        raise DataError(file.name, [f"found no file {file}; correct the path in the scenario"])
    import geopandas
    import pyogrio.errors

    try:
        frame = geopandas.read_file(file)
    except (pyogrio.errors.DataSourceError, ValueError) as refusal:
        raise DataError(
            file.name,
            [f"cannot be read as GeoJSON, GeoPackage or shapefile ({refusal}); export it again"],
        ) from refusal
    if not isinstance(frame, geopandas.GeoDataFrame) or not len(frame):
        raise DataError(file.name, ["found no areas; save the polygons of the clusters in it"])
    if frame.crs is None:
        raise DataError(
            file.name,
            ["states no coordinate system; save it with one, such as EPSG:27700 or EPSG:4326"],
        )
    return frame


def _name_column(frame: Any, file: Path, asked: str | None) -> str:  # noqa: ANN401 - as above
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    where = "clustering method 'drawn'"
    if asked is None:
        by_word = {column.lower(): column for column in reversed(columns)}
        found = [by_word[word] for word in NAMING if word in by_word]
        found += [column for column in columns if ONS_NAME.fullmatch(column.lower())]
        if not found:
            raise ScenarioError(
                where,
                [
                    f"name_column is not given and {file.name} has none of {', '.join(NAMING)}; "
                    f"name_column may be one of: {', '.join(columns) or 'no attribute is there'}"
                ],
            )
        return found[0]
    if asked not in columns:
        raise ScenarioError(where, [f"{file.name} has no {asked!r}; {nearest(asked, columns)}"])
    return asked


def _blank(value: object) -> bool:
    return value is None or value != value or not str(value).strip()  # noqa: PLR0124 - NaN
