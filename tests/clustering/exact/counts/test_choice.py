"""The cheapest hubs within counts, by every choice."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.counts.choice import Count, choose_within, with_count
from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import IntArray
from tests.hunt import examples


def drawn_counts(parts: Parts, clusters: int, rng: np.random.Generator) -> tuple[Count, ...]:
    """Return up to four counts of parts drawn at random."""
    counts: tuple[Count, ...] = ()
    for part in rng.integers(0, len(parts.size), int(rng.integers(0, 5))).tolist():
        least = int(rng.integers(0, 2))
        counts = with_count(counts, Count(part, least, least + int(rng.integers(0, 3))), parts)
    return counts


def keeps(hubs: IntArray, counts: tuple[Count, ...], parts: Parts) -> bool:
    """Whether some hubs keep every count."""
    return all(c.least <= parts.inside[c.part][hubs].sum() <= c.most for c in counts)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=examples(150), deadline=None)
def test_the_cheapest_hubs_within_counts_by_every_choice(seed: int) -> None:
    """No other set of hubs that keeps the counts is cheaper, and none is missed."""
    rng = np.random.default_rng(seed)
    hubs, clusters = int(rng.integers(1, 9)), int(rng.integers(1, 5))
    cost = rng.random((hubs, 4))
    parts = Parts.of(MedianProblem(cost=cost, need=np.ones(4), clusters=clusters))
    values = rng.normal(size=hubs).round(int(rng.integers(0, 3)))
    values[rng.random(hubs) < 0.15] = np.inf
    counts = drawn_counts(parts, clusters, rng)
    found = choose_within(values, counts, parts, clusters)
    open_to = np.isfinite(values).nonzero()[0].tolist()
    every = [
        float(values[list(chosen)].sum())
        for chosen in itertools.combinations(open_to, clusters)
        if keeps(np.array(chosen), counts, parts)
    ]
    assert (found is None) == (not every)
    if found is not None:
        assert keeps(found, counts, parts)
        assert float(values[found].sum()) == pytest.approx(min(every))
