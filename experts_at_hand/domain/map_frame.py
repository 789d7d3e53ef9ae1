"""A table whose rows stand somewhere: a GeoDataFrame on the British National Grid.

The one module of this room that knows geopandas, and imports it only when a map is asked for.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from experts_at_hand.domain.settings import Place
from experts_at_hand.errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd
    from geopandas import GeoDataFrame as GeoDataFrame  # noqa: PLC0414 - for other modules too


def at_places(frame: "pd.DataFrame", places: Mapping[str, Place]) -> "GeoDataFrame":
    """Return a table with a point a row, in EPSG:27700.

    Parameters
    ----------
    frame
        With a column ``setting_id``.
    places
        By id, as `LocalArea.places`.

    Raises
    ------
    UnknownNameError
        If a setting has no place there: the area is another.
    """
    import geopandas as gpd

    for setting_id in frame["setting_id"]:
        if setting_id not in places:
            raise UnknownNameError("the area", "setting", setting_id, places)
    found = [places[setting_id] for setting_id in frame["setting_id"]]
    points = gpd.points_from_xy([p.easting for p in found], [p.northing for p in found])
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:27700")
