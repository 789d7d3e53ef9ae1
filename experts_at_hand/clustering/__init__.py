"""LocalArea + TravelMatrix -> Clustering: which settings belong together.

One file a method. All methods share the graph of neighbours (`proximity`), the bounds on size and
need (`bounds`), the choice of hubs (`hubs`) and the way groups become a `Clustering` (`assemble`).

Every method reports the same objective, need-weighted minutes to the hub: the sum over settings of
the setting's share of the area's need x one-way minutes from the hub of its cluster. It is the
mean distance of an hour of need from the middle of its cluster, in minutes.
"""

from experts_at_hand.clustering.agglomerative import Agglomerative
from experts_at_hand.clustering.bounds import SizeBounds, need_weights
from experts_at_hand.clustering.communities import Communities
from experts_at_hand.clustering.contiguous import Contiguous
from experts_at_hand.clustering.drawn import Drawn
from experts_at_hand.clustering.improve import Improve
from experts_at_hand.clustering.none import NoClusters
from experts_at_hand.clustering.p_median import PMedian
from experts_at_hand.clustering.proximity import ProximityGraph, proximity_graph
from experts_at_hand.clustering.spanning_tree import SpanningTree

__all__ = [
    "Agglomerative",
    "Communities",
    "Contiguous",
    "Drawn",
    "Improve",
    "NoClusters",
    "PMedian",
    "ProximityGraph",
    "SizeBounds",
    "SpanningTree",
    "need_weights",
    "proximity_graph",
]
