"""A design over many areas: judged in each against the one with the same values."""

from pathlib import Path

import pandas as pd
import pytest

from experts_at_hand.cli import main
from experts_at_hand.sweep import over_areas, read_sweep, sweep

pytest.importorskip("pyarrow", reason="sweeps need the extra [sweep]")
pytestmark = pytest.mark.solver


def test_designs_are_judged_in_each_area_against_the_one_with_the_same_values(
    undisturbed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A faster car is no better design: 30 km/h is set against 30, 40 against 40."""
    out = undisturbed
    found = over_areas(out)
    rows = found.by_area
    pairs = set(zip(rows["scenario"], rows["baseline"], strict=True))
    assert pairs == {
        (f"round-settings-per-cluster-{size}-speed-kmh-{speed}", f"plain-speed-kmh-{speed}")
        for size in (3, 6)
        for speed in (30, 40)
    }
    table = read_sweep(out).set_index(["area", "scenario", "metric"])["value"]
    row = rows[rows["metric"] == "travel_hours"].iloc[0]
    assert row["value"] == table[row["area"], row["scenario"], "travel_hours"]
    assert row["difference"] == row["value"] - table[row["area"], row["baseline"], "travel_hours"]
    expected = "better" if row["difference"] < 0 else "worse"
    assert row["verdict"] == expected
    summary = found.summary
    assert (summary["areas"] == 2).all()
    counts = summary[["better", "same", "worse", "other circumstances", "not comparable"]]
    assert (counts.sum(axis=1) == 2).all(), "each area is counted once"
    assert main(["compare", str(out), "-o", str(tmp_path / "cmp")]) == 0
    assert "2 areas, each design against plain" in capsys.readouterr().out
    assert len(pd.read_csv(tmp_path / "cmp" / "over-areas.csv")) == len(summary)
    page = (tmp_path / "cmp" / "over-areas.html").read_text("utf-8")
    assert "<h1>2 areas: designs of specialist support</h1>" in page
    assert page.count("In how many areas it is better") == 4
    first = summary[summary["metric"] == "travel_hours"].iloc[0]
    assert f'data-l="Better">{first["better"]}<' in page
    assert len(pd.read_csv(tmp_path / "cmp" / "by-area.csv")) == len(rows)
    assert main(["compare", str(out), "-o", str(tmp_path / "cmp"), "--baseline", "plane"]) == 2


def test_other_staff_is_no_better_design(grid: Path, tmp_path: Path) -> None:
    """Half an hour fewer is told from the same: whoever changes a post is not judged."""
    (tmp_path / "designs" / "round.toml").write_text(
        'extends = "plain.toml"\ntitle = "Longer weeks"\n[working_year]\nhours_per_week = 40\n'
    )
    grid.write_text('areas = ["areas/*"]\ndesigns = ["designs/*.toml"]\n')
    out = tmp_path / "out"
    sweep(grid, out)
    assert set(over_areas(out).by_area["verdict"]) == {"other circumstances"}
    one = over_areas(out, baseline="round").by_area
    assert set(one["scenario"]) == {"plain"}
