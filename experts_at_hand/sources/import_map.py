"""Roads and the boundary, cut out of a map of the country for one area.

Roads are lines: OS Open Roads (``road_link`` with ``start_node`` and ``end_node``), OS OpenMap
Local, OpenStreetMap extracts. A boundary is an area, known by the council's name where there are
several. Both go beside the settings as they are, on the British National Grid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experts_at_hand.domain.settings import Place
from experts_at_hand.errors import DataError
from experts_at_hand.tables.spatial_file import GRID, undated

if TYPE_CHECKING:
    import geopandas as gpd

SPATIAL = frozenset({".gpkg", ".shp", ".geojson", ".json", ".pbf", ".fgb"})
"""Endings of files that are maps."""

MARGIN_METRES = 5_000.0
"""How far beyond the outermost setting roads are kept: journeys may leave the area for a while."""

ROAD_LAYERS = ("road_link", "roadlink", "lines", "gis_osm_roads_free", "road")
"""Layers of roads in files that have other lines too, in small letters; the first that is there."""

SHOWN = 5

LOOKED_AT = 100
"""Shapes looked at where a layer does not state what it holds."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AreaMap:
    """What was cut out of a map.

    Parameters
    ----------
    kind
        ``roads`` or ``boundary``.
    name
        Of the file it came from.
    frame
        The lines or the area, on the British National Grid.
    note
        What was taken, in a sentence.
    """

    kind: str
    name: str
    frame: "gpd.GeoDataFrame"
    note: str


def is_map(path: Path) -> bool:
    """Whether a file is a map, by its ending."""
    return path.suffix.casefold() in SPATIAL


def area_map(path: Path, councils: Sequence[str], places: Sequence[Place]) -> AreaMap:
    """Return the roads or the boundary of an area.

    Parameters
    ----------
    path
        A GeoPackage, shapefile, GeoJSON or OpenStreetMap extract.
    councils
        Whose boundary it is.
    places
        Where settings stand: roads are kept round them.

    Raises
    ------
    DataError
        If it cannot be read, states no coordinate system, or has neither roads nor the area.
    """
    import pyogrio
    import shapely.errors

    try:
        layers = [
            (str(name), _kind(path, str(name), str(kind or "")))
            for name, kind in pyogrio.list_layers(path)
        ]
        roads = _road_layer([name for name, kind in layers if "LineString" in kind])
        areas = [name for name, kind in layers if "Polygon" in kind]
        if roads is not None:
            frame = _lines(path, roads, places)
            return _made("roads", path, frame, f"{len(frame):,} road links of {path.name}")
        if areas:
            frame = _area(path, areas[0], councils)
            return _made("boundary", path, frame, f"the boundary of {path.name}")
    except DataError:
        raise
    # A broken map fails in whatever way its reader fails: text, shapes, coordinates.
    except (OSError, ValueError, RuntimeError, TypeError, shapely.errors.GEOSException) as refusal:
        raise DataError(
            path.name, [f"cannot be read as a map ({refusal}); download it anew"]
        ) from None
    raise DataError(path.name, ["has neither lines nor areas: roads or a boundary were expected"])


def _kind(path: Path, layer: str, stated: str) -> str:
    """Return what shapes a layer has: as it states, else by the first of them."""
    if any(word in stated for word in ("LineString", "Polygon", "Point")):
        return stated
    import pyogrio

    first: Any = pyogrio.read_dataframe(path, layer=layer, columns=[], max_features=LOOKED_AT)
    return " ".join(sorted(set(first.geom_type.dropna())))


def _made(kind: str, path: Path, frame: "gpd.GeoDataFrame", note: str) -> AreaMap:
    return AreaMap(kind=kind, name=path.name, frame=frame, note=note)


def _road_layer(lines: Sequence[str]) -> str | None:
    known = {name.casefold(): name for name in lines}
    named = next((known[name] for name in ROAD_LAYERS if name in known), None)
    return named if named is not None else next(iter(lines), None)


def _lines(path: Path, layer: str, places: Sequence[Place]) -> "gpd.GeoDataFrame":
    """Return the roads round some places, on the grid."""
    import pyogrio
    import shapely
    from pyproj import Transformer

    crs = _crs(path, layer)
    window: tuple[float, float, float, float] | None = None
    if places:
        east = [place.easting for place in places]
        north = [place.northing for place in places]
        wide = (
            min(east) - MARGIN_METRES, min(north) - MARGIN_METRES,
            max(east) + MARGIN_METRES, max(north) + MARGIN_METRES,
        )  # fmt: skip
        window = Transformer.from_crs(GRID, crs, always_xy=True).transform_bounds(*wide)
    frame: Any = pyogrio.read_dataframe(path, layer=layer, bbox=window)
    if "highway" in frame.columns:  # OpenStreetMap has railways and rivers among its lines
        frame = frame[frame["highway"].notna()]
    frame = frame[~frame.geometry.isna() & ~frame.geometry.is_empty]
    if frame.empty:
        raise DataError(
            path.name, [f"has no roads within {MARGIN_METRES / 1000:g} km of the settings"]
        )
    frame = frame.to_crs(GRID)
    frame.geometry = shapely.force_2d(frame.geometry.to_numpy())
    return frame.reset_index(drop=True)


def _area(path: Path, layer: str, councils: Sequence[str]) -> "gpd.GeoDataFrame":
    """Return the area of some councils, on the grid, as one shape."""
    import geopandas as gpd
    import pyogrio

    crs = _crs(path, layer)
    frame: Any = pyogrio.read_dataframe(path, layer=layer).set_crs(crs, allow_override=True)
    wanted = {" ".join(name.split()).casefold() for name in councils}
    texts = [c for c in frame.columns if c != "geometry" and frame[c].map(type).eq(str).any()]
    named = frame[
        [any(str(row[c]).casefold() in wanted for c in texts) for _, row in frame.iterrows()]
    ]
    if named.empty and len(frame) > 1:
        known = sorted({str(v) for c in texts for v in frame[c].dropna()})[:SHOWN]
        said = f"has {len(frame):,} areas, and none is called {' or '.join(councils)}"
        raise DataError(path.name, [f"{said}; it has {', '.join(known)}"])
    shape = (frame if named.empty else named).to_crs(GRID).geometry.union_all()
    return gpd.GeoDataFrame({"name": [" and ".join(councils)]}, geometry=[shape], crs=GRID)


def _crs(path: Path, layer: str) -> str:
    import pyogrio

    crs = pyogrio.read_info(path, layer=layer)["crs"]
    if not crs:
        cure = "states no coordinate system; save it with one, such as EPSG:27700"
        raise DataError(path.name, [cure])
    return str(crs)


def write_map(found: AreaMap, folder: Path) -> None:
    """Write ``roads.gpkg`` or ``boundary.gpkg``; the same map gives the same bytes.

    Parameters
    ----------
    found
        What was cut out.
    folder
        The area's.
    """
    import pyogrio

    layer = "road_link" if found.kind == "roads" else "boundary"
    with undated():
        pyogrio.write_dataframe(
            found.frame, folder / f"{found.kind}.gpkg", layer=layer, driver="GPKG"
        )
