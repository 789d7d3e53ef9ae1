"""What a run shows: headlines, what was asked, and no more notes than a screen takes."""

import pytest

from experts_at_hand.cli.console import SHOWN_NOTES, notes_of, outcome_values, show_outcome
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(shipped("toy/posts.toml"))


def test_a_run_in_plain_words(outcome: Outcome, capsys: pytest.CaptureFixture[str]) -> None:
    show_outcome(outcome)
    shown = capsys.readouterr().out
    assert shown.startswith(outcome.title)
    assert "What was decided on posts" in shown
    assert "(optimal)" in shown
    assert max(map(len, shown.splitlines())) <= 110
    listed = shown.partition("What to know")[2]
    assert listed
    if len(list(notes_of(outcome))) > SHOWN_NOTES:
        assert "more notes in plan.json" in listed


def test_the_data_is_named_first(outcome: Outcome) -> None:
    assert next(notes_of(outcome)) == f"the data: {outcome.area.origin}"


def test_for_a_machine_every_measure(outcome: Outcome) -> None:
    values = outcome_values(outcome)
    assert set(values["scorecard"]) == {m.metric for m in outcome.scorecard}
    assert values["posts"]["status"] == "optimal"
