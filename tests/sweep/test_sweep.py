"""A sweep to its end, whatever happens on the way."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from experts_at_hand.cli import main
from experts_at_hand.errors import OutputError
from experts_at_hand.inputs import Inputs, load_scenarios
from experts_at_hand.pipeline import Outcome, run, run_all
from experts_at_hand.results import read_scorecard
from experts_at_hand.scenario import Scenario
from experts_at_hand.sweep import Standing, read_sweep, sweep
from experts_at_hand.watch import STOPPED_NOTE
from tests.sweep.conftest import tables_of

pytest.importorskip("pyarrow", reason="sweeps need the extra [sweep]")
pytestmark = pytest.mark.solver


def test_every_figure_is_that_of_the_run_by_itself(undisturbed: Path) -> None:
    """12 runs; the scenario file that lies beside a run gives the same scorecard again."""
    table = read_sweep(undisturbed)
    assert len(table.groupby(["area", "scenario"])) == 12
    name = "round-settings-per-cluster-6-speed-kmh-30"
    place = undisturbed / "runs" / "birch"
    alone = run(place / f"{name}.toml")
    assert len(alone.clustering) == 2, "12 settings, 6 to a cluster"
    rows = table[(table["area"] == "birch") & (table["scenario"] == name)]
    assert dict(zip(rows["metric"], rows["value"], strict=True)) == pytest.approx(
        {m.metric: m.value for m in alone.scorecard}, nan_ok=True
    )
    card = {m.metric: m.value for m in alone.scorecard}
    written = {m.metric: m.value for m in read_scorecard(place / name)}
    assert written == pytest.approx(card, nan_ok=True, abs=1e-6)
    pd.testing.assert_frame_equal(pd.read_parquet(undisturbed / "measures"), table)


def test_what_is_done_is_not_done_again(grid: Path, tmp_path: Path) -> None:
    """A design that changes is done anew with every value, in both areas; the others stay."""
    out = tmp_path / "out"
    sweep(grid, out)
    first = tables_of(out)
    assert sweep(grid, out).before == 12
    assert tables_of(out) == first
    design = tmp_path / "designs" / "round.toml"
    design.write_text(design.read_text().replace("10.0", "9.0"))
    standings: list[Standing] = []
    assert sweep(grid, out, progress=standings.append).before == 4
    assert [s.left for s in standings] == [8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert standings[-1].done == 12
    assert standings[0].seconds_to_go is None


def test_one_area_that_fails_stops_nobody(
    grid: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    teams = tmp_path / "areas" / "ash" / "teams.csv"
    teams.unlink()
    out = tmp_path / "out"
    assert main(["sweep", str(grid), "-o", str(out), "--json"]) == 1
    said, progress = capsys.readouterr()
    found = json.loads(said)
    assert (found["runs"], found["done"], len(found["failed"])) == (12, 6, 6)
    assert all("teams.csv: missing" in failure["reason"] for failure in found["failed"])
    assert "6 done, 6 failed, 0 left" in progress
    assert main(["compare", str(out), "-o", str(tmp_path / "cmp"), "-q"]) == 0
    page = (tmp_path / "cmp" / "over-areas.html").read_text("utf-8")
    assert '<h2 id="missing">Runs without a result</h2>' in page
    assert page.count("<li>ash, 6 scenarios: ") == 1
    assert "teams.csv: missing" in page
    runs = pd.read_csv(out / "runs.csv")
    assert runs.groupby("area")["state"].unique().map(list).to_dict() == {
        "ash": ["failed"],
        "birch": ["done"],
    }
    assert list(runs["travel.speed_kmh"][:2]) == [30, 40]


def test_a_pool_gives_the_same_bytes(grid: Path, tmp_path: Path, undisturbed: Path) -> None:
    found = sweep(grid, tmp_path / "two", workers=2)
    assert (found.runs, found.before, found.failed) == (12, 0, {})
    assert tables_of(tmp_path / "two") == tables_of(undisturbed)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that nobody can catch")
def test_a_sweep_that_is_killed_goes_on_where_it_was(
    grid: Path, tmp_path: Path, undisturbed: Path
) -> None:
    """SIGKILL after the first result: no worker stays behind, and the end is as if undisturbed."""
    out = tmp_path / "out"
    command = [sys.executable, "-m", "experts_at_hand", "sweep", str(grid), "-o", str(out)]
    with subprocess.Popen([*command, "--workers", "2", "-q"], start_new_session=True) as process:
        landed: list[Path] = []
        while not landed and process.poll() is None:
            landed = [p for p in out.glob("measures/*/*.parquet") if not p.name.startswith(".")]
            time.sleep(0.01)
        process.kill()
    assert landed
    written = {path: path.stat().st_mtime_ns for path in landed}
    deadline = time.monotonic() + 20
    while _alive_in(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive_in(process.pid), "workers end with whoever gave them work"
    found = sweep(grid, out)
    assert found.before >= len(landed)
    assert {path: path.stat().st_mtime_ns for path in landed} == written, "nothing done twice"
    assert tables_of(out) == tables_of(undisturbed)


def _alive_in(group: int) -> bool:
    """Whether any process of a group lives."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return any(
        stat.read_text().rsplit(") ", 1)[1].split()[2] == str(group)
        and stat.read_text().rsplit(") ", 1)[1].split()[0] != "Z"
        for stat in Path("/proc").glob("[0-9]*/stat")
        if stat.exists()
    )


