"""The command line: what it prints where, its exit codes, and that nothing is half written."""

import csv
import json
import logging
import os
import signal
import subprocess
import sys
import warnings
from contextlib import suppress
from pathlib import Path

import pytest

import experts_at_hand
from experts_at_hand.cli import main
from experts_at_hand.cli.arguments import scenario_files
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError, SolverError
from experts_at_hand.examples import copy_shipped, shipped
from experts_at_hand.travel.straight_line import StraightLine

pytestmark = pytest.mark.solver

BASELINE = shipped("toy/baseline.toml").as_posix()
LARGE = shipped("toy/clusters-large.toml").as_posix()


def scenario(folder: Path, text: str, name: str = "mine.toml") -> str:
    """Write a scenario that extends the toy's baseline."""
    path = folder / name
    path.write_text(f"extends = '{BASELINE}'\ntitle = 'Mine'\n{text}", encoding="utf-8")
    return path.as_posix()


def test_run_writes_a_result_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The result on stdout, where it went on stderr, and no bar where nobody looks."""
    assert main(["run", LARGE, "-o", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Two clusters, one around each town\n")
    assert "(optimal)" in said.out
    assert "3 blank counts at 1 setting were estimated" in said.out
    assert said.err == f"Written to {tmp_path.as_posix()}/clusters-large\n"
    assert (tmp_path / "clusters-large" / "plan.json").is_file()


def test_quiet_is_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", LARGE, "-o", str(tmp_path), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_run_for_a_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stdout is one JSON object and nothing else."""
    assert main(["run", LARGE, "-o", str(tmp_path), "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["optimal"] is True
    assert values["scorecard"]["lowest_access"] == pytest.approx(0.499545, abs=1e-5)
    assert values["folder"].endswith("clusters-large")


def test_compare_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every scenario in it, baseline.toml first."""
    assert main(["compare", str(shipped("toy")), "-o", str(tmp_path), "-q"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Comparison with 'baseline': Today: no clusters")
    assert "points, better" in said
    assert "points, worse" in said
    assert (tmp_path / "comparison.csv").is_file()
    assert (tmp_path / "vacancies" / "access.csv").is_file()


def test_compare_for_a_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", LARGE, BASELINE, "--baseline", "baseline", "-o", str(tmp_path), "--json"]
    assert main(words) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["baseline"] == "baseline"
    lowest = next(row for row in values["metrics"] if row["metric"] == "lowest_access")
    assert lowest["verdicts"] == {"clusters-large": "better"}


def test_a_wrong_baseline_is_refused_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", LARGE, "--baseline", "small", "-o", str(tmp_path / "out")]) == 2
    assert "no scenario is called 'small'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_demo_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "-o", str(tmp_path), "-q"]) == 0
    assert "Comparison with 'baseline'" in capsys.readouterr().out


def test_new_explains_its_tables_and_runs_on_anybodys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A user's first commands: the tables are empty, which is said; filled in, everything runs."""
    folder = tmp_path / "my-area"
    assert main(["new", str(folder)]) == 0
    capsys.readouterr()
    assert main(["check", str(folder / "area")]) == 2
    said = capsys.readouterr().err
    assert "settings.csv: the table is empty; add a row for each setting" in said
    assert "teams.csv: the table is empty; add a row for each team" in said
    filled = {"settings": (8, 14), "teams": (6, 11)}
    for name, (heading_row, width) in filled.items():
        table = folder / "area" / f"{name}.csv"
        with table.open(encoding="utf-8", newline="") as file:
            headings = list(csv.reader(file))[heading_row - 1]
        assert len(headings) == width
        with (shipped("toy/area") / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        with table.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[row.get(h, "") for h in headings] for row in rows])
    assert main(["check", str(folder)]) == 0
    assert "No problems found." in capsys.readouterr().out
    out = tmp_path / "out"
    assert main(["compare", str(folder), "-o", str(out), "-q"]) == 0
    assert sorted(path.stem for path in folder.glob("*.toml")) == [
        "baseline", "clusters", "less-time", "whoever-asks",
    ]  # fmt: skip
    assert (out / "whoever-asks" / "access.csv").is_file()


def test_new_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert "nothing is overwritten" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert copy_shipped("toy", empty)


def test_check_lists_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy_shipped("toy", tmp_path / "a")
    table = tmp_path / "a" / "area" / "settings.csv"
    table.write_text(table.read_text().replace("primary", "primry", 2).replace("140", "many", 1))
    assert main(["check", str(tmp_path / "a" / "area")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "settings.csv, row 2, column phase: found 'primry'; did you mean 'primary'?" in said.err
    assert "settings.csv, row 2, column pupils: found 'many', not a number" in said.err
    assert "has 3 problems" in said.err


def test_check_takes_a_scenario_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its need models and its what-ifs count."""
    path = scenario(tmp_path, "[teams.ot-west]\nwte = 3\n")
    assert main(["check", path, "--json"]) == 0
    hours = json.loads(capsys.readouterr().out)["capacity_hours"]
    assert hours["ot"] == pytest.approx(3 * 926.25)


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


def test_an_interrupted_run_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(experts_at_hand, "run", interrupt)
    assert main(["run", LARGE, "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.strip() == "eah: interrupted; nothing was written"
    assert not (tmp_path / "out").exists()


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


def test_another_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", LARGE, "-o", str(tmp_path), "--seed", "5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["provenance"]["seed"] == 5


def test_a_folder_without_scenarios(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="holds no scenario"):
        scenario_files([tmp_path])
    assert scenario_files([shipped("toy")])[0].stem == "baseline"


def test_an_interrupt_that_compiled_code_swallows_still_stops_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pressed while travel is measured, and the exception lost: the next stage stops."""
    honest = StraightLine.matrix

    def swallowing(self: StraightLine, area: LocalArea) -> TravelMatrix:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        return honest(self, area)

    monkeypatch.setattr(StraightLine, "matrix", swallowing)
    assert main(["run", LARGE, "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.strip() == "eah: interrupted; nothing was written"
    assert not (tmp_path / "out").exists()


def test_an_interrupt_that_an_import_turns_into_an_error_is_an_interrupt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off while it loads, compiled code may be half there, and fails when asked again."""

    def failing(*_: object) -> TravelMatrix:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise ImportError("generic_type: type is already registered")

    monkeypatch.setattr(StraightLine, "matrix", failing)
    assert main(["run", LARGE, "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.strip() == "eah: interrupted; nothing was written"


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
