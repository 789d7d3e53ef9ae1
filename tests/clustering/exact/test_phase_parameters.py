"""What suits a phase is told by the size of the problem, and by nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, ColumnParameters
from tests.clustering.small_places import place

SMALL = place([1.0] * 6, [(float(x), 0.0) for x in range(6)], 2).problem


def test_hubs_look_at_all_members_until_there_are_many() -> None:
    """Four times a mean cluster of 3 and one more; never fewer than the fewest, never too many."""
    few = BoundParameters(many_hubs=100, fewest_candidates=5, candidate_factor=4.0)
    assert few.candidates_per_hub(99, 600, 200) == 600
    assert few.candidates_per_hub(100, 600, 200) == 13
    assert few.candidates_per_hub(100, 600, 600) == 5
    assert few.candidates_per_hub(100, 4, 4) == 4


@pytest.mark.parametrize(
    ("changes", "suits"),
    [
        ({}, True),
        ({"counts": ()}, False),
        ({"members_each": 2.9}, False),
        ({"most_hubs": 5}, False),
    ],
)
def test_columns_suit_small_clusters(changes: dict[str, Any], suits: bool) -> None:
    """Six members in two clusters are three each; without an upper bound columns never suit."""
    parameters = replace(ColumnParameters(counts=(10,)), **changes)
    assert parameters.suits(SMALL) is suits
    assert not parameters.suits(replace(SMALL, most=float("inf")))


def test_larger_clusters_get_fewer_columns() -> None:
    """The last step is left out where a mean cluster has more members than it is for."""
    given = ColumnParameters(counts=(1, 2, 3))
    assert given.counts_for(SMALL) == (1, 2, 3)
    assert replace(given, many_each=2.0).counts_for(SMALL) == (1, 2)
