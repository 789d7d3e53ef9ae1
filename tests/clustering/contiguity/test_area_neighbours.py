"""Neighbours through areas that share a border; islands are named."""

from pathlib import Path

import pytest

from experts_at_hand.clustering.methods.contiguous import Contiguous
from experts_at_hand.errors import ScenarioError
from tests.clustering.maps import crow, map_of
from tests.clustering.methods.test_contiguous import sets
from tests.clustering.methods.test_drawn import drawn_map, square


def test_areas_that_share_a_border(tmp_path: Path) -> None:
    """Four squares in a row with one setting each: neighbours meet, the ends do not."""
    file = drawn_map(tmp_path, *(square(i, i + 1, name=f"w{i}") for i in range(4)))
    area = map_of({c: (i + 0.5, 0.5, 1.0) for i, c in enumerate("abcd")})
    found = Contiguous(clusters=2, file=file).partition(area, crow(area))
    assert sets(found) == {"ab", "cd"}
    assert [read.path for read in found.inputs] == [file]
    assert (
        "areas of areas.geojson that share a border" in Contiguous(clusters=2, file=file).sentence()
    )


def test_islands_are_named(tmp_path: Path) -> None:
    file = drawn_map(
        tmp_path, square(0, 1, name="a"), square(1, 2, name="b"), square(5, 6, name="far")
    )
    area = map_of({"a": (0.5, 0.5, 1), "b": (1.5, 0.5, 1), "z": (5.5, 0.5, 1)})
    with pytest.raises(
        ScenarioError, match=r"2 parts .*: 2 settings with A \(a\); 1 settings with Z"
    ):
        Contiguous(clusters=2, file=file, balance=1).partition(area, crow(area))
