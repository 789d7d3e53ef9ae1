"""Outcomes against a baseline: what differs, in which direction, and which are Pareto-best.

`side_by_side` sets them beside each other, `differences` puts one figure into words, `pareto` says
which are beaten by no other, `files` writes them.
"""

from experts_at_hand.comparison.differences import Difference, figure, in_words
from experts_at_hand.comparison.files import (
    obsolete_results,
    write_comparison,
    write_comparison_files,
)
from experts_at_hand.comparison.gains import GROUPINGS, Change, Gains
from experts_at_hand.comparison.names_and_columns import check_columns, check_names
from experts_at_hand.comparison.pareto import is_pareto_best
from experts_at_hand.comparison.side_by_side import AXES, Comparison, compare

__all__ = [
    "AXES",
    "GROUPINGS",
    "Change",
    "Comparison",
    "Difference",
    "Gains",
    "check_columns",
    "check_names",
    "compare",
    "figure",
    "in_words",
    "is_pareto_best",
    "obsolete_results",
    "write_comparison",
    "write_comparison_files",
]
