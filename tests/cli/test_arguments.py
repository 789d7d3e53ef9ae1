"""Words of the command line: files, folders of scenarios, folders of tables."""

from pathlib import Path

import pytest

from experts_at_hand.cli.arguments import scenario_files, scenarios_meant, sweep_meant
from experts_at_hand.errors import ScenarioError


def test_of_a_folder_the_baseline_comes_first(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "baseline.toml", "notes.txt"):
        (tmp_path / name).write_text("")
    other = tmp_path / "x.toml"
    names = [path.name for path in scenario_files([other, tmp_path])]
    assert names == ["x.toml", "baseline.toml", "a.toml", "b.toml"]


def test_a_folder_without_scenarios_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="holds no scenario"):
        scenario_files([tmp_path])


def test_a_folder_of_tables_is_an_area_whatever_else_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("")
    assert [p.name for p in scenarios_meant(tmp_path)] == ["a.toml"]
    (tmp_path / "settings.csv").write_text("setting_id\n")
    assert scenarios_meant(tmp_path) == ()
    assert scenarios_meant(tmp_path / "a.toml") == (tmp_path / "a.toml",)


def test_no_folder_is_a_sweep_by_accident(tmp_path: Path) -> None:
    assert sweep_meant([tmp_path]) is None
    assert sweep_meant([tmp_path, tmp_path]) is None
