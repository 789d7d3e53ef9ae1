"""Tables that are at hand already: DataFrames with the columns of the files, checked alike."""

from typing import TYPE_CHECKING, Any

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import looks_like_degrees
from experts_at_hand.sources.area_words import SETTING_HEADINGS, TEAM_HEADINGS
from experts_at_hand.sources.place_columns import PLACE_COLUMNS
from experts_at_hand.sources.tidy import area_of_tables
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import Headings, plain
from experts_at_hand.tables.known_headings import with_known_headings
from experts_at_hand.tables.table import Row, Table
from experts_at_hand.tables.values import text_of

if TYPE_CHECKING:
    import pandas as pd

GRID = 27700
"""EPSG code of the British National Grid, in metres."""

DEGREES = 4326
"""EPSG code of longitude and latitude as satellites give them, in degrees."""


def area_of_frames(
    settings: "pd.DataFrame", teams: "pd.DataFrame", *, name: str, origin: str
) -> LocalArea:
    """Return the area of two tables.

    Parameters
    ----------
    settings, teams
        With the columns of settings.csv and teams.csv. A GeoDataFrame, in any stated coordinate
        system, needs no columns for its places: what is no point stands at a point inside it.
    name, origin
        What people call the area, and where the data comes from.

    Raises
    ------
    DataError
        Listing every problem, with rows as a spreadsheet would count them: the first is row 2.
    """
    findings = Findings()
    tables = {
        "settings": _table(settings, "settings", SETTING_HEADINGS, findings),
        "teams": _table(teams, "teams", TEAM_HEADINGS, findings),
    }
    return area_of_tables(tables, findings, name=name, origin=origin)


def _table(frame: "pd.DataFrame", file: str, headings: Headings, findings: Findings) -> Table:
    """Return a frame as text, its index as columns where it has names of its own."""
    index = [name for name in frame.index.names if name is not None and name not in frame.columns]
    named = frame.reset_index(level=index) if index else frame
    flat = _with_places(named, file, findings)
    columns = [str(column).strip() for column in flat.columns]
    told = flat.notna().to_numpy()
    rows = tuple(
        Row(
            number=number,
            cells=tuple(text_of(v) if k else "" for v, k in zip(values, known, strict=True)),
        )
        for number, (values, known) in enumerate(
            zip(flat.itertuples(index=False, name=None), told, strict=True), start=2
        )
    )
    table = Table(
        file=file,
        header=tuple(columns),
        rows=tuple(row for row in rows if any(row.cells)),
    )
    return with_known_headings(table, headings, findings)


def _with_places(frame: Any, file: str, findings: Findings) -> Any:  # noqa: ANN401 - geopandas ships no types
    """Return a GeoDataFrame as a plain one, easting and northing in the place of its shapes."""
    shapes = getattr(frame, "geometry", None)
    if shapes is None or not hasattr(shapes, "to_crs"):
        return frame
    if shapes.crs is None:
        findings.problem(
            file,
            found="the GeoDataFrame states no coordinate system",
            cure='set it, such as frame.set_crs("EPSG:27700")',
        )
        degrees = looks_like_degrees(*shapes.total_bounds[:2])
        shapes = shapes.set_crs(epsg=DEGREES if degrees else GRID)  # to check the rest by
    points = shapes.to_crs(epsg=GRID)
    spots = points.representative_point()
    own = [column for column in frame.columns if plain(str(column)) in PLACE_COLUMNS]
    rest = frame.drop(columns=[frame.geometry.name, *own])
    known = ~(points.is_empty | points.isna())
    return rest.assign(
        easting=spots.x.where(known).round(1), northing=spots.y.where(known).round(1)
    )
