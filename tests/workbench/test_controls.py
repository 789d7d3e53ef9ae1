"""Controls: each leads to a place of its own in the file, and shows what stands there."""

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.inputs import read_area
from experts_at_hand.scenario import load_scenario
from experts_at_hand.workbench.controls import Control, sections


def controls(stem: str) -> dict[str, Control]:
    path = shipped(f"toy/{stem}.toml")
    resolved = load_scenario(path).resolved
    every = [c for s in sections(resolved, read_area(path.parent / "area")) for c in s.controls]
    assert len({c.name for c in every}) == len(every), "no two boxes have one name"
    return {c.name: c for c in every}


def test_a_share_is_shown_in_percent() -> None:
    found = controls("vacancies")
    vacant = [c for name, c in found.items() if name.endswith("vacancy_rate")]
    assert "40" in {c.shown for c in vacant}
    assert Control(way=("a",), label="A", kind="share", value=0.125).shown == "12.5"
    assert Control(way=("a",), label="A", kind="number", value=None).shown == ""


@pytest.mark.parametrize(
    ("stem", "there", "not_there"),
    [
        ("baseline", "clustering/method", "clustering/clusters"),
        ("clusters-large", "clustering/clusters", "clustering/column"),
        ("drawn", "clustering/column", "clustering/clusters"),
    ],
)
def test_boxes_are_those_of_the_method(stem: str, there: str, not_there: str) -> None:
    found = controls(stem)
    assert there in found
    assert not_there not in found


def test_a_choice_shows_one_of_its_words() -> None:
    for name, control in controls("clusters-large").items():
        if control.kind == "choice":
            assert control.shown in {word for word, _ in control.options}, name
