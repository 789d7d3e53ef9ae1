"""A comparison -> one self-contained page that opens offline in any browser and prints.

`page` fills the template, `wording` writes its sentences, `strip` draws access as a strip of all
settings and `map_picture` draws the clusters. Every picture has a table that says the same.
"""

from experts_at_hand.report.page import page_html, write_report

__all__ = ["page_html", "write_report"]
