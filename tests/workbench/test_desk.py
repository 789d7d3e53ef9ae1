"""The desk behind the pages: designs kept only if they can be read, changes as files say them."""

import tomllib
from pathlib import Path

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.workbench.desk import Desk
from experts_at_hand.workbench.edits import WrongBoxesError

pytestmark = pytest.mark.solver

SMALL = "clusters-small"


def test_a_box_changes_the_file_and_a_wrong_one_changes_nothing(desk: Desk, folder: Path) -> None:
    before = desk.folder.design(SMALL)
    after = desk.set_boxes(SMALL, {"clustering/clusters": ["3"]}, revision=before.revision)
    assert tomllib.loads(after.text)["clustering"]["clusters"] == 3
    assert (folder / f"{SMALL}.toml").read_text("utf-8") == after.text
    with pytest.raises(WrongBoxesError, match="write a number"):
        desk.set_boxes(SMALL, {"clustering/clusters": ["many"]}, revision=after.revision)
    assert desk.folder.design(SMALL).text == after.text


def test_a_copy_is_a_design_of_its_own(desk: Desk) -> None:
    copy = desk.copy(SMALL, "Another")
    assert copy.name != SMALL
    assert desk.scenario(copy.name).title == "Another"
    assert desk.scenario(SMALL).title != "Another"


def test_what_others_extend_is_not_taken_away(desk: Desk) -> None:
    assert SMALL in desk.extending("baseline")
    with pytest.raises(ScenarioError, match=SMALL):
        desk.remove("baseline", revision=desk.folder.design("baseline").revision)


def test_sections_are_those_of_the_design(desk: Desk) -> None:
    keys = [section.key for section in desk.sections(SMALL)]
    assert keys[:2] == ["clusters", "sharing"]
    assert {"further", "names", "need", "visits"} <= set(keys)
    assert len(set(keys)) == len(keys)
