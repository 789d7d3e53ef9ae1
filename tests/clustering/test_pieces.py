"""Clusters in one piece or several."""

from experts_at_hand.clustering.methods.drawn import Drawn
from experts_at_hand.clustering.pieces import pieces
from tests.clustering.maps import crow, line


def test_a_village_between_cuts_a_cluster_in_two() -> None:
    """On a road a b c d e: a and c are cut off by b, d and e are neighbours."""
    area = line(1, 1, 1, 1, 1)
    travel = crow(area)
    drawn = Drawn(members={"one": ("a", "c"), "two": ("b",), "three": ("d", "e")})
    found = drawn.partition(area, travel)
    assert pieces(found, area, travel) == {"one": 2, "two": 1, "three": 1}
