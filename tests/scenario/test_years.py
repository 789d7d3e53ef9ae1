"""Years of a plan: in order, of one budget, and first clusters only where posts can be there."""

import pytest

from experts_at_hand.registry.protocols import POST_PLANS
from experts_at_hand.scenario.years import Year, year_problems

BUDGET = POST_PLANS.build("budget", wte=2.0, places="clusters")


def years(*labels: str, **said: object) -> list[Year]:
    return [Year(year=label, **said) for label in labels]  # type: ignore[arg-type]


def test_years_that_follow_each_other_are_well() -> None:
    assert year_problems(years("2026/27", "2027/28", "2028"), BUDGET) == []
    assert year_problems([], object()) == []
    assert Year(year="2028/29").begins == 2028


@pytest.mark.parametrize(
    ("stated", "posts", "words"),
    [
        (years("2026/27", "2028/29"), BUDGET, "2028/29 does not follow 2026/27"),
        (years("2026/27"), POST_PLANS.build("as_they_are"), 'choose = "budget"'),
        (years("2026/27", gbp=5.0), BUDGET, "2026/27 states gbp, and [posts] a budget in wte"),
        (
            years("2026/27", clusters=1), POST_PLANS.build("budget", wte=1.0),
            "posts at bases belong to none",
        ),
    ],
)  # fmt: skip
def test_what_does_not_go_together(stated: list[Year], posts: object, words: str) -> None:
    (problem,) = year_problems(stated, posts)
    assert words in problem
