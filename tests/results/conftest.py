"""A plan and its folder, that tests of results look at."""

from pathlib import Path

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.results import write_outcome


@pytest.fixture(scope="session")
def outcome() -> Outcome:
    return run(shipped("toy/clusters-large.toml"))


@pytest.fixture(scope="session")
def folder(outcome: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_outcome(outcome, tmp_path_factory.mktemp("out") / "deep" / "down")
