"""What was asked, in words: nothing of a program's spelling reaches a reader."""

import pytest

from experts_at_hand.comparison import Comparison
from experts_at_hand.report.wording import asked, changes, days_expected, in_plain_words

pytestmark = pytest.mark.solver


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (0.25, "0.25"),
        ("cluster_days", "cluster days"),
        (None, "not stated"),
    ],
)
def test_values(value: object, words: str) -> None:
    assert in_plain_words(value) == words


def test_no_brackets(comparison: Comparison) -> None:
    for outcome in comparison.outcomes:
        lines = list(asked(outcome))
        assert lines
        for line in lines:
            assert not set("{}[]") & set(line), line


def test_changes_are_those_against_the_baseline(comparison: Comparison) -> None:
    assert list(changes(comparison, comparison.names[0])) == []
    assert any("cluster" in line for line in changes(comparison, "clusters-large"))


def test_expected_days_are_said_of_the_average_school(comparison: Comparison) -> None:
    said = days_expected(comparison.outcomes[0])
    assert "average" in said
    assert "40" in said
