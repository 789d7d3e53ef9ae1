"""A scenario's name is that of its folder: files that stand beside the folders are reserved."""

import pytest

from experts_at_hand.cli.choosing import MENU_FILES
from experts_at_hand.cli.comparing import COMPARED
from experts_at_hand.cli.years import WRITTEN
from experts_at_hand.scenario.names import RESERVED, name_problem


def test_every_file_beside_the_folders_is_reserved() -> None:
    """Whatever a command writes beside the folders of scenarios cannot be one of these folders."""
    assert {*COMPARED, *MENU_FILES, *WRITTEN} <= RESERVED
    assert {"next-post.html", "next_post.csv", "prices.csv"} <= RESERVED


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Report.HTML", "that of a file beside the results"),
        ("access.png", "that of a file beside the results"),
        (" ", "blank"),
        (".hidden", "begins or ends with a dot"),
        ("plan.", "begins or ends with a dot"),
        ("a/b", "which no folder may hold"),
        ("a\x00b", "which no folder may hold"),
        ("NUL", "kept for a device"),
        ("com1.plan", "kept for a device"),
    ],
)
def test_names_that_cannot_be(name: str, why: str) -> None:
    said = name_problem(name)
    assert said is not None
    assert why in said


@pytest.mark.parametrize(
    "name", ["six clusters", "Plan 2026/27".replace("/", "-"), "école", "nulls"]
)
def test_names_that_can_be(name: str) -> None:
    assert name_problem(name) is None
