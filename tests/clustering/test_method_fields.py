"""Fields that methods share: said once, asked of all alike; a wanted gap takes more effort."""

from dataclasses import replace

import pytest

from experts_at_hand.clustering.method_fields import CertifiedClusters
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import CLUSTERING_METHODS
from tests.clustering.maps import line

SHARED = {"clusters", "balance", "min_settings", "max_settings"}


def test_every_method_that_makes_clusters_has_them_alike() -> None:
    made = [w for w in CLUSTERING_METHODS if "balance" in CLUSTERING_METHODS.parameters(w)]
    assert len(made) >= 5
    for word in made:
        if word != "improve":
            assert set(CLUSTERING_METHODS.parameters(word)) >= SHARED


def found(gap: float) -> Clustering:
    cluster = Cluster(id="A", name="A", hub_id="a", members=("a",))
    return Clustering(clusters=(cluster,), method="p_median", objective=1.0, lower_bound=1.0 - gap)


@pytest.mark.parametrize(
    ("gaps", "wanted", "searches"),
    [((0.001, 0.0), 0.01, 1), ((0.05, 0.005), 0.01, 2), ((0.05, 0.04), 0.01, 2)],
)
def test_a_wanted_gap_is_searched_for_with_more_effort(
    gaps: tuple[float, ...], wanted: float, searches: int
) -> None:
    method = CertifiedClusters(clusters=2, effort="quick", max_gap=wanted)
    efforts: list[str] = []

    def search(asked: CertifiedClusters) -> Clustering:
        efforts.append(asked.effort)
        assert asked.max_gap is None
        return found(gaps[len(efforts) - 1])

    best = method.until_gap(search)
    assert len(efforts) == searches
    assert len(set(efforts)) == searches, "each time harder than before"
    assert best.gap == pytest.approx(min(gaps[:searches]))
    assert bool(best.notes) == (min(gaps) > wanted), "what was not reached is said"


def test_more_clusters_than_settings_are_refused() -> None:
    with pytest.raises(ScenarioError):
        CertifiedClusters(clusters=5).requirements.bounds.check(line(1.0, 1.0))
    assert replace(CertifiedClusters.example(), clusters=3).clusters == 3
