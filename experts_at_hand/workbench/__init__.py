"""The workbench: a local web page on which an area's designs are tried, for people without code.

A folder is the whole memory: its tables in ``area/``, and every design an ordinary scenario file
that the command line runs as well. A page is made anew from these files whenever it is asked for,
so that nothing is lost by a reload, a restart or a killed process. Pages work without scripts; a
script of ours makes them quicker. Nothing is ever fetched from elsewhere.

``designs`` keeps the files and what they were before; ``controls`` are the boxes and sliders and
``edits`` what they do to a file; ``by_hand`` moves settings between clusters; ``planner`` runs
designs beside the pages; ``uploads`` takes tables in; ``guard`` keeps strangers out; ``pages`` and
``app`` are the pages and their addresses; ``server`` serves them.
"""

from experts_at_hand.workbench.server import serve

__all__ = ["serve"]
