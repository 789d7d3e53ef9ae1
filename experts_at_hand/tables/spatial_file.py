"""What files of roads and of areas have in common: the grid, layers, and why one cannot be read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from experts_at_hand.errors import DataError, ScenarioError, nearest

GRID = 27700
"""EPSG code of the British National Grid, in metres."""

FARTHEST_METRES = 2_000_000.0
"""No point of Great Britain has an easting or northing beyond this."""


MADE = "2000-01-01T00:00:00Z"
"""Date in a GeoPackage, so that the same layers give the same bytes."""


@contextmanager
def undated() -> Iterator[None]:
    """Let what is written inside carry one date, whenever that is."""
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": MADE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def refuse_absent(file: Path) -> None:
    """Refuse a file that is not there.

    Raises
    ------
    DataError
        With the path.
    """
    if not file.exists():
        raise DataError(file.name, [f"found no file {file}; correct the path in the scenario"])


def unreadable(file: Path, refusal: Exception) -> DataError:
    """Return what is said of a file that no reader takes.

    Parameters
    ----------
    file
        Its path.
    refusal
        What the reader said.
    """
    return DataError(
        file.name,
        [f"cannot be read as GeoJSON, GeoPackage or shapefile ({refusal}); export it again"],
    )


def without_crs(file: Path) -> DataError:
    """Return what is said of a file that states no coordinate system."""
    return DataError(
        file.name,
        [
            "states no coordinate system; save it with one, such as EPSG:27700 or EPSG:4326 (a "
            "shapefile keeps it in a .prj file that belongs beside it)"
        ],
    )


def chosen_layer(
    file: Path,
    layers: Sequence[str],
    fitting: Sequence[str],
    asked: str | None,
    *,
    kind: str,
    asked_by: str,
) -> str | None:
    """Return the layer to read: the one asked for, or the only one that fits.

    Parameters
    ----------
    file
        Its path.
    layers, fitting
        Names of all layers, and of those with the right kind of shapes.
    asked
        The layer that the scenario names, if any.
    kind
        What the layer holds, for messages.
    asked_by
        Who asks, for messages.

    Raises
    ------
    ScenarioError
        If there is no such layer, or several fit and none is named.
    """
    if asked is not None:
        if asked not in layers:
            raise ScenarioError(
                asked_by, [f"layer: {file.name} has no layer {asked!r}; {nearest(asked, layers)}"]
            )
        return asked
    if len(fitting) > 1:
        raise ScenarioError(
            asked_by,
            [
                f'{file.name} has several layers of {kind}; choose one, layer = "{fitting[0]}" '
                f"(there are {', '.join(fitting)})"
            ],
        )
    return fitting[0] if fitting else next(iter(layers), None)
