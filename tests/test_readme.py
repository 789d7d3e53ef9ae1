"""The README is true: its Python runs, its commands are the ones the checks run."""

import re
from pathlib import Path

import pytest

from experts_at_hand.registry.protocols import CLUSTERING_METHODS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.solver
def test_python_blocks_run_in_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each block may use what the blocks before it made, as a reader would type them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    names: dict[str, object] = {}
    try:
        for number, block in enumerate(blocks("python"), start=1):
            exec(compile(block, f"README block {number}", "exec"), names)  # noqa: S102 - our own
    finally:
        if "by_phase" in CLUSTERING_METHODS:
            CLUSTERING_METHODS.forget("by_phase")
    assert number == 3


def test_the_two_commands_are_what_continuous_integration_runs() -> None:
    """The first installs and runs the main job, the second installs and passes the tests."""
    first, second, *_ = blocks("sh")
    assert "eah demo" in first
    assert "pytest" in second
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "readme_command 1" in script
    assert "readme_command 2" in script


def test_every_file_it_names_is_there() -> None:
    """A link to a file that moved is a broken promise."""
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
