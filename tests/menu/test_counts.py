"""Numbers of clusters as people write them."""

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.menu.counts import counts_of


@pytest.mark.parametrize(
    ("words", "counts"),
    [("4..6", (4, 5, 6)), ("8, 4,8", (4, 8)), ("2..3,10", (2, 3, 10)), (" 5 ", (5,)), ("6..4", ())],
)
def test_as_written(words: str, counts: tuple[int, ...]) -> None:
    assert counts_of(words) == counts


@pytest.mark.parametrize("words", ["", "4-6", "four", "4..", "-3", "1..99999", "4;5"])
def test_what_names_no_number(words: str) -> None:
    with pytest.raises(ScenarioError, match=r"write 4\.\.12, or 4,6,8"):
        counts_of(words)
