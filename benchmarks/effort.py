"""How hard clusters are searched for: minutes, bound and seconds at each level of effort.

``python -m benchmarks.effort`` groups 103 settings of Bath & North East Somerset, two of them with
an outsize need as a real file has it, into 10 clusters: what branch and bound spends two minutes on
without another cluster. It reads the real data beside the checkout.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.machine import finish
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.registry.protocols import SOURCES
from experts_at_hand.travel.straight_line import StraightLine

BANES = Path(__file__).resolve().parents[2] / "shared" / "data" / "banes"
SETTINGS = 103
OUTSIZE = (5, 40)
"""Primary schools, by position, that are given 150 children with plans of 400: a special school
under another name."""


def outsize_area() -> LocalArea:
    """Return the area."""
    area = SOURCES.build("tidy").read(BANES)
    schools = [s for s in area.settings if s.phase is not Phase.EARLY_YEARS]
    nurseries = [s for s in area.settings if s.phase is Phase.EARLY_YEARS]
    settings = [*schools, *nurseries][:SETTINGS]
    primaries = [i for i, s in enumerate(settings) if s.phase is Phase.PRIMARY]
    for at in OUTSIZE:
        i = primaries[at]
        settings[i] = replace(settings[i], ehcp=150.0, pupils=400.0)
    return area.replace(settings=tuple(settings))


def main() -> None:
    """Print a line for each level."""
    if not BANES.is_dir():
        sys.exit("the real data stands beside the checkout only where it was fetched")
    area = outsize_area()
    travel = StraightLine().matrix(area)
    levels: dict[str, dict[str, Any]] = {
        "quick": {"effort": "quick"},
        "usual": {},
        "as before levels: 500 nodes": {"nodes": 500},
    }
    results: dict[str, Any] = {}
    for level, asked in levels.items():
        start = time.process_time()
        found = PMedian(clusters=10, **asked).partition(area, travel)
        results[level] = {
            "cpu_seconds": round(time.process_time() - start, 1),
            "minutes_to_hub": round(found.objective or 0.0, 4),
            "lower_bound": round(found.lower_bound or 0.0, 4),
            "gap": round(found.gap or 0.0, 4),
        }
        print(f"{level:>28}: {results[level]}", flush=True)
    finish("effort", results)


if __name__ == "__main__":
    main()
