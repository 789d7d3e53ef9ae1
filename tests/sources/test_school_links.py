"""What a school was before: links of either side, splits aside, several steps back."""

from experts_at_hand.sources.school_links import LINKS, former_numbers, predecessors
from tests.sources.published import published

HEAD = ["URN", "LinkURN", "LinkType"]


def test_either_side_may_state_a_link() -> None:
    file = published(
        LINKS, HEAD, ["10", "1", "Predecessor"], ["2", "10", "Successor - amalgamated"],
        ["20", "3", "Predecessor - Split School"], ["30", "30", "Predecessor"],
        ["40", "none", "Predecessor"], ["50", "5", "Sixth form centre"],
    )  # fmt: skip
    assert predecessors(file) == {"10": ("1", "2")}


def test_back_through_several_numbers_as_far_as_something_is_known() -> None:
    links = {"4": ("3",), "3": ("1", "2")}
    assert former_numbers("4", {"3": 0}, links) == ("3",)
    assert former_numbers("4", {"1": 0, "2": 0}, links) == ("1", "2")
    assert former_numbers("4", {"2": 0}, links) == (), "half a school is no school"
    assert former_numbers("9", {"9": 0}, links) == ()


def test_numbers_that_run_in_a_circle_end() -> None:
    assert former_numbers("1", {}, {"1": ("2",), "2": ("1",)}) == ()
