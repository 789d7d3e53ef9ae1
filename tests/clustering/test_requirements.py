"""What is asked of clusters, bounds and conditions together: refused, checked and said as one."""

import pytest

from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.errors import ScenarioError
from tests.clustering.maps import crow, line


def test_bounds_speak_before_conditions_and_both_in_words() -> None:
    area = line(1.0, 1.0, 1.0, 3.0)
    asked = ClusterRequirements(SizeBounds(clusters=2, max_settings=3))
    asked.check(area, crow(area))
    ids = area.setting_ids
    lopsided = Clustering(
        clusters=(Cluster(id="A", name="A", hub_id=ids[0], members=ids),), method="drawn"
    )
    said = asked.breaches(lopsided, area, crow(area))
    assert len(said) == 2, "too few clusters, and one too large"
    assert asked.phrases() == asked.bounds.phrases()


def test_what_no_partition_keeps_is_refused() -> None:
    area = line(1.0, 1.0, 1.0)
    with pytest.raises(ScenarioError, match="5"):
        ClusterRequirements(SizeBounds(clusters=5)).check(area, crow(area))
