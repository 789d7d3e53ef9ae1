"""A comparison -> one self-contained page that opens offline in any browser and prints.

`page` fills the template, `wording` writes its sentences, `strip` draws access as a strip of all
settings and `map_picture` draws the clusters. Every picture has a table that says the same.
"""

from experts_at_hand.report.page import page_html, write_report
from experts_at_hand.report.plot import plot

__all__ = ["page_html", "plot", "write_report"]
