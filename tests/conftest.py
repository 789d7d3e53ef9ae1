"""Fixtures that more than one room's tests share: real data, where it is there."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("hunt", deadline=None)
settings.register_profile("landing", deadline=None, derandomize=True, max_examples=40)
settings.load_profile("landing" if os.environ.get("CI") else "hunt")

REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be renewed on purpose, never by accident."""
    parser.addoption("--renew-golden", action="store_true", help="rewrite the golden .lp files")


@pytest.fixture(scope="session")
def banes() -> Path:
    """Return the folder of the Bath & North East Somerset area: real public data, not shipped."""
    folder = REAL_DATA / "banes"
    if not folder.is_dir():
        pytest.skip("the real B&NES data stands beside the checkout only where it was fetched")
    return folder
