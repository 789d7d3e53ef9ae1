"""A small sweep: two invented areas of a dozen settings, two designs, two values."""

import shutil
from pathlib import Path

import pytest

from experts_at_hand.examples import shipped

DESIGNS = {
    "plain.toml": """
title = "By need"
area = "../areas/ash"
[travel]
method = "straight_line"
[clustering]
method = "none"
[[objectives]]
objective = "worst_ratio"
""",
    "round.toml": """
extends = "plain.toml"
title = "Round hubs"
[clustering]
method = "p_median"
clusters = 2
effort = "draft"
balance = 10.0
""",
}

GRID = """
title = "Two of everything"
areas = ["areas/*"]
designs = ["designs/*.toml"]

[values]
settings_per_cluster = [3, 6]
travel.speed_kmh = [30, 40]
"""


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    """Return the grid file: (1 plain + 2 sizes) x 2 speeds = 6 scenarios in each of 2 areas."""
    return written_grid(tmp_path)


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of that sweep, done in one process from beginning to end."""
    from experts_at_hand.sweep import sweep

    home = tmp_path_factory.mktemp("sweep")
    sweep(written_grid(home), home / "out")
    return home / "out"


def written_grid(tmp_path: Path) -> Path:
    """Write areas, designs and the grid file."""
    for name in ("ash", "birch"):
        shutil.copytree(shipped("toy/area"), tmp_path / "areas" / name)
    teams = tmp_path / "areas" / "birch" / "teams.csv"
    lines = teams.read_text("utf-8").splitlines(keepends=True)
    wte = lines[0].strip().split(",").index("wte")
    for row in range(1, len(lines)):
        cells = lines[row].split(",")
        cells[wte] = str(float(cells[wte]) / 2)
        lines[row] = ",".join(cells)
    teams.write_text("".join(lines), "utf-8")
    (tmp_path / "designs").mkdir()
    for name, text in DESIGNS.items():
        (tmp_path / "designs" / name).write_text(text, "utf-8")
    file = tmp_path / "grid.toml"
    file.write_text(GRID, "utf-8")
    return file


def tables_of(out: Path) -> dict[str, bytes]:
    """Return every file of a sweep but plan.json, which tells how long a run took."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "plan.json"
    }
