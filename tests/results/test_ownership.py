"""Nothing of the user's is ever lost: what is refused, what is replaced, what is cleared away."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.errors import OutputError, ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.results import read_table, staged, write_outcome
from experts_at_hand.results.ownership import foreign
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver

BASELINE = shipped("toy/baseline.toml")
DRAWN = shipped("toy/drawn.toml")


def everything(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(BASELINE)


@pytest.mark.parametrize(
    "mine",
    [
        "baseline/my_thesis.txt",
        "baseline/plan.json",
        "baseline/access.csv",
        "baseline/deep/down.txt",
        "baseline",
        "report.html",
        "comparison.csv",
    ],
)
def test_what_is_the_users_is_refused_before_the_run(
    tmp_path: Path, mine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named, exit 2, and every byte as it was; also beside a plan of our own."""
    file = tmp_path / mine
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine")
    before = everything(tmp_path)
    assert main(["compare", str(BASELINE), str(DRAWN), "-o", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert mine.split("/", maxsplit=1)[0] in said
    assert "nothing was touched" in said
    assert everything(tmp_path) == before


def test_a_file_that_was_put_into_a_result_folder_is_kept(outcome: Outcome, tmp_path: Path) -> None:
    """Somebody's remarks beside our tables are somebody's."""
    folder = write_outcome(outcome, tmp_path)
    (folder / "remarks.docx").write_text("mine")
    with pytest.raises(OutputError, match=r"baseline holds remarks\.docx, which no run wrote"):
        write_outcome(outcome, tmp_path)
    (folder / "remarks.docx").unlink()
    (folder / ".DS_Store").write_text("litter")
    (folder / "Thumbs.db").write_text("litter")
    assert write_outcome(outcome, tmp_path) == folder


@pytest.mark.parametrize("out", [".", "area", "area/results"])
def test_no_results_among_input_tables(tmp_path: Path, out: str) -> None:
    """A scenario called area.toml beside the folder area would replace the tables."""
    home = tmp_path / "toy"
    shutil.copytree(shipped("toy"), home)
    (home / "area.toml").write_text('extends = "baseline.toml"\n')
    before = everything(home)
    assert main(["run", str(home / "area.toml"), "-o", str(home / out)]) == 2
    assert everything(home) == before


@pytest.mark.parametrize(
    "name", ["report.html", "comparison.csv", "Menu.csv", "nul", "COM1", "a:b", "x.", ".x"]
)
def test_names_that_cannot_be_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(f"extends = '{BASELINE.as_posix()}'\n")
    with pytest.raises(ScenarioError, match="rename the scenario file"):
        load_scenario(path)


def test_names_that_are_one_on_other_systems_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "BASELINE.toml"
    other.write_text(f"extends = '{BASELINE.as_posix()}'\n")
    out = tmp_path / "out"
    assert main(["compare", str(BASELINE), str(other), "-o", str(out)]) == 2
    assert "'baseline' and 'BASELINE', one name on Windows" in capsys.readouterr().err
    assert not out.exists()


def test_results_of_an_earlier_comparison_go(tmp_path: Path) -> None:
    """And only those: a run of its own, and what is the user's, stay."""
    (tmp_path / "notes.txt").write_text("mine")
    alone = shipped("toy/clusters-large.toml")
    assert main(["run", str(alone), "-o", str(tmp_path), "-q"]) == 0
    assert main(["compare", str(BASELINE), str(DRAWN), "-o", str(tmp_path), "-q"]) == 0
    assert (tmp_path / "drawn").is_dir()
    assert main(["compare", str(BASELINE), "-o", str(tmp_path), "-q"]) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "access.png", "access.svg",
        "baseline", "board-paper.docx", "changes.csv", "clusters-large", "comparison.csv",
        "map.gpkg", "notes.txt", "plan.xlsx", "report.html",
    ]  # fmt: skip
    assert main(["compare", str(BASELINE), str(DRAWN), "-o", str(tmp_path), "-q"]) == 0
    (tmp_path / "drawn" / "mine.txt").write_text("mine")
    assert main(["compare", str(BASELINE), "-o", str(tmp_path), "-q"]) == 2
    assert (tmp_path / "drawn" / "mine.txt").is_file()


def test_what_a_killed_run_left_is_cleared_away(outcome: Outcome, tmp_path: Path) -> None:
    """Killed while it wrote: the next good run removes it. One that still writes is left alone."""
    program = (
        "import sys, time\n"
        "from experts_at_hand.results import staged\n"
        f"with staged({str(tmp_path)!r}) as stage:\n"
        "    (stage / 'half').write_text('half')\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
    )
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    write_outcome(outcome, tmp_path)
    assert len(list(tmp_path.glob(".unfinished-*"))) == 1, "its writer is alive"
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    running.stdout.close()
    write_outcome(outcome, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["baseline"]


def test_a_result_that_a_killed_run_was_replacing_comes_back(
    outcome: Outcome, tmp_path: Path
) -> None:
    """Killed between two renames, the old result stands in its attic only."""
    folder = write_outcome(outcome, tmp_path)
    attic = tmp_path / ".unfinished-x" / "old"
    attic.mkdir(parents=True)
    (tmp_path / ".unfinished-x" / "running").write_text("")
    folder.rename(attic / "baseline.0")
    with staged(tmp_path) as stage:
        (stage / "report.html").write_text('<meta name="generator" content="experts_at_hand">')
    assert sorted(p.name for p in tmp_path.iterdir()) == ["baseline", "report.html"]
    assert read_table(folder, "scorecard")


def test_a_full_disk_leaves_what_was_there(
    outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_outcome(outcome, tmp_path)
    before = everything(folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("experts_at_hand.results.folder.write_csv", full)
    with pytest.raises(OSError, match="No space left"):
        write_outcome(outcome, tmp_path)
    assert everything(folder) == before
    assert [p.name for p in tmp_path.iterdir()] == ["baseline"]


def test_a_plan_of_another_program_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps({"schema": "other/plan/1"}))
    assert foreign(tmp_path) == "holds no plan.json of a run"
    (tmp_path / "plan.json").write_text(json.dumps({"schema": "experts-at-hand/plan/7"}))
    assert foreign(tmp_path) is None


def test_a_folder_exchanged_while_it_is_looked_at_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run puts its own there and removes the one before, plan.json first."""
    place = tmp_path / "plan"

    def put() -> None:
        place.mkdir()
        (place / "access.csv").write_text("theirs")
        (place / "plan.json").write_text(json.dumps({"schema": "experts-at-hand/plan/1"}))

    put()
    plain = Path.iterdir
    looks: list[int] = []

    def exchanged(self: Path) -> list[Path]:
        looks.append(1)
        if len(looks) > 1:
            return list(plain(self))
        place.rename(tmp_path / "old")
        (tmp_path / "old" / "plan.json").unlink()
        put()
        return list(plain(tmp_path / "old"))

    monkeypatch.setattr(Path, "iterdir", exchanged)
    assert foreign(place) is None
    assert len(looks) == 2
    monkeypatch.setattr(Path, "iterdir", plain)
    (place / "plan.json").unlink()
    assert foreign(place) == "holds no plan.json of a run"
