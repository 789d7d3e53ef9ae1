"""Each benchmark once, small: proof that it still runs. People time them, see README.md."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.leximin import leximin
from experts_at_hand.examples import shipped
from experts_at_hand.run import run

Benchmark = Callable[..., Any]


@pytest.mark.parametrize("settings", [100, 300])
def test_leximin(benchmark: Benchmark, settings: int) -> None:
    """Fair shares and least travel, two professions; grows with settings x teams."""
    answer, _ = benchmark(leximin, settings, 10)
    assert answer.optimal


def test_pipeline(benchmark: Benchmark) -> None:
    """The shipped county with six clusters, from files to measures."""
    outcome = benchmark(run, shipped("two-rivers") / _clusters())
    assert outcome.allocation.optimal


def _clusters() -> str:
    names = [path.name for path in Path(shipped("two-rivers")).glob("clusters*.toml")]
    return min(names)
