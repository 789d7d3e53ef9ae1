"""The summary for the board shows designs only."""

import pytest

from experts_at_hand.comparison import Comparison
from experts_at_hand.report.board_summary import board_summary

pytestmark = pytest.mark.solver


def test_the_board_sees_designs_only(comparison: Comparison) -> None:
    """Scenarios with other staff have no row on the first page, and their number is said."""
    board = board_summary(comparison)
    assert [row["title"] for row in board["rows"]] == [d.title for d in comparison.designs]
    assert board["others"] == len(comparison.outcomes) - len(comparison.designs) == 2
    assert board["map_title"] in {d.title for d in comparison.designs if len(d.clustering) > 1}
    for row, design in zip(board["rows"], comparison.designs, strict=True):
        assert row["cells"][0] == f"{design.scorecard['lowest_access'].value:.1%}"
        if design is not comparison.outcomes[0]:
            whole = comparison.gains(design.name).whole
            assert row["gain"] == f"{whole.gaining} / {whole.losing}"
