"""Results are whole or not there: what fails or is stopped leaves what was there."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome
from experts_at_hand.results import staged, write_outcome

pytestmark = pytest.mark.solver


def test_what_was_there_is_replaced_whole(outcome: Outcome, tmp_path: Path) -> None:
    """Our own folder goes, with everything in it; the user's other files stay."""
    (tmp_path / "notes.txt").write_text("mine")
    old = write_outcome(outcome, tmp_path)
    (old / "access.csv").write_text("old")
    write_outcome(outcome, tmp_path)
    assert (old / "access.csv").read_text() != "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clusters-large", "notes.txt"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """Half of it written, then an exception: the old folder is as it was."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.json").write_text("old")
    with pytest.raises(RuntimeError), staged(tmp_path) as stage:  # noqa: PT012 - it is the block
        (stage / "plan").mkdir()
        (stage / "plan" / "plan.json").write_text("half")
        raise RuntimeError
    assert (tmp_path / "plan" / "plan.json").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["plan"]


def test_a_failure_leaves_no_folder_that_was_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "a" / "b"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_cannot_be_written(outcome: Outcome, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OSError, match="out"):
        write_outcome(outcome, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "a file"


def test_ctrl_c_in_the_middle_leaves_no_half_folder(tmp_path: Path) -> None:
    """Exit 130 with one line; what was there stays."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    program = (
        "import sys; from experts_at_hand.cli import main; print('ready', flush=True); "
        "sys.exit(main(sys.argv[1:]))"
    )
    words = ["compare", str(shipped("two-rivers")), "-o", str(tmp_path / "out")]
    running = subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err == "eah: interrupted; nothing was written\n"
    assert out == ""
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine.txt"]
