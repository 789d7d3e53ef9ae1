"""eah years, at the command line: without years there is nothing to plan, with them all is said."""

from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import shipped
from tests.posts.test_years import file, year

pytestmark = pytest.mark.solver


def test_without_years_it_says_how_to_state_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["years", str(shipped("toy/posts.toml")), "-o", str(tmp_path / "out")]) == 2
    assert "write a [[years]] table for each" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_each_year_is_told_of_on_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, year("2026/27") + year("2027/28", wte=0.4))
    assert main(["years", str(path), "-o", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr()
    assert "eah: 2026/27" in shown.err
    assert "lowest access, averaged over the years" in shown.out
