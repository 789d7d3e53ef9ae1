"""The map of the clusters: every setting, hub and base, north up."""

from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.report.map_picture import map_of

pytestmark = pytest.mark.solver


def test_a_map_draws_every_setting_hub_and_base() -> None:
    """Twelve circles and a ring for each of two hubs; two bases; a hull for each cluster."""
    outcome = run(shipped("toy/clusters-large.toml"))
    drawn = ET.fromstring(str(map_of(outcome)))  # noqa: S314 - our own picture
    tags = Counter(node.tag.rpartition("}")[2] for node in drawn.iter())
    assert tags["circle"] == 12 + 2
    assert tags["rect"] == 2 + 2, "a base is one, and the ground of a hatch"
    assert tags["polygon"] == 2
    texts = [node for node in drawn.iter() if node.tag.endswith("text")]
    words = [node.text for node in texts if node.get("class")]
    assert words == ["C1", "C2", "Westbridge Health Centre", "Eastbrook Health Centre"]
    assert "5 km" in [node.text for node in texts], "a bar of at most a fifth of 46 km"


def test_north_is_up_and_east_is_right() -> None:
    outcome = run(shipped("toy/baseline.toml"))
    drawn = ET.fromstring(str(map_of(outcome)))  # noqa: S314 - our own picture
    spots = [
        (float(node.attrib["cx"]), float(node.attrib["cy"]))
        for node in drawn.iter()
        if node.tag.endswith("circle")
    ]
    north_west, north_east, south_west = spots[0], spots[1], spots[2]
    assert north_west[0] < north_east[0]
    assert north_west[1] < south_west[1]
