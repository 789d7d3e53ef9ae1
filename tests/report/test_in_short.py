"""What is said in short: like with like, and a certificate only where there is one."""

from pathlib import Path

import pytest

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.report import page_html
from experts_at_hand.report.in_short import in_short
from experts_at_hand.report.wording import days_expected

pytestmark = pytest.mark.solver


def test_in_short_compares_like_with_like(comparison: Comparison) -> None:
    """Scenarios with other staff are told apart from those that only cluster otherwise."""
    said = list(in_short(comparison))
    assert said[0].startswith("Today: no clusters: the setting that is helped least has 47.9%")
    assert said[1].startswith("“Today's clusters, as drawn” lowers the lowest access")
    assert said[2].startswith("With the same staff and need, “Two clusters, one around each town”")
    assert any(s.startswith("“Today's clusters, as drawn” costs") for s in said)
    assert any("fewer working hours" in s and "40%" in s for s in said)
    assert any("93 more working hours" in s or "92.6 more working hours" in s for s in said)
    assert any("an assumption about how days are agreed, not a finding" in s for s in said)


def test_a_certificate_is_said_only_where_there_is_one(tmp_path: Path) -> None:
    """Proved best, or how far from it at most, or that no bound is known."""
    base = shipped("toy/clusters-large.toml").as_posix()
    text = (
        f"extends = '{base}'\ntitle = 'Proved'\n[clustering]\nmethod = 'p_median'\nclusters = 2\n"
    )
    (tmp_path / "proved.toml").write_text(text, encoding="utf-8")
    proved = page_html(compare([run(tmp_path / "proved.toml")]))
    assert "proved to be the best there is within the bounds" in proved
    assert "the method proves no bound" in page_html(compare([run(Path(base))]))


def test_one_scenario_alone_is_compared_with_nothing() -> None:
    """A sentence about others would be empty: true of whatever stands there."""
    alone = page_html(compare([run(shipped("toy/baseline.toml"))]))
    assert "1 scenario of specialist support" in alone
    assert "No other scenario" not in alone
    assert "against the baseline" not in alone.partition("<main>")[0]


def test_days_are_said_of_the_average_school(comparison: Comparison) -> None:
    """With the professions that the plan counts, and that others come on top."""
    said = days_expected(comparison.outcomes[0])
    assert "The average primary school is to have 40 days" in said
    assert "speech and language therapy and occupational therapy only" in said
