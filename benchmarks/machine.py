"""What a figure was measured on."""

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experts_at_hand.solver import solver_versions


def machine() -> dict[str, Any]:
    """Return processor, cores, memory and versions."""
    processor = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        processor = names[0].partition(":")[2].strip() if names else processor
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": processor,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(pages / 2**30),
        "python": platform.python_version(),
        **solver_versions(),
    }


def finish(subject: str, results: Mapping[str, Any]) -> None:
    """Print the last line of a benchmark: one JSON object."""
    print(json.dumps({"subject": subject, "machine": machine(), "results": results}))
