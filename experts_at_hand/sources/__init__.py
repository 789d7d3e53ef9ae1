"""Files -> LocalArea: tables that a partnership fills in, and invented areas of any size.

`tables` and `workbook` read text, `cells` and `place_columns` make ids, words, numbers and places
of it, `tidy` makes an area and `tidy_writer` writes one. Whatever is wrong is kept in `findings`
and said at once. `synthetic` invents a county on `invented_places`.
"""

from experts_at_hand.sources.synthetic import Synthetic
from experts_at_hand.sources.tidy import Tidy
from experts_at_hand.sources.tidy_writer import write_tidy

__all__ = ["Synthetic", "Tidy", "write_tidy"]
