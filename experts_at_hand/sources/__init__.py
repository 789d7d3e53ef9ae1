"""Files -> LocalArea: tables that a partnership fills in, and invented areas of any size.

`tables` and `workbook` read text, `cells` and `place_columns` make ids, words, numbers and places
of it, `tidy` makes an area. Whatever is wrong is kept in `findings` and said at once.
"""

from experts_at_hand.sources.tidy import Tidy

__all__ = ["Tidy"]
