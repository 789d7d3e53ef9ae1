"""Ctrl-C, wherever it comes."""

import signal
from contextlib import suppress
from pathlib import Path

import pytest

import experts_at_hand
from experts_at_hand.cli import main
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.travel.straight_line import StraightLine
from tests.cli.test_app import LARGE

pytestmark = pytest.mark.solver


def test_an_interrupted_run_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(experts_at_hand, "run", interrupt)
    assert main(["run", LARGE, "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.strip() == "eah: interrupted; nothing was written"
    assert not (tmp_path / "out").exists()


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
