"""The border of an area on its maps, where a file of it lies beside the tables."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.cluster_areas import FINE, Frame
from experts_at_hand.report.palette import DARK_GREY
from experts_at_hand.report.road_lines import path_of, roads_of
from experts_at_hand.report.svg import element
from experts_at_hand.tables.spatial_file import GRID

NAMES = ("boundary.geojson", "boundary.gpkg", "boundary.shp")
"""What such a file is called, the first that is there."""


def boundary_file(outcome: Outcome) -> Path | None:
    """Return the file of the border that lies beside the area's tables, if there is one."""
    folder = outcome.scenario.folder
    home = folder.parent if folder.is_file() else folder
    return next((home / name for name in NAMES if (home / name).is_file()), None)


def boundary_line(outcome: Outcome, shown: Frame, scale: float, corner: tuple[float, float]) -> str:
    """Return the border as a dashed path; nothing where there is none, or it cannot be read.

    Parameters
    ----------
    outcome
        Whose area.
    shown, scale, corner
        As `road_lines` takes them.
    """
    file = boundary_file(outcome)
    shape = None if file is None else _shape(file, file.stat().st_mtime_ns)
    if shape is None:
        return ""
    import shapely

    metres = max(shown[2] - shown[0], shown[3] - shown[1])
    line = shapely.boundary(shapely.simplify(shape, FINE * metres))
    d = path_of([line], shown, scale, corner)
    if not d:
        return ""
    return element(
        "path", d=d, fill="none", stroke=DARK_GREY, stroke_width=1.4, stroke_dasharray="7 4"
    )


def boundary_bounds(outcome: Outcome) -> Frame | None:
    """Return west, south, east and north of the border; ``None`` where none can be read.

    Parameters
    ----------
    outcome
        Whose area.
    """
    file = boundary_file(outcome)
    shape = None if file is None else _shape(file, file.stat().st_mtime_ns)
    if shape is None:
        return None
    west, south, east, north = (float(edge) for edge in shape.bounds)
    return west, south, east, north


def lines_in_words(outcome: Outcome) -> str:
    """Say what the lines of a map are; nothing where it has none.

    Parameters
    ----------
    outcome
        Whose map.
    """
    said = []
    if roads_of(outcome) is not None:
        said.append("Pale lines are roads that travel follows, the faster ones of them.")
    file = boundary_file(outcome)
    if file is not None and _shape(file, file.stat().st_mtime_ns) is None:
        said.append(f"{file.name} cannot be read, and is not drawn.")
    elif file is not None:
        said.append(f"The dashed line is the border in {file.name}.")
    return " ".join(said)


@lru_cache(maxsize=8)
def _shape(file: Path, _: int) -> Any:  # noqa: ANN401 - a shapely shape, or None
    """Return the shape of a border on the national grid; ``None`` if the file holds none."""
    import geopandas
    import pyogrio.errors
    import shapely
    import shapely.errors

    try:
        frame = geopandas.read_file(file)
        whole = shapely.union_all(shapely.make_valid(frame.geometry.to_crs(epsg=GRID).to_numpy()))
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
        shapely.errors.ShapelyError,
        AttributeError,  # a table without shapes
        ValueError,  # no coordinate system, or none that is known
    ):
        return None
    return None if whole.is_empty else whole
