"""Threads that ask a registry at the same moment all see it whole."""

import subprocess
import sys

PROGRAM = """
import sys, threading
sys.setswitchinterval(1e-6)
from experts_at_hand.registry.protocols import {registry}
seen, start = [], threading.Barrier(8)
def ask():
    start.wait()
    seen.append(tuple({registry}.parts))
threads = [threading.Thread(target=ask) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(set(seen)), len(seen[0]))
"""


def test_eight_threads_see_every_part() -> None:
    """In a process of its own, where nothing is loaded yet: one answer, and a whole one."""
    for registry, least in (("METRICS", 5), ("CLUSTERING_METHODS", 8), ("OBJECTIVES", 3)):
        program = PROGRAM.format(registry=registry)
        asked = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120
        )
        answers, parts = map(int, asked.stdout.split())
        assert answers == 1
        assert parts >= least
