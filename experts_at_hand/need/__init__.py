"""Need: settings -> hours a year, by models that a scenario chooses between.

Need is not demand: no model looks at referrals. `by_child` counts children, `expected_days` shares
out what national planning expects of the average school, `stated` takes a column as it is.
"""

from experts_at_hand.need.by_child import NeedModel
from experts_at_hand.need.expected_days import ExpectedDays
from experts_at_hand.need.stated import Stated

__all__ = ["ExpectedDays", "NeedModel", "Stated"]
