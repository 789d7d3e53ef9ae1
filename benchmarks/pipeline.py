"""Start-up, one run and the whole comparison, as a user starts them: whole processes.

``python -m benchmarks.pipeline`` prints seconds (median of the runs) and peak memory of each
command, and a JSON line at the end. With the real data beside the checkout it runs Bath & North
East Somerset too.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine import finish
from experts_at_hand.examples import shipped

EAH = Path(sys.executable).with_name("eah")
BANES = Path(__file__).resolve().parents[2] / "shared" / "data" / "banes"


def timed(words: Sequence[str], runs: int) -> tuple[float, float]:
    """Return the median seconds of a command and the most memory of any so far, MB."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([EAH, *words], check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return statistics.median(seconds), peak


def commands(folder: Path) -> dict[str, tuple[list[str], int]]:
    """Return the commands by what they are, each with the number of runs; the smallest first."""
    out = str(folder / "out")
    listed = {
        "eah --help": (["--help"], 7),
        "eah run toy": (["run", str(shipped("toy/baseline.toml")), "-o", out], 5),
        "eah demo: six scenarios, 120 settings": (["demo", "-o", out], 3),
    }
    if BANES.is_dir():
        scenario = folder / "banes.toml"
        scenario.write_text(
            f"title = 'B&NES'\narea = '{BANES.as_posix()}'\n"
            "[clustering]\nmethod = 'spanning_tree'\nclusters = 6\n"
        )
        listed["eah run B&NES, straight lines, six clusters"] = (
            ["run", str(scenario), "-o", out],
            3,
        )
    return listed


def main() -> None:
    """Print a line for each command."""
    print(f"{'command':>44} | seconds | peak MB so far")
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for what, (words, runs) in commands(Path(folder)).items():
            seconds, peak = timed(words, runs)
            results[what] = {"seconds": round(seconds, 3), "peak_mb": round(peak)}
            print(f"{what:>44} | {seconds:7.2f} | {peak:7.0f}")
    finish("pipeline", results)


if __name__ == "__main__":
    main()
