"""Groups become clusters: numbered from west to east, named after their hubs."""

from experts_at_hand.clustering.assemble import assemble_found
from experts_at_hand.clustering.methods.none import NoClusters
from tests.clustering.maps import crow, map_of


def test_clusters_are_numbered_from_west_to_east_and_named_after_hubs() -> None:
    area = map_of({"z": (0, 0, 1), "a": (9, 0, 1), "b": (9, 1, 1)})
    found = assemble_found([["a", "b"], ["z"]], area, crow(area), method=NoClusters())
    assert [(c.id, c.name, c.hub_id) for c in found.clusters] == [
        ("C1", "around Z", "z"),
        ("C2", "around A", "a"),
    ]


def test_hubs_of_one_name_are_told_apart() -> None:
    area = map_of({"x": (0, 0, 1), "X": (9, 0, 1)})
    found = assemble_found([["x"], ["X"]], area, crow(area), method=NoClusters())
    assert [c.name for c in found.clusters] == ["around X (x)", "around X (X)"]
