"""Ward's method: what adds least is joined."""

import numpy as np

from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.methods.agglomerative import ward
from tests.clustering.maps import crow, map_of


def test_ward_joins_what_adds_least() -> None:
    """At 0, 1, 3, 10 km: first a with b, then c with them; d stands apart."""
    area = map_of({"a": (0, 0, 1), "b": (1, 0, 1), "c": (3, 0, 1), "d": (10, 0, 1)})
    graph = proximity_graph(area, crow(area))
    assert ward(graph, 3, most=np.inf).tolist() == [0, 0, 1, 2]
    assert ward(graph, 2, most=np.inf).tolist() == [0, 0, 0, 1]
    # Where three hours are too many, c goes with d.
    assert ward(graph, 2, most=2).tolist() == [0, 0, 1, 1]