def test_ctrl_c_says_what_is_kept_and_lands_no_search_that_it_ended(
    grid: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The fifth run is a search that was stopped by hand: four stay done, and it is done again."""
    out = tmp_path / "out"
    calls: list[int] = []

    def stopped_at_the_fifth(
        scenarios: Sequence[Scenario], *, memory: Inputs
    ) -> tuple[Outcome, ...]:
        (outcome,) = run_all(scenarios, memory=memory)
        calls.append(1)
        if len(calls) == 5:
            notes = (STOPPED_NOTE, *outcome.clustering.notes)
            outcome = replace(outcome, clustering=replace(outcome.clustering, notes=notes))
        return (outcome,)

    monkeypatch.setattr("experts_at_hand.sweep.one_run.run_all", stopped_at_the_fifth)
    assert main(["sweep", str(grid), "-o", str(out)]) == 130
    said = capsys.readouterr().err
    assert "what is done is kept, and the same command goes on from there" in said
    assert "nothing was written" not in said
    assert len(pd.read_csv(out / "runs.csv")) == 4
    assert main(["sweep", str(grid), "-o", str(out), "-q"]) == 0
    assert len(calls) == 5 + 8


def test_runs_of_another_grid_are_not_lost(grid: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    grid.write_text(grid.read_text().replace("[30, 40]", "[30]"))
    sweep(grid, out)
    grid.write_text(grid.read_text().replace("[30]", "[40]"))
    before = tables_of(out)
    with pytest.raises(OutputError, match=r"plain-speed-kmh-30 of ash.*--drop-others"):
        sweep(grid, out)
    assert tables_of(out) == before
    sweep(grid, out, drop_others=True)
    sweep(grid, tmp_path / "fresh")
    assert tables_of(out) == tables_of(tmp_path / "fresh")


def test_somebody_elses_files_stay(grid: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "runs.csv").write_text("mine")
    with pytest.raises(OutputError, match=r"runs\.csv is a file that no run wrote"):
        sweep(grid, out)
    with pytest.raises(OutputError, match="lies inside the area's folder"):
        sweep(grid, tmp_path / "areas" / "ash" / "out")


def test_the_scenarios_of_an_area_compare_as_any_others(undisturbed: Path) -> None:
    files = sorted((undisturbed / "runs" / "ash").glob("*.toml"))
    assert len(load_scenarios(files)) == 6
