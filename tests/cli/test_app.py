"""The command line: what it prints where, its exit codes, and that nothing is half written."""

import json
from pathlib import Path

import pytest

import experts_at_hand
from experts_at_hand.cli import main
from experts_at_hand.cli.arguments import scenario_files
from experts_at_hand.errors import ScenarioError, SolverError
from experts_at_hand.examples import shipped

pytestmark = pytest.mark.solver

BASELINE = shipped("toy/baseline.toml").as_posix()


LARGE = shipped("toy/clusters-large.toml").as_posix()


def scenario(folder: Path, text: str, name: str = "mine.toml") -> str:
    """Write a scenario that extends the toy's baseline."""
    path = folder / name
    path.write_text(f"extends = '{BASELINE}'\ntitle = 'Mine'\n{text}", encoding="utf-8")
    return path.as_posix()


def test_quiet_is_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", LARGE, "-o", str(tmp_path), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_methods_lists_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["methods"]) == 0
    text = capsys.readouterr().out
    for word in ("tidy", "straight_line", "cluster_days", "spanning_tree", "reach", "worst_ratio"):
        assert f"  {word}\n" in text
    assert main(["methods", "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["rules"]["reach"]["keys"] == {"max_minutes": "needed"}


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("[clustering]\nmethod = 'spaning_tree'\n", 2, "did you mean 'spanning_tree'"),
        ("[travel]\nspeed = 3\n", 2, "[travel] has no key 'speed'; did you mean 'speed_kmh'"),
        ("clusers = 3\n", 2, "there is no key 'clusers'"),
        ("[teams.ot-wst]\nwte = 1\n", 2, "did you mean 'ot-west'"),
        ("[[rules]]\nrule = 'floor'\nhours = 500\n", 1, "at least 500 hours"),
        ("not toml", 2, "not valid TOML"),
    ],
)
def test_mistakes_are_one_message_and_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, words: str
) -> None:
    """Bad input is 2, contradictory rules are 1; there is no traceback and no result folder."""
    assert main(["run", scenario(tmp_path, text), "-o", str(tmp_path / "out")]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("eah: ")
    assert words in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()


def test_a_scenario_that_extends_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "loop.toml").write_text("extends = 'loop.toml'\n")
    assert main(["run", str(tmp_path / "loop.toml")]) == 2
    assert "the file extends itself" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("a file")
    assert main(["run", LARGE, "-o", str(tmp_path / "out"), "-q"]) == 2
    assert "is a file; name a folder" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "a file"


def test_no_solution_is_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SolverError("no plan was found")

    monkeypatch.setattr(experts_at_hand, "run", fail)
    assert main(["run", LARGE]) == 1
    assert capsys.readouterr().err == "eah: no plan was found\n"


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Help and version are answers; a wrong word is bad input."""
    assert main(["--help"]) == 0
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.endswith("experts_at_hand 0.1.0\n")
    assert main(["rum"]) == 2
    assert main(["run"]) == 2
    assert main([]) == 2


def test_a_folder_without_scenarios(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="holds no scenario"):
        scenario_files([tmp_path])
    assert scenario_files([shipped("toy")])[0].stem == "baseline"
