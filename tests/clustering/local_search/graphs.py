"""Data of a search on a line or a grid of settings, every minute as the crow flies."""

import numpy as np

from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from experts_at_hand.domain.local_area import LocalArea
from tests.clustering.maps import county, crow, line


def on_a_line(*needs: float, clusters: int = 2, balance: float | None = None) -> SearchData:
    """Return settings a kilometre apart, each next to the one before and after it."""
    return _data(line(*needs), clusters, balance)


def in_a_county(size: int, clusters: int, seed: int = 0, balance: float = 0.4) -> SearchData:
    """Return a scatter of settings."""
    return _data(county(size, seed=seed), clusters, balance)


def _data(area: LocalArea, clusters: int, balance: float | None) -> SearchData:
    method = SpanningTree(clusters=clusters, balance=balance)
    instance = ClusteringInstance.of(area, crow(area), method.requirements)
    assert isinstance(instance.requirements.bounds, SizeBounds)
    assert np.isfinite(instance.data.from_hub).all()
    return instance.data
