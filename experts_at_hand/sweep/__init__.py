"""Many areas, many designs, many circumstances: one plan for each, on as many machines as needed.

A grid (`grid`) says what is tried; each of its cases (`cases`) is a run like any other (`one_run`).
They are done one after another, in a pool of processes or on a Dask cluster (`crew`), and land in
one Parquet dataset and a folder a run (`dataset`). What has landed is never done again (`sweep`).
`over_areas` sets designs against each other in all areas.
"""

from experts_at_hand.sweep.cases import Case, cases_of
from experts_at_hand.sweep.dataset import is_sweep, read_sweep
from experts_at_hand.sweep.grid import Grid, load_grid
from experts_at_hand.sweep.over_areas import OverAreas, over_areas
from experts_at_hand.sweep.sweep import Standing, Swept, sweep

__all__ = [
    "Case",
    "Grid",
    "OverAreas",
    "Standing",
    "Swept",
    "cases_of",
    "is_sweep",
    "load_grid",
    "over_areas",
    "read_sweep",
    "sweep",
]
