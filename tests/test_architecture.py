"""The house rules that a linter does not know."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "experts_at_hand").rglob("*.py"))
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
TOP_LEVEL = {
    "experts_at_hand",
    "scenarios",
    "benchmarks",
    "tests",
    "pyproject.toml",
    "README.md",
    "LICENSE",
}


def tracked() -> list[str]:
    """Return the files that the project keeps; all of them where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout, so there is no list of the project's own files")
    return listed.stdout.split("\n")


def test_top_level_is_fixed() -> None:
    """A newcomer sees the same few names at the top for ever."""
    top = {name.split("/")[0] for name in tracked() if name}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_module_is_small_and_named_after_what_is_inside(module: Path) -> None:
    """No module over 350 lines, no function over 60, no file called utils."""
    assert module.stem not in EMPTY_NAMES
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350
    long = [
        f"{node.name} has {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 60
    ]
    assert long == []


def test_tests_mirror_the_package() -> None:
    """A test folder stands for a room that exists, and every module has tests of its name."""
    package, tests = ROOT / "experts_at_hand", ROOT / "tests"
    rooms = {p.relative_to(package) for p in package.rglob("*") if p.is_dir()}
    folders = {p.relative_to(tests) for p in tests.rglob("test_*.py") if p.parent != tests}
    assert {folder.parent for folder in folders} <= rooms
    modules = [m.relative_to(package) for m in MODULES if m.stem not in {"__init__", "__main__"}]
    bare = [m for m in modules if not (tests / m.parent / f"test_{m.name}").is_file()]
    assert bare == []


def test_imports_run_one_way() -> None:
    """The layers and fences of pyproject.toml hold."""
    lint = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("statement", ["import experts_at_hand", "import experts_at_hand.cli"])
def test_starting_up_loads_nothing_heavy(statement: str) -> None:
    """Solver, tables, maps and drawing are imported by those who use them."""
    heavy = "{'pulp', 'highspy', 'pandas', 'geopandas', 'scipy', 'networkx', 'matplotlib'}"
    program = f"{statement}; import sys; print(sorted({heavy} & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"
