"""What a form holds: the last of several, whole numbers within limits."""

import pytest

from experts_at_hand.workbench.forms import Form

FORM = Form(typed={"a": ["1", "2"], "n": [" 7 "], "bad": ["7.5"], "revision": ["r1"]})


def test_boxes() -> None:
    assert FORM.text("a") == "2"
    assert FORM.text("nothing") == ""
    assert FORM.revision == "r1"


def test_whole_numbers() -> None:
    assert FORM.whole("n", least=1, most=9) == 7
    for box in ("bad", "nothing", "revision"):
        with pytest.raises(ValueError, match="write a whole number from 1 to 9"):
            FORM.whole(box, least=1, most=9)
    with pytest.raises(ValueError, match="found"):
        FORM.whole("n", least=8, most=9)


def test_a_number_without_end_is_not_worked_out() -> None:
    huge = Form(typed={"n": ["9" * 100_000]})
    with pytest.raises(ValueError, match="whole number"):
        huge.whole("n", least=0, most=50)
