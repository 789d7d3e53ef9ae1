"""What is printed reaches consoles of any alphabet, and libraries are silent."""

import json
import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.examples import copy_shipped
from experts_at_hand.travel.straight_line import StraightLine
from tests.cli.test_app import LARGE

pytestmark = pytest.mark.solver


@pytest.mark.once
def test_a_console_of_another_alphabet_ends_no_run(tmp_path: Path) -> None:
    """Redirected on Windows, output is cp1252, which has no Welsh circumflex: exit 0 all the same.

    For a machine nothing is lost: letters that cannot be written are escaped.
    """
    copy_shipped("toy", tmp_path / "a")
    table = tmp_path / "a" / "area" / "settings.csv"
    text = table.read_text("utf-8")
    name = text.splitlines()[1].split(",")[1]
    table.write_text(text.replace(name, "Ysgol T\u0177 G\u0175yr", 1), "utf-8")
    far = tmp_path / "a" / "far.toml"
    far.write_text(
        'extends = "baseline.toml"\ntitle = "T\u0177"\n'
        '[[rules]]\nrule = "reach"\nmax_minutes = 1\n',
        "utf-8",
    )
    program = [
        sys.executable,
        "-c",
        "import sys; from experts_at_hand.cli import main; sys.exit(main())",
    ]
    for words in (["run", str(far)], ["run", str(far), "--json"], ["compare", str(far)]):
        done = subprocess.run(
            [*program, *words, "-o", str(tmp_path / "out")],
            env=os.environ | {"PYTHONIOENCODING": "cp1252"},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
        if "--json" in words:
            assert json.loads(done.stdout.decode("cp1252"))["title"] == "T\u0177"


def test_warnings_of_libraries_never_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def noisy(model: StraightLine, area: LocalArea) -> TravelMatrix:
        warnings.warn("/home/me/lib.py is old", UserWarning, stacklevel=1)
        logging.getLogger("pyogrio").warning("/home/me/roads.gpkg is odd")
        return original(model, area)

    original = StraightLine.matrix
    monkeypatch.setattr(StraightLine, "matrix", noisy)
    assert main(["run", LARGE, "-o", str(tmp_path), "-q"]) == 0
    assert capsys.readouterr().err == ""
