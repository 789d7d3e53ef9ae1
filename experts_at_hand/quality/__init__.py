"""How good an area's data is: what was read, placed, joined and estimated, and what that can move.

`lines` says it in figures and sentences; `gaps` works out how far need would move if what is blank
were otherwise.
"""

from experts_at_hand.quality.gaps import Gap, gaps_of
from experts_at_hand.quality.lines import Line, data_quality

__all__ = ["Gap", "Line", "data_quality", "gaps_of"]
