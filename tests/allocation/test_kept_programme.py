"""The programme of named teams: as much kept as can be, then by those who travel least."""

import numpy as np
import pytest

from experts_at_hand.allocation.kept_programme import least_travel, most_kept
from experts_at_hand.solver import Rows

pytestmark = pytest.mark.solver


def rows() -> Rows:
    """One setting with 10 fair hours, two teams with 8 and 20, of which one may come.

    Columns: hours of each team, whether it comes, the share kept.
    """
    found, zero, inf = Rows(), np.zeros(2, dtype=np.int64), np.inf
    found.add(
        np.zeros(1),
        np.zeros(1),
        (zero, np.arange(2), np.ones(2)),
        (zero[:1], np.array([4]), np.array([-10.0])),
    )
    found.add(np.full(2, -inf), np.array([8.0, 20.0]), (np.arange(2), np.arange(2), np.ones(2)))
    found.add(
        np.full(2, -inf),
        np.zeros(2),
        (np.arange(2), np.arange(2), np.ones(2)),
        (np.arange(2), np.arange(2, 4), np.full(2, -10.0)),
    )
    found.add(np.full(1, -inf), np.ones(1), (zero, np.arange(2, 4), np.ones(2)))
    return found


def test_the_team_that_can_give_all_is_named() -> None:
    """One team alone: 8 of 10 by the first, all 10 by the second."""
    result = most_kept(rows(), np.full(2, 10.0), np.zeros(5))
    assert result.status == "optimal"
    assert result.values is not None
    assert result.values[4] == pytest.approx(1.0)
    assert result.values[:2] == pytest.approx([0.0, 10.0])


def test_of_equal_names_those_with_less_travel() -> None:
    """With enough hours for either, whoever is nearer comes; what is kept stays."""
    wide = rows()
    start = np.array([0.0, 8.0, 0.0, 1.0, 0.8])
    found = least_travel(wide, start, np.full(2, 10.0), np.array([0.1, 2.0]))
    assert found[4] >= 0.8 - 1e-6
    assert found[:2] == pytest.approx([8.0, 0.0], abs=1e-5)
