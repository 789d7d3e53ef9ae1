"""Tables with a point a row: on the British grid, and of this area only."""

import pandas as pd
import pytest

from experts_at_hand.domain.map_frame import at_places
from experts_at_hand.domain.settings import Place
from experts_at_hand.errors import UnknownNameError

PLACES = {"a": Place(easting=400_000, northing=200_000)}


def test_a_point_where_the_setting_stands() -> None:
    found = at_places(pd.DataFrame({"setting_id": ["a", "a"], "hours": [1, 2]}), PLACES)
    assert found.crs.to_epsg() == 27700
    assert [(p.x, p.y) for p in found.geometry] == [(400_000, 200_000)] * 2


def test_a_setting_of_elsewhere_is_named() -> None:
    with pytest.raises(UnknownNameError, match="'b'"):
        at_places(pd.DataFrame({"setting_id": ["b"]}), PLACES)
