"""LocalArea + TravelMatrix -> Clustering: which settings belong together.

`methods` holds one file a method; fields that several share stand in `method_fields` and `drawing`.
Every method goes one road: `requirements`, an `instance` that reads area and travel once, a
solution, and from it a `Clustering`, made by `assemble`. Below them: `exact` proves how good
clusters can be, `local_search` changes clusters while that helps, `contiguity` knows who is next to
whom, and `constraints` what every cluster keeps to.

Every method reports the same objective, need-weighted minutes to the hub: the sum over settings of
the setting's share of the area's need x one-way minutes from the hub of its cluster. It is the
mean distance of an hour of need from the middle of its cluster, in minutes.
"""

from experts_at_hand.clustering.constraints.size_bounds import SizeBounds, need_weights
from experts_at_hand.clustering.contiguity.proximity import ProximityGraph, proximity_graph
from experts_at_hand.clustering.methods.agglomerative import Agglomerative
from experts_at_hand.clustering.methods.communities import Communities
from experts_at_hand.clustering.methods.contiguous import Contiguous
from experts_at_hand.clustering.methods.drawn import Drawn
from experts_at_hand.clustering.methods.improve import Improve
from experts_at_hand.clustering.methods.none import NoClusters
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree

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
