"""The strip of access: a dot for each setting."""

import pytest

from experts_at_hand.comparison import Comparison
from experts_at_hand.report.strip import strip
from tests.report.conftest import STEMS

pytestmark = pytest.mark.solver


def test_a_strip_has_a_dot_for_each_setting(comparison: Comparison) -> None:
    picture, rows = strip(comparison.outcomes, "salt")
    assert str(picture).count("<circle") == 12 * len(STEMS)
    assert [row.name for row in rows] == list(STEMS)
    assert rows[0].lowest == pytest.approx(0.508258, abs=1e-5)
