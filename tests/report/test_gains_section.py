"""Who gains and who loses, as the page says it."""

from html import unescape

import pytest

from experts_at_hand.comparison import Comparison

pytestmark = pytest.mark.solver


def test_who_gains_and_who_loses_stands_in_the_page(comparison: Comparison, page: str) -> None:
    """The counts of each scenario, and its largest gain, as the comparison has them."""
    for name in comparison.names[1:]:
        gains = comparison.gains(name)
        whole = gains.whole
        title = comparison[name].title
        assert f"{title}: {whole.gaining} gain, {whole.losing} lose" in unescape(page)
        if whole.gaining:
            largest = gains.by_setting[0]
            assert f"most is gained by {largest.label}, {largest.gain:+,.1f}" in unescape(page)
