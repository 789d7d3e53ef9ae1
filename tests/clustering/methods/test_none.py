"""The baseline: no clusters."""

import pytest

from experts_at_hand.clustering.methods.none import NoClusters
from experts_at_hand.errors import DataError
from tests.clustering.maps import crow, line, map_of


def test_everything_is_in_one_cluster() -> None:
    area = line(1, 1, 1)
    whole = NoClusters().partition(area, crow(area))
    (cluster,) = whole.clusters
    assert (cluster.id, cluster.name, cluster.hub_id) == ("all", "whole area", "b")
    assert cluster.members == ("a", "b", "c")
    assert whole.method == "none"
    assert whole.objective == pytest.approx(2 / 3)
    assert whole.unit == "need-weighted minutes to the hub"
    assert whole.lower_bound is None


def test_empty_area_is_refused() -> None:
    area = map_of({})
    with pytest.raises(DataError, match="table is empty"):
        NoClusters().partition(area, crow(area))
