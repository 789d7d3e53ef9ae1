"""Files -> LocalArea: tables that a partnership fills in, and invented areas of any size.

`area_tables` finds the tables of an area and has them read by the one reader of the library,
`experts_at_hand.tables`; `place_columns` makes places and `professions` words of them, `tidy` makes
an area and `tidy_writer` writes one. `synthetic` invents a county on `invented_places`.
"""

from experts_at_hand.sources.synthetic import Synthetic
from experts_at_hand.sources.tidy import Tidy
from experts_at_hand.sources.tidy_writer import write_tidy

__all__ = ["Synthetic", "Tidy", "write_tidy"]
