"""Cases: every area with every design and value, each known by all that decides its result."""

from pathlib import Path

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.sweep import cases_of, load_grid


def test_each_case_by_hand(grid: Path) -> None:
    """A design without clusters takes no number of them: 2 speeds; the other 2 sizes x 2 speeds."""
    cases = cases_of(load_grid(grid))
    assert [case.name for case in cases if case.area == "birch"] == [
        "plain-speed-kmh-30",
        "plain-speed-kmh-40",
        "round-settings-per-cluster-3-speed-kmh-30",
        "round-settings-per-cluster-3-speed-kmh-40",
        "round-settings-per-cluster-6-speed-kmh-30",
        "round-settings-per-cluster-6-speed-kmh-40",
    ]
    assert [case.area for case in cases] == ["ash"] * 6 + ["birch"] * 6, "area by area"
    assert cases[2].title == "Round hubs (settings per cluster 3, speed kmh 30)"
    assert cases[2].settings_per_cluster == 3
    assert cases[0].settings_per_cluster is None
    assert len({case.fingerprint for case in cases}) == 12


def test_a_fingerprint_changes_with_what_decides_a_result_and_with_nothing_else(
    grid: Path, tmp_path: Path
) -> None:
    def prints() -> dict[tuple[str, str], str]:
        return {(c.area, c.name): c.fingerprint for c in cases_of(load_grid(grid))}

    before = prints()
    (tmp_path / "note.txt").write_text("of no matter")
    (tmp_path / "areas" / "ash" / ".hidden").write_text("of no matter")
    assert prints() == before
    design = tmp_path / "designs" / "round.toml"
    design.write_text(design.read_text() + "seed = 1\n")
    changed = prints()
    assert {key for key in before if changed[key] != before[key]} == {
        key for key in before if key[1].startswith("round")
    }
    settings = tmp_path / "areas" / "ash" / "settings.csv"
    settings.write_text(settings.read_text("utf-8") + "\n", "utf-8")
    again = prints()
    assert {key for key in before if again[key] != changed[key]} == {
        key for key in before if key[0] == "ash"
    }


def test_a_file_that_a_design_names_decides_too(grid: Path, tmp_path: Path) -> None:
    """Minutes from a table: another table gives another result."""
    table = tmp_path / "minutes.csv"
    table.write_text("from,to,minutes,miles\n", "utf-8")
    (tmp_path / "designs" / "plain.toml").write_text(
        'title = "T"\narea = "../areas/ash"\n'
        '[travel]\nmethod = "supplied"\nfile = "../minutes.csv"\n'
        '[[objectives]]\nobjective = "worst_ratio"\n'
    )
    grid.write_text('areas = ["areas/ash"]\ndesigns = ["designs/plain.toml"]\n')
    (before,) = cases_of(load_grid(grid))
    table.write_text("from,to,minutes,miles\na,b,1,1\n", "utf-8")
    (after,) = cases_of(load_grid(grid))
    assert before.fingerprint != after.fingerprint


def test_a_value_that_no_design_knows_is_refused_before_anything_runs(grid: Path) -> None:
    grid.write_text(grid.read_text().replace("travel.speed_kmh", "travel.speed_kph"))
    with pytest.raises(ScenarioError) as refusal:
        cases_of(load_grid(grid))
    assert "plain.toml: [travel] has no key 'speed_kph'; did you mean 'speed_kmh'?" in str(
        refusal.value
    )


def test_without_areas_each_design_has_its_own(grid: Path) -> None:
    grid.write_text('designs = ["designs/*.toml"]\n')
    assert {case.area for case in cases_of(load_grid(grid))} == {"ash"}


def test_designs_may_stand_beside_the_grid(grid: Path, tmp_path: Path) -> None:
    """A design without any value to try is called as its file: that is no circle."""
    (tmp_path / "plain.toml").write_text(
        (tmp_path / "designs" / "plain.toml").read_text().replace("../areas", "areas")
    )
    grid.write_text('title = "G"\nareas = ["areas/*"]\ndesigns = ["plain.toml"]\n')
    assert [case.name for case in cases_of(load_grid(grid))] == ["plain", "plain"]
