"""An outcome -> its result folder, and back.

``OUT/<scenario's name>/`` holds allocation.csv, access.csv, clusters.csv, teams.csv, staffing.csv,
scorecard.csv, posts.csv where posts were decided on, leads.csv where teams were named (`tables`)
and plan.json (`plan`). Everything is written beside first and then renamed (`staging`), and takes
the place only of what is ours (`ownership`).
"""

from experts_at_hand.results.folder import (
    input_folders,
    read_scorecard,
    read_table,
    write_outcome,
    write_tables,
)
from experts_at_hand.results.ownership import (
    MARK,
    MENU_LINE,
    SWEEP_LINE,
    check_output,
    compared_before,
    menu_files,
)
from experts_at_hand.results.plan import plan_values
from experts_at_hand.results.staffing import Staffing, staffing
from experts_at_hand.results.staging import staged
from experts_at_hand.results.tables import figure_of, write_csv

__all__ = [
    "MARK",
    "MENU_LINE",
    "SWEEP_LINE",
    "Staffing",
    "check_output",
    "compared_before",
    "figure_of",
    "input_folders",
    "menu_files",
    "plan_values",
    "read_scorecard",
    "read_table",
    "staffing",
    "staged",
    "write_csv",
    "write_outcome",
    "write_tables",
]
