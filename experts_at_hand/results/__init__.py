"""An outcome -> its result folder, and back.

``OUT/<scenario's name>/`` holds allocation.csv, access.csv, clusters.csv, teams.csv, scorecard.csv
(`tables`) and plan.json (`plan`). Everything is written beside first and then renamed (`staging`).
"""

from experts_at_hand.results.folder import (
    read_scorecard,
    read_table,
    write_outcome,
    write_tables,
)
from experts_at_hand.results.plan import plan_values
from experts_at_hand.results.staging import staged
from experts_at_hand.results.tables import write_csv

__all__ = [
    "plan_values",
    "read_scorecard",
    "read_table",
    "staged",
    "write_csv",
    "write_outcome",
    "write_tables",
]
