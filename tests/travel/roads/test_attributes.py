"""Attributes as converters write them: lists, texts of lists, numbers; rivers are no roads."""

import numpy as np
import pytest

from experts_at_hand.travel.roads.attributes import (
    lists_as_text,
    one_text,
    one_way_text,
    with_other_lines,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(["residential", "tertiary"], "residential"), (np.array(["a", "b"]), "a"),
     ("['residential', 'x']", "residential"), (None, ""), ("A road", "A road"), (3.0, "3")],
)  # fmt: skip
def test_of_several_the_first(value: object, text: str) -> None:
    assert one_text(value) == text


@pytest.mark.parametrize(
    ("value", "one_way"),
    [([False, True], "True"), ("[False, '-1']", "-1"), (["no", "no"], "no"), (True, "True")],
)
def test_one_way_anywhere_is_one_way(value: object, one_way: str) -> None:
    assert one_way_text(value) == one_way


def test_lines_that_are_no_roads_say_what_they_are() -> None:
    """A layer of all lines: only roads have a class, and a railway says that it is one."""
    found = with_other_lines(
        ["residential", "", ""], ["railway", "other_tags"], [["", "rail", ""], ["", "", "x"]]
    )
    assert found == ["residential", "railway", "no road"]
    assert with_other_lines(["a", ""], [], []) == ["a", ""]


def test_only_geojson_is_asked_for_lists_as_text() -> None:
    lists = {"ogr_types": ["OFTString", "OFTStringList"], "driver": "GeoJSON"}
    assert lists_as_text(lists) == {"ARRAY_AS_STRING": "YES"}
    assert lists_as_text(lists | {"driver": "GPKG"}) == {}
