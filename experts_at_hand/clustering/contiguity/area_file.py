"""A file of drawn areas -> named polygons on the British National Grid, or every row's fault."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experts_at_hand.errors import DataError, ScenarioError, nearest
from experts_at_hand.tables.spatial_file import (
    FARTHEST_METRES,
    GRID,
    chosen_layer,
    refuse_absent,
    unreadable,
    without_crs,
)
from experts_at_hand.tables.values import is_missing, text_of

NAMING = ("cluster_id", "cluster", "id", "name")
"""Attributes that are taken for the name of an area, the first that is there."""

ONS_NAME = re.compile(r"[a-z]{2,8}\d\dnm")
"""How the Office for National Statistics calls the name of a ward, district or other area in its
boundary files: ``WD23NM``, ``LAD24NM``, ``LSOA21NM``."""

CODE_COLUMNS = re.compile(r"[a-z]{2,8}\d\dcd|code|gss_code|cluster_id")
"""Attributes that tell areas of one name apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnAreas:
    """Areas on a map.

    Parameters
    ----------
    areas
        Name and shape on the national grid, one a name, in order of name.
    notes
        Which attribute names them, where that was not stated.
    doubts
        Names that are shared by areas with different codes, or nearly alike.
    """

    areas: tuple[tuple[str, Any], ...]
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaFile:
    """A file of areas, and what is asked of it.

    Parameters
    ----------
    path
        Polygons with names, as GeoJSON, GeoPackage or shapefile.
    name_column
        The attribute that names them; ``None`` takes the first of `NAMING` that is there.
    layer
        The layer of a GeoPackage; needed where there are several.
    asked_by
        Who asks, for messages.
    """

    path: Path
    name_column: str | None = None
    layer: str | None = None
    asked_by: str = "clustering"

    def read(self) -> DrawnAreas:
        """Return the areas of the file, and what a reader should know of their names.

        Raises
        ------
        DataError
            If the file cannot be read or a row is no area with a name; every such row is listed.
        ScenarioError
            If there is no such attribute or layer, or several layers and none is named.
        """
        return _read(self)


def _read(asked: AreaFile) -> DrawnAreas:
    file = asked.path
    frame = _frame(asked)
    column = _name_column(frame, asked)
    labels = [_label(value) for value in frame[column]]
    problems = [
        f"row {row}, attribute {column}: found a blank; write the name of the area"
        for row, label in enumerate(labels, start=1)
        if not label
    ]
    shapes = []
    for row, shape in enumerate(_on_grid(frame), start=1):
        whole = _polygons(shape)
        fault = _fault(shape, whole)
        if fault:
            problems.append(f"row {row}: {fault}")
        shapes.append(whole)
    if problems:
        raise DataError(file.name, problems)
    import shapely

    parts: dict[str, list[Any]] = defaultdict(list)
    for label, shape in zip(labels, shapes, strict=True):
        parts[label].append(shape)
    taken = (f"areas of {file.name} are named by their attribute {column}",)
    return DrawnAreas(
        areas=tuple((name, shapely.union_all(parts[name])) for name in sorted(parts)),
        notes=taken if asked.name_column is None else (),
        doubts=(*_twins(frame, column, labels, file), *_alike(sorted(parts), file)),
    )


def _label(value: object) -> str:
    """Return the name of an area as text, blank where a mark says that it has none."""
    text = text_of(value)
    return "" if is_missing(text) else text


def _twins(
    frame: Any,  # noqa: ANN401 - a GeoDataFrame; geopandas ships no types
    column: str,
    labels: Sequence[str],
    file: Path,
) -> Iterator[str]:
    """Yield names that stand for several areas by another attribute: they become one cluster."""
    for other in map(str, frame.columns):
        if other == column or not CODE_COLUMNS.fullmatch(other.lower()):
            continue
        codes: Mapping[str, set[str]] = defaultdict(set)
        for label, value in zip(labels, frame[other], strict=True):
            codes[label].add(text_of(value))
        several = {label: sorted(found) for label, found in codes.items() if len(found) > 1}
        # Where nearly every name has several codes, areas are joined on purpose.
        if len(codes) == 1 or len(several) <= len(codes) / 2:
            for label, found in several.items():
                yield (
                    f"{file.name}: {label} is the name of {len(found)} areas by {other} "
                    f"({', '.join(found[:5])}), taken as one; state name_column = {other!r} to "
                    "tell them apart"
                )


def _on_grid(frame: Any) -> list[Any]:  # noqa: ANN401 - a GeoDataFrame; geopandas ships no types
    return list(frame.geometry.to_crs(epsg=GRID))


def _polygons(shape: Any) -> Any:  # noqa: ANN401 - shapely ships no types
    """Return the polygonal part of a shape, made valid; ``None`` where there is none.

    A spike or a line that hangs on an area makes a collection of it: the line is no area.
    """
    import shapely

    if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
        return None
    parts = shapely.get_parts(shapely.make_valid(shape)).tolist()
    flat = [piece for part in parts for piece in shapely.get_parts(part).tolist()]
    whole = [part for part in flat if part.geom_type == "Polygon" and part.area > 0]
    return shapely.union_all(whole) if whole else None


def _fault(shape: Any, whole: Any) -> str:  # noqa: ANN401 - shapely ships no types
    """Say why a row is no area; empty where it is one."""
    if shape is None or shape.is_empty:
        return "found no shape; every row must be a polygon"
    if not np.isfinite(shape.bounds).all():
        return "found coordinates without end; they do not fit the coordinate system stated"
    if whole is None:
        return f"found {shape.geom_type} without any area; every row must be a polygon"
    if max(abs(value) for value in whole.bounds) > FARTHEST_METRES:
        return (
            "found an area far outside Great Britain; its coordinates do not fit the coordinate "
            "system that the file states"
        )
    return ""


def _alike(names: Sequence[str], file: Path) -> tuple[str, ...]:
    """Note names that differ in capitals, blanks or leading zeros only."""
    plain: Mapping[str, list[str]] = defaultdict(list)
    for name in names:
        plain[re.sub(r"(?<!\d)0+(?=\d)", "", "".join(name.casefold().split()))].append(name)
    return tuple(
        f"{file.name}: {' and '.join(same)} are taken as different areas; their names differ only "
        "in capitals, blanks or leading zeros"
        for same in plain.values()
        if len(same) > 1
    )


def _frame(asked: AreaFile) -> Any:  # noqa: ANN401 - a GeoDataFrame; no types
    file = asked.path
    refuse_absent(file)
    import geopandas
    import pyogrio.errors
    import shapely.errors

    try:
        # A table without shapes is no layer of areas.
        layers = [str(name) for name, kind in pyogrio.list_layers(file).tolist() if kind]
        layer = chosen_layer(
            file, layers, layers, asked.layer, kind="areas", asked_by=asked.asked_by
        )
        frame = geopandas.read_file(file, layer=layer)
    except ScenarioError:
        raise
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
        pyogrio.errors.GeometryError,
        shapely.errors.ShapelyError,
        NotImplementedError,  # arcs, which GEOS does not hold
        ValueError,
    ) as refusal:
        raise unreadable(file, refusal) from refusal
    if not isinstance(frame, geopandas.GeoDataFrame) or not len(frame):
        raise DataError(file.name, ["found no areas; save the polygons of the clusters in it"])
    if frame.crs is None:
        raise without_crs(file)
    return frame


def _name_column(frame: Any, areas: AreaFile) -> str:  # noqa: ANN401 - as above
    file, asked, where = areas.path, areas.name_column, areas.asked_by
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
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
