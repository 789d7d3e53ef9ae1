"""What pages are made of: refusals in words, a plan's own figures, names that are only text."""

import pytest

from experts_at_hand.errors import InfeasibleError, ScenarioError, SolverError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.workbench.pages import data, heading_of, problems_of, rendered, result

pytestmark = pytest.mark.solver


@pytest.mark.parametrize(
    ("refusal", "heading", "problems"),
    [
        (InfeasibleError(["a", "b"]), "The rules contradict each other", ["a", "b"]),
        (SolverError("failed"), "The solver found no plan", ["failed"]),
        (ScenarioError("x", ["a"]), "This cannot be planned yet", ["a"]),
    ],
)
def test_refusals_in_words(refusal: Exception, heading: str, problems: list[str]) -> None:
    assert heading_of(refusal) == heading  # type: ignore[arg-type]
    assert problems_of(refusal) == problems  # type: ignore[arg-type]


def test_a_result_names_every_cluster_and_setting_once() -> None:
    outcome = run(shipped("toy/clusters-large.toml"))
    shown = result(outcome, None)
    assert len(list(shown["clusters"])) == len(outcome.clustering)
    assert len(list(shown["settings"])) == len(outcome.area.settings)


def test_data_says_what_is_estimated() -> None:
    area = run(shipped("toy/clusters-large.toml")).area
    shown = data(area)
    assert any("206" in str(value) for value in shown.values()), "the nursery that tells nothing"


def test_a_page_that_is_missed_is_plain_and_escaped() -> None:
    with pytest.raises(Exception, match="undefined"):
        rendered("design")
