"""How hard a search tries: levels in steps, who watches, and an end that keeps the best."""

import pytest

from experts_at_hand.clustering.exact.parameters import EFFORTS, search_parameters
from experts_at_hand.clustering.exact.remembered import forget
from experts_at_hand.clustering.methods.contiguous import Contiguous
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.registry.protocols import ClusteringMethod
from experts_at_hand.watch import STOPPED_NOTE, Watch, watched
from tests.clustering.maps import county, crow

AREA = county(40, seed=3)
TRAVEL = crow(AREA)

SMALL = county(30, seed=3)
"""Where even a proof is quick."""


@pytest.mark.parametrize("method", [PMedian, Contiguous])
def test_more_effort_is_never_worse(method: type[PMedian | Contiguous]) -> None:
    """Neither in clusters nor in the bound; each level gives the same again.

    Steps to the bound end elsewhere at each level, within a ten-thousandth of each other.
    """
    draft, quick, usual, proof = (
        method(clusters=4, balance=0.3, effort=effort).partition(SMALL, crow(SMALL))
        for effort in ("draft", "quick", "usual", "proof")
    )
    for less, more in ((draft, quick), (quick, usual), (usual, proof)):
        assert more.objective is not None
        assert less.objective is not None
        assert more.objective <= less.objective + 1e-9
        assert (more.lower_bound or 0.0) >= (less.lower_bound or 0.0) * (1 - 1e-4)
    again = method(clusters=4, balance=0.3).partition(SMALL, crow(SMALL))
    assert (again.groups, again.objective) == (usual.groups, usual.objective)


def test_levels_are_steps_and_what_is_stated_goes_first() -> None:
    assert search_parameters("quick", rounds=None, nodes=None, seconds=None) == EFFORTS["quick"]
    stated = search_parameters("usual", rounds=50, nodes=7, seconds=None)
    assert (stated.bound.rounds, stated.nodes, stated.pairs) == (50, 7, EFFORTS["proof"].pairs)
    assert search_parameters("usual", rounds=None, nodes=0, seconds=None).trial_nodes == 0
    with pytest.raises(ValueError, match="seconds is 0"):
        Contiguous(clusters=2, seconds=0)
    with pytest.raises(ValueError, match="nodes is -1"):
        PMedian(clusters=2, nodes=-1)


@pytest.mark.parametrize("method", [PMedian(clusters=5), Contiguous(clusters=5)])
def test_who_watches_is_told_of_clusters_bound_and_gap(method: ClusteringMethod) -> None:
    told: list[str] = []
    forget()
    with watched(Watch(told.append)):
        found = method.partition(AREA, TRAVEL)
    assert told
    assert "minutes to the hub at hand" in told[0]
    assert "(gap " in told[-1]
    assert not any(STOPPED_NOTE in note for note in found.notes)


@pytest.mark.parametrize("method", [PMedian(clusters=5), Contiguous(clusters=5)])
def test_a_search_that_is_asked_to_stop_keeps_its_best(method: ClusteringMethod) -> None:
    """Asked as soon as clusters are at hand: they come back whole, with a note and a true bound."""
    watch = Watch()

    def stop(_: str) -> None:
        watch.stop = True

    watch.listener = stop
    forget()
    with watched(watch):
        found = method.partition(AREA, TRAVEL)
    assert found.notes[0] == STOPPED_NOTE
    assert sum(len(c.members) for c in found.clusters) == 40
    whole = method.partition(AREA, TRAVEL)
    assert whole.objective is not None
    assert (found.lower_bound or 0.0) <= whole.objective + 1e-9
    assert found.objective is not None
    assert found.objective >= whole.objective - 1e-9


def test_seconds_end_a_connected_search() -> None:
    found = Contiguous(clusters=5, seconds=1e-6).partition(AREA, TRAVEL)
    assert sum(len(c.members) for c in found.clusters) == 40


def test_effort_grows_until_the_gap_will_do() -> None:
    """Gaps of 5, 4, 2 and 1%: 2.5% are reached by ``usual``; 0.5% by none, which is said."""
    gaps = {"draft": 0.05, "quick": 0.04, "usual": 0.02, "proof": 0.01}
    tried: list[str] = []

    def search(method: PMedian) -> Clustering:
        tried.append(method.effort)
        assert method.max_gap is None
        return Clustering(
            clusters=(Cluster(id="1", name="", hub_id="a", members=("a",)),),
            method="p_median", objective=1.0, lower_bound=1.0 - gaps[method.effort],
        )  # fmt: skip

    found = PMedian(clusters=1, effort="draft", max_gap=0.025).until_gap(search)
    assert tried == ["draft", "quick", "usual"]
    assert found.gap == pytest.approx(0.02)
    assert found.notes == ()
    tried.clear()
    found = PMedian(clusters=1, effort="quick", max_gap=0.005).until_gap(search)
    assert tried == ["quick", "usual"], "a proof may take many minutes: only where it is stated"
    assert found.gap == pytest.approx(0.02)
    assert found.notes == ("the gap of the clusters is wider than the 0.5% that were asked for",)
    tried.clear()
    assert PMedian(clusters=1, effort="draft").until_gap(search).gap == pytest.approx(0.05)
    assert tried == ["draft"]


def test_a_gap_is_a_share() -> None:
    with pytest.raises(ValueError, match=r"max_gap is 3\.0, expected a share"):
        PMedian(clusters=1, max_gap=3)
