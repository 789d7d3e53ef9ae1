"""A file of road links -> links on the British National Grid, with the columns a plan needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.errors import DataError, ScenarioError, nearest
from experts_at_hand.tables.spatial_file import (
    FARTHEST_METRES,
    GRID,
    chosen_layer,
    refuse_absent,
    unreadable,
    without_crs,
)
from experts_at_hand.travel.roads.attributes import (
    OTHER_LINES,
    lists_as_text,
    one_text,
    one_way_text,
    with_other_lines,
)

CLASS_COLUMNS = (
    "classifica",
    "classification",
    "roadfunction",
    "road_function",
    "function",
    "roadclassification",
    "road_classification",
    "roadclass",
    "road_class",
    "class",
    "highway",
    "fclass",
)
ONE_WAY_COLUMNS = ("oneway", "one_way", "directionality", "direction")
NODE_COLUMNS = (
    ("start_node", "end_node"),
    ("startnode", "endnode"),
    ("u", "v"),
    ("from_node", "to_node"),
    ("fnode", "tnode"),
    ("source", "target"),
)
"""Columns taken for the class, the one-way sign and the two ends, the first that is there; capitals
do not matter. They are the words of Ordnance Survey, OpenStreetMap and their usual converters."""


CURVES = range(8, 13)
"""Codes of the shapes that arcs make, from CIRCULARSTRING to MULTISURFACE (ISO 13249-3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns that the user names; ``None`` takes the first known one that is there.

    Parameters
    ----------
    road_class, one_way, start_node, end_node
        Names as the file spells them.
    layer
        The layer of a GeoPackage.
    """

    road_class: str | None = None
    one_way: str | None = None
    start_node: str | None = None
    end_node: str | None = None
    layer: str | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class RoadLinks:
    """Links as a file states them, one entry a line.

    Parameters
    ----------
    lines
        Shapely lines on the British National Grid.
    road_class, one_way
        Text of those columns, empty where blank; ``None`` where the file has no such column.
    start_node, end_node
        Ids of the junctions, empty where blank; ``None`` where the file has no such columns.
    notes
        What was left out on the way.
    """

    lines: NDArray[Any] = field(repr=False)
    road_class: tuple[str, ...] | None = field(repr=False)
    one_way: tuple[str, ...] | None = field(repr=False)
    start_node: tuple[str, ...] | None = field(repr=False)
    end_node: tuple[str, ...] | None = field(repr=False)
    notes: tuple[str, ...] = ()

    @property
    def ends(self) -> FloatArray:
        """Links x 2 x 2: x and y of start and end, metres."""
        return _ends(self.lines)


def read_links(file: Path, columns: Columns) -> RoadLinks:
    """Read links from GeoJSON, GeoPackage, a shapefile, or what else GDAL reads.

    Parameters
    ----------
    file
        In any stated coordinate system; GeoJSON without one is in degrees (EPSG:4326).
    columns
        Which columns to take.

    Raises
    ------
    DataError
        If the file is missing, cannot be read, states no coordinate system, or has no lines on
        the map of Great Britain.
    ScenarioError
        If a named column or layer is not there.
    """
    import shapely

    refuse_absent(file)
    crs, shapes, text = _read(file, columns)
    if crs is None:
        raise without_crs(file)
    lines, row, notes = _lines(shapes)
    if not len(lines):
        raise DataError(
            file.name, ["has no lines; choose the file or layer of road links, not of junctions"]
        )
    lines = _on_grid(file, lines, crs)
    taken = {
        key: None if values is None else tuple(values[i] for i in row.tolist())
        for key, values in text.items()
    }
    # The inner ends of a link in several pieces are no junctions with an id.
    inner = row[1:] == row[:-1]
    for key, at in (("start_node", np.append(False, inner)), ("end_node", np.append(inner, False))):
        ids = taken[key]
        if ids is not None:
            taken[key] = tuple(np.where(at, "", np.array(ids, dtype=object)).tolist())
    return RoadLinks(lines=shapely.force_2d(lines), notes=notes, **taken)


def _read(file: Path, columns: Columns) -> tuple[Any, NDArray[Any], dict[str, list[str] | None]]:
    """Coordinate system, shapes, and the text of each column that was found."""
    import pyogrio

    try:
        layer = _layer(file, columns.layer)
        info = pyogrio.read_info(file, layer=layer)
        known = [str(name) for name in info["fields"]]
        names = _find(file, known, columns)
        by_word = {name.lower(): name for name in known}
        further = [
            by_word[w]
            for w in OTHER_LINES
            if names["road_class"] == by_word.get("highway") and w in by_word
        ]
        wanted = sorted({*further, *(name for name in names.values() if name is not None)})
        meta, _, shapes, values = pyogrio.raw.read(
            file, layer=layer, columns=wanted, **lists_as_text(info)
        )
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
        UnicodeDecodeError,  # of text that the reader takes for UTF-8
    ) as refusal:
        raise unreadable(file, refusal) from refusal
    if shapes is None:
        raise DataError(file.name, ["has no shapes; export the road links with their lines"])
    column = {
        name: [one_text(value) for value in column_values.tolist()]
        for name, column_values in zip(meta["fields"].tolist(), values, strict=True)
    }
    text = {key: None if name is None else column[name] for key, name in names.items()}
    one_way = names["one_way"]
    if one_way is not None and text["one_way"] is not None:
        raw = values[meta["fields"].tolist().index(one_way)].tolist()
        text["one_way"] = [one_way_text(value) for value in raw]
    if text["road_class"] is not None:
        others = [column[name] for name in further if name in column]
        text["road_class"] = with_other_lines(text["road_class"], further, others)
    return meta["crs"], from_wkb(shapes), text


def from_wkb(shapes: Sequence[bytes | None]) -> NDArray[Any]:
    """Return shapes; ``None`` for what GEOS cannot hold: a line of one point, or a curve."""
    import shapely

    straight = [None if shape is None or _is_curved(shape) else shape for shape in shapes]
    found: NDArray[Any] = shapely.from_wkb(np.array(straight, dtype=object), on_invalid="ignore")
    return found


def _is_curved(shape: bytes) -> bool:
    """Whether a shape in well-known binary is made of arcs."""
    order: Literal["little", "big"] = "little" if shape[:1] == b"\x01" else "big"
    kind = int.from_bytes(shape[1:5], order) & 0x0FFFFFFF  # without the flags for Z, M and SRID
    return kind % 1000 in CURVES  # ISO adds thousands for Z and M


def _layer(file: Path, asked: str | None) -> str | None:
    """Return the layer to read: the one asked for, or the only one that has lines."""
    import pyogrio

    layers = {str(name): str(kind) for name, kind in pyogrio.list_layers(file)}
    lines = [name for name, kind in layers.items() if "LineString" in kind]
    return chosen_layer(
        file, list(layers), lines, asked, kind="lines", asked_by="travel method 'road_network'"
    )


def _find(file: Path, known: Sequence[str], columns: Columns) -> dict[str, str | None]:
    """Match the columns wanted with those of the file."""
    asked = {
        "class_column": columns.road_class,
        "oneway_column": columns.one_way,
        "start_column": columns.start_node,
        "end_column": columns.end_node,
    }
    strange = [
        f"{key}: {file.name} has no column {name!r}; {nearest(name, known)}"
        for key, name in asked.items()
        if name is not None and name not in known
    ]
    if strange:
        raise ScenarioError("travel method 'road_network'", strange)
    by_word = {name.lower(): name for name in reversed(known)}
    start, end = columns.start_node, columns.end_node
    for a, b in NODE_COLUMNS:
        if start is None and a in by_word and b in by_word:
            start, end = by_word[a], by_word[b]
    return {
        "road_class": columns.road_class or _first(CLASS_COLUMNS, by_word),
        "one_way": columns.one_way or _first(ONE_WAY_COLUMNS, by_word),
        "start_node": start,
        "end_node": end,
    }


def _first(words: Sequence[str], by_word: Mapping[str, str]) -> str | None:
    return next((by_word[word] for word in words if word in by_word), None)


def _lines(shapes: NDArray[Any]) -> tuple[NDArray[Any], IntArray, tuple[str, ...]]:
    """Single lines, the row each comes from, and what was left out."""
    import shapely

    shapes = np.asarray(shapes, dtype=object)
    kinds = shapely.get_type_id(shapes)
    single, several = shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING
    usable = np.isin(kinds, (single, several)) & ~shapely.is_empty(shapes)
    joined = shapes.copy()
    # Pieces that follow one another are one link; their direction is kept for one-way streets.
    joined[kinds == several] = shapely.line_merge(shapes[kinds == several], directed=True)
    rows = np.flatnonzero(usable)
    lines, at = shapely.get_parts(joined[rows], return_index=True)
    left_out = len(shapes) - len(rows)
    notes = (f"rows of the roads without a line are left out: {left_out:,}",) if left_out else ()
    return lines, rows[at], notes


def _on_grid(file: Path, lines: NDArray[Any], crs: str) -> NDArray[Any]:
    """Lines on the British National Grid."""
    import pyproj
    import shapely

    system = pyproj.CRS.from_user_input(crs)
    if system.to_epsg() != GRID:
        to_grid = pyproj.Transformer.from_crs(system, GRID, always_xy=True)
        xy = shapely.get_coordinates(lines)
        lines = shapely.set_coordinates(
            shapely.force_2d(lines), np.column_stack(to_grid.transform(xy[:, 0], xy[:, 1]))
        )
    if not (np.abs(shapely.get_coordinates(lines)) < FARTHEST_METRES).all():
        raise DataError(
            file.name,
            [
                f"has links far from Great Britain; its coordinates do not fit the coordinate "
                f"system it states, {system.name}; export it again"
            ],
        )
    return lines


def _ends(lines: NDArray[Any]) -> FloatArray:
    """Links x 2 x 2: x and y of start and end."""
    import shapely

    ends = [shapely.get_coordinates(shapely.get_point(lines, at)) for at in (0, -1)]
    return np.stack(ends, axis=1)
