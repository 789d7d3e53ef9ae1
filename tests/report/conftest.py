"""The comparison that tests of the report look at."""

import pytest

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all
from experts_at_hand.report import page_html

STEMS = ("baseline", "clusters-large", "drawn", "vacancies", "next-post")


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    return compare(run_all([shipped(f"toy/{stem}.toml") for stem in STEMS]))


@pytest.fixture(scope="session")
def page(comparison: Comparison) -> str:
    return page_html(comparison)
