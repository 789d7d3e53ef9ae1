"""How even clusters are, by hand."""

import pytest

from experts_at_hand.comparison.evenness import need_from_mean
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run

pytestmark = pytest.mark.solver


def test_the_two_towns_of_the_toy_need_nearly_the_same() -> None:
    """420 and 231 hours in one, 420 and 237.6 in the other, which has the special school."""
    off = 3.3 / 654.3
    assert need_from_mean(run(shipped("toy/clusters-large.toml"))) == pytest.approx((-off, off))


def test_smallest_and_largest_against_the_mean() -> None:
    """Against plain sums over the members, in the clusters as they were drawn."""
    outcome = run(shipped("toy/drawn.toml"))
    need = dict(zip(outcome.area.setting_ids, outcome.area.need.weights, strict=True))
    sums = [sum(need[m] for m in cluster.members) for cluster in outcome.clustering.clusters]
    mean = sum(sums) / len(sums)
    assert need_from_mean(outcome) == pytest.approx((min(sums) / mean - 1, max(sums) / mean - 1))
    assert need_from_mean(outcome)[1] > 0.01
