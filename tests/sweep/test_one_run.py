"""One run of a sweep: lands, or says why not; what was done in vain leaves nothing behind."""

from pathlib import Path

import pytest

from experts_at_hand.sweep import cases_of, load_grid
from experts_at_hand.sweep.dataset import is_done
from experts_at_hand.sweep.one_run import run_case

pytest.importorskip("pyarrow", reason="sweeps need the extra [sweep]")
pytestmark = pytest.mark.solver


def test_it_lands_with_its_inputs(grid: Path, tmp_path: Path) -> None:
    case = cases_of(load_grid(grid))[0]
    out = tmp_path / "landed"
    assert not is_done(out, case)
    found = run_case(case, str(out))
    assert found.reason == ""
    assert found.seconds > 0
    assert is_done(out, case)
    assert (out / "runs" / case.area / f"{case.name}.toml").is_file()


def test_what_cannot_be_planned_says_why_and_leaves_nothing(grid: Path, tmp_path: Path) -> None:
    case = cases_of(load_grid(grid))[0]
    (grid.parent / "areas" / case.area / "teams.csv").write_text("team_id\n")
    out = tmp_path / "landed"
    found = run_case(case, str(out))
    assert "teams.csv" in found.reason
    assert not is_done(out, case)
    assert not (out / "runs").exists()
