"""eah menu and eah next-post, at the command line: files, figures for a machine, refusals."""

import json
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import shipped

pytestmark = pytest.mark.solver

LARGE = str(shipped("toy/clusters-large.toml"))


def test_next_post_writes_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    asked = ["next-post", LARGE, "--wte", "0.2", "--count", "2", "-o", str(out), "--json", "-q"]
    assert main(asked) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["in_order"]) == 2
    assert {p.name for p in out.iterdir()} == {
        "next_post.csv", "posts_in_order.csv", "prices.csv", "next-post.html", "plan.xlsx",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--count", "0"], "count is 0"), (["--wte", "0"], "wte is 0"), (["--wte", "x"], "wte")],
)
def test_no_post_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    out = tmp_path / "out"
    assert main(["next-post", LARGE, "-o", str(out), "-q", *words]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_menu_of_no_number_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["menu", LARGE, "--clusters", "many", "-o", str(tmp_path / "out")]) == 2
    assert "write 4..12, or 4,6,8" in capsys.readouterr().err
