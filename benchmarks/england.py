"""England in one sweep: 153 areas, 80,000 settings, clusters of about 26 schools, fair shares.

``python -m benchmarks.england CENSUS [FOLDER]`` writes the areas, plans 10, 40 and all of them with
two workers, 10 again with one, and prints how long each took. It takes most of an hour.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.machine import finish
from experts_at_hand.sources.synthetic_england import write_england
from experts_at_hand.sweep import read_sweep, sweep

PER_CLUSTER = 87
"""Settings of a cluster with 26 schools: England has 80,000 settings, 23,900 of them schools."""

DESIGN = """
title = "Clusters of about 26 schools"
area = "areas"
[travel]
method = "straight_line"
[visits]
pattern = "cluster_days"
[clustering]
method = "p_median"
clusters = 6
effort = "draft"
max_gap = 0.03
balance = 0.3
[[objectives]]
objective = "worst_ratio"
[[objectives]]
objective = "travel_time"
"""

WANTED_GAP = 0.03


def written_grid(home: Path, areas: Sequence[Path], name: str) -> Path:
    """Write the grid file of some areas.

    Parameters
    ----------
    home
        Where the areas lie in the folder ``areas``.
    areas
        Those that are planned.
    name
        Of the file.
    """
    (home / "design.toml").write_text(DESIGN, "utf-8")
    listed = json.dumps([f"areas/{area.name}" for area in areas])
    file = home / f"{name}.toml"
    text = f'areas = {listed}\ndesigns = ["design.toml"]\n[values]\n'
    file.write_text(f"{text}settings_per_cluster = [{PER_CLUSTER}]\n", "utf-8")
    return file


def planned(home: Path, areas: Sequence[Path], *, workers: int) -> dict[str, Any]:
    """Plan some areas, and return how long that took and how good the clusters are.

    Parameters
    ----------
    home, areas
        As `written_grid` takes them.
    workers
        Processes.
    """
    name = f"{len(areas)}-areas-{workers}-workers"
    begun = time.perf_counter()
    found = sweep(written_grid(home, areas, name), home / name, workers=workers)
    seconds = time.perf_counter() - begun
    plans = [
        json.loads(file.read_text("utf-8"))
        for file in sorted((home / name / "runs").glob("*/*/plan.json"))
    ]
    gaps = sorted(plan["clustering"]["gap"] or 0.0 for plan in plans)
    settings = sum(plan["area"]["settings"] for plan in plans)
    who = resource.RUSAGE_CHILDREN if workers > 1 else resource.RUSAGE_SELF
    return {
        "areas": len(areas),
        "workers": workers,
        "settings": settings,
        "clusters": sum(len(plan["clustering"]["clusters"]) for plan in plans),
        "seconds": round(seconds, 1),
        "seconds_per_1000_settings": round(1000 * seconds / settings, 2),
        "failed": {area: reason for (area, _), reason in found.failed.items()},
        "optimal": sum(plan["optimal"] for plan in plans),
        "gap_middle": gaps[len(gaps) // 2],
        "gap_largest": gaps[-1],
        "gaps_beyond_wanted": sum(gap > WANTED_GAP for gap in gaps),
        "largest_worker_mb": round(resource.getrusage(who).ru_maxrss / 1024),
        "rows": len(read_sweep(home / name)),
    }


def spread(areas: Sequence[Path], count: int) -> list[Path]:
    """Return every so-manyth area by size: as large in the mean as all of them.

    Parameters
    ----------
    areas
        Folders.
    count
        How many are wanted.
    """
    by_size = sorted(areas, key=lambda area: (area / "settings.csv").stat().st_size)
    step = len(by_size) / count
    return [by_size[int((at + 0.5) * step)] for at in range(count)]


def main() -> None:
    """Print a line a sweep."""
    census = Path(sys.argv[1])
    home = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    begun = time.perf_counter()
    areas = write_england(home / "areas", census)
    print(f"{len(areas)} areas written in {time.perf_counter() - begun:.0f} s")
    results = []
    for count, workers in ((10, 1), (10, 2), (40, 2), (len(areas), 2)):
        found = planned(home, spread(areas, count), workers=workers)
        results.append(found)
        print(found, flush=True)
    finish("england", {"sweeps": results})


if __name__ == "__main__":
    main()
