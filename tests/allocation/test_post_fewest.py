"""The fewest posts that reach an access, by hand."""

import numpy as np
import pytest

from tests.allocation.test_post_budget import decide
from tests.places import HOURS_PER_WTE, tiny_place

pytestmark = pytest.mark.solver


def test_fewest_posts_by_hand() -> None:
    """One setting at the base's door: 900 hours at half access are 450 of 926.25 x 0.1 a step."""
    place = tiny_place({"a": (0, 900.0)}, {"t": (0, 0.0)}, ot_teams={"o": (0, 0.0)})
    found = decide(place, lowest_access=0.5, step=0.1).decision
    steps = np.ceil(450 / (0.1 * HOURS_PER_WTE))
    assert [own.wte for own in found.professions] == pytest.approx([0.1 * steps] * 2)
    assert found.value == pytest.approx(2 * 0.1 * steps * 60.0 * 1640)
    assert (found.unit, found.status) == ("GBP a year", "optimal")
