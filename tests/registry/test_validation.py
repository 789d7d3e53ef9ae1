"""The one door: every value is looked at, strictly, and each refusal says what to write."""

from dataclasses import dataclass
from typing import Literal

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.validation import guard, make, refusals


@dataclass(frozen=True, kw_only=True)
class Drive:
    """A part with one of each kind of value."""

    kmh: float = 30.0
    ways: int = 1
    kind: Literal["car", "bus"] = "car"
    stops: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.kmh < 200:
            raise ValueError(f"kmh is {self.kmh}, expected more than 0 and below 200")
        if self.ways < 1:
            raise ValueError(f"ways is {self.ways}, expected 1 or more")


def test_values_become_what_the_class_wants() -> None:
    values, problems = refusals(Drive, {"kmh": 40, "stops": ["a", "b"], "unknown": 1})
    assert values == {"kmh": 40.0, "stops": ("a", "b")}
    assert isinstance(values["kmh"], float)
    assert problems == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kmh": "40"}, "write the number without quotes"),
        ({"ways": 1.5}, "ways: found 1.5"),
        ({"kind": "cra"}, "kind: found 'cra'"),
        ({"stops": "a"}, "stops: found 'a'"),
        ({"kmh": True}, "kmh: found True"),
    ],
)
def test_nothing_is_guessed(given: dict[str, object], words: str) -> None:
    part, problems = make(Drive, given)
    assert part is None
    assert any(words in problem for problem in problems)


def test_all_that_a_class_refuses_is_said_not_only_the_first() -> None:
    _, problems = make(Drive, {"kmh": 999.0, "ways": 0})
    assert len(problems) == 2


def test_python_comes_in_by_the_same_door() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Guarded:
        kmh: float

    guard(Guarded, "drive")
    assert Guarded(kmh=40).kmh == 40.0
    with pytest.raises(ScenarioError, match="drive has 1 problem"):
        Guarded(kmh="40")  # type: ignore[arg-type]
