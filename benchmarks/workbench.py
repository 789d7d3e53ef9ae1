"""The workbench as people meet it: from a changed box to the redrawn page, over a real server.

``python -m benchmarks.workbench`` serves an invented county of 140 settings and 12 teams in a
process of its own and asks as a browser does: a form is sent, the answer's redirect is followed and
the whole page read. Sliders: another vacancy rate each time. Clusters: another number each time,
with the method `contiguous` at effort `draft`. Moves: a setting to another cluster and back.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.areas import synthetic_area
from benchmarks.machine import finish
from experts_at_hand.examples import copy_shipped
from experts_at_hand.sources import write_tidy

SETTINGS, TEAMS = 140, 6
TIMES = 25

DESIGN = """extends = "baseline.toml"
title = "Bench"
[clustering]
method = "contiguous"
clusters = 8
balance = 0.3
effort = "draft"
"""


def folder_with(settings: int, place: Path) -> Path:
    """Make a folder with an invented county and a design to play with."""
    copy_shipped("start", place)
    for table in (place / "area").iterdir():
        table.unlink()
    write_tidy(synthetic_area(settings, TEAMS), place / "area")
    (place / "bench.toml").write_text(DESIGN, "utf-8")
    return place


def measured(settings: int = SETTINGS, times: int = TIMES) -> dict[str, Any]:
    """Return seconds of each kind of act, and the size of the page."""
    import httpx

    with tempfile.TemporaryDirectory() as stage:
        place = folder_with(settings, Path(stage) / "bench")
        command = [sys.executable, "-m", "experts_at_hand", "serve", str(place), "--port", "0"]
        began = time.perf_counter()
        server = subprocess.Popen([*command, "--no-browser"], stderr=subprocess.PIPE, text=True)
        assert server.stderr is not None
        address = re.search(r"http://\S+", server.stderr.readline())
        assert address is not None
        try:
            with httpx.Client(base_url=address[0], follow_redirects=True, timeout=120) as client:
                client.get("/data")
                start = time.perf_counter() - began
                return {"start": start} | _acts(client, times)
        finally:
            server.terminate()
            server.wait()
            server.stderr.close()


def _acts(client: Any, times: int) -> dict[str, Any]:  # noqa: ANN401 - httpx's client
    place = "/design/bench"
    page = client.get(place, params={"wait": 1}).text
    client.get("/", params={"wait": 1})  # the design others are compared with is planned
    began = time.perf_counter()
    page = client.get(place).text
    first = time.perf_counter() - began

    def sent(act: str, boxes: dict[str, str]) -> float:
        nonlocal page
        hidden = dict(re.findall(r'name="(token|revision)" value="([^"]+)"', page))
        began = time.perf_counter()
        answer = client.post(f"{place}/{act}", data=hidden | boxes)
        while "data-working" in answer.text:
            answer = client.get(place, params={"wait": 1})
        seconds = time.perf_counter() - began
        assert answer.status_code == 200, re.sub(r"<[^>]+>", " ", answer.text)[:2000]
        page = answer.text
        return seconds

    team = re.search(r'name="(teams/[^"]+/vacancy_rate)"', page)
    assert team is not None
    vacancies = [sent("change", {team[1]: str(5 + n)}) for n in range(times)]
    counts = [sent("change", {"clustering/clusters": str(9 + n % 6)}) for n in range(6)]
    ids = re.findall(r'<option value="(9\d+)"', page)
    clusters = re.findall(r'<optgroup label="([^"]+)"', page)
    moves = [sent("move", {"setting": ids[0], "to": clusters[1 + n % 2]}) for n in range(times)]
    return {
        "page_kb": len(page.encode()) / 1000,
        "first_page": first,
        "slider_p50": float(np.median(vacancies)),
        "slider_p95": float(np.quantile(vacancies, 0.95)),
        "count_worst": max(counts),
        "move_p50": float(np.median(moves)),
        "move_p95": float(np.quantile(moves, 0.95)),
    }


def main(settings: int = SETTINGS, times: int = TIMES) -> None:
    """Print what was measured."""
    found = measured(settings, times)
    for key, value in found.items():
        print(f"{key:12} {value:8.2f}")
    finish("workbench", found | {"settings": settings, "times": times})


if __name__ == "__main__":
    main()
