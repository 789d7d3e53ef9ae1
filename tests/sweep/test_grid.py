"""A grid file: what it says, and every mistake in it at once."""

from pathlib import Path

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.sweep import load_grid


def test_what_a_grid_says(grid: Path) -> None:
    """Areas by the name of the folder, designs by that of the file; keys dotted or quoted."""
    found = load_grid(grid)
    assert list(found.areas) == ["ash", "birch"]
    assert list(found.designs) == ["plain", "round"]
    assert found.baseline == "plain", "the first"
    assert found.values == {"settings_per_cluster": (3, 6), "travel.speed_kmh": (30, 40)}
    grid.write_text(grid.read_text("utf-8").replace("travel.speed_kmh", '"travel.speed_kmh"'))
    assert load_grid(grid) == found


def test_every_mistake_is_listed(grid: Path) -> None:
    grid.write_text(
        'area = ["areas/*"]\nareas = ["nowhere/*"]\ndesigns = "plain.toml"\ntitle = 3\n'
        "[values]\nsettings_per_cluster = [0]\ntravel.speed_kmh = 30\nx = []\n"
        "travel.detour_factor = [1.3, 1.3]\n"
    )
    with pytest.raises(ScenarioError) as refusal:
        load_grid(grid)
    said = str(refusal.value)
    for words in (
        "grid.toml has 8 problems",
        "area: unknown; did you mean 'areas'?",
        "areas: nothing matches 'nowhere/*'",
        "designs: found 'plain.toml'; write a list of paths in quotes",
        "title: found 3; write a text in quotes",
        "settings_per_cluster: found [0]; write numbers from 1",
        "travel.speed_kmh: found 30; write a list of numbers or texts",
        "x: found []; write a list",
        "travel.detour_factor: one value stands in it twice",
    ):
        assert words in said


def test_names_that_two_have_and_a_baseline_that_nobody_has(grid: Path) -> None:
    (grid.parent / "more").mkdir()
    (grid.parent / "more" / "ash").mkdir()
    text = grid.read_text("utf-8").replace('"areas/*"', '"areas/*", "more/*"')
    grid.write_text('baseline = "plane"\n' + text)
    with pytest.raises(ScenarioError) as refusal:
        load_grid(grid)
    assert "areas: two are called 'ash'; rename one" in str(refusal.value)
    assert "there is no design 'plane'; did you mean 'plain'?" in str(refusal.value)


@pytest.mark.parametrize("content", [b"areas = [", b"\xff\xfea\x00", b"designs = [1]"])
def test_no_grid(grid: Path, content: bytes) -> None:
    grid.write_bytes(content)
    with pytest.raises(ScenarioError):
        load_grid(grid)
    grid.unlink()
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_grid(grid)
