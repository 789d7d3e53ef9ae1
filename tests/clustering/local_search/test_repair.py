"""Any groups become clusters within the bounds."""

import numpy as np
import pytest

from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.repair import repaired
from experts_at_hand.clustering.requirements import ClusterRequirements
from tests.clustering.maps import crow, line


@pytest.mark.parametrize("labels", [[0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5], [0, 1, 0, 1, 0, 1]])
def test_any_groups_become_clusters(labels: list[int]) -> None:
    """One group, six, or two that fall apart: three clusters of two."""
    area = line(1, 1, 1, 1, 1, 1)
    travel = crow(area)
    asked = ClusterRequirements(SizeBounds.within(0.1, clusters=3))
    data = ClusteringInstance.of(area, travel, asked).data
    found = repaired(data, np.array(labels))
    assert [found.tolist().count(c) for c in range(3)] == [2, 2, 2]
