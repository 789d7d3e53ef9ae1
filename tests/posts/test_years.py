"""A plan over several years: by hand, against plans of one year, and under its bound."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import plan_prepared, prepare, run
from experts_at_hand.posts import YearsPlan, plan_years
from experts_at_hand.posts.years_written import years_lines
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver

BY_CHILD = (
    '[need.salt]\nmodel = "by_child"\nper_setting = 6.0\nper_ehcp = 12.0\nper_sen_support = 3.0\n'
    "per_pupil = 0.0\n"
)
"""The toy's hours of speech and language therapy, as a sum over its children that can grow."""


POSTS = '[posts]\nchoose = "budget"\nwte = 0.2\nstep = 0.1\nprofessions = ["salt"]\n'


def file(
    folder: Path,
    years: str,
    posts: str = POSTS,
    base: str = "clusters-large",
    need: str = BY_CHILD,
) -> Path:
    path = folder / "plan.toml"
    extends = shipped(f"toy/{base}.toml").as_posix()
    path.write_text(f'extends = "{extends}"\ntitle = "Years"\n{posts}{years}{need}', "utf-8")
    return path


def planned(folder: Path, years: str, posts: str = POSTS, need: str = BY_CHILD) -> YearsPlan:
    return plan_years(load_scenario(file(folder, years, posts, need=need)))


def year(label: str, **said: float) -> str:
    return "".join(
        [f'[[years]]\nyear = "{label}"\n', *(f"{key} = {value}\n" for key, value in said.items())]
    )


def test_two_years_by_hand(tmp_path: Path) -> None:
    """The toy's towns stand at 0.509650; a tenth of a post in each lifts both to 0.713511.

    See scenarios/toy/README.md. The next year has money for a tenth more in each: (231.5625 + 2 x
    92.625) / 454.3556 = 0.917371, need being as it was. Posts cut at will do no better: both towns
    are alike.
    """
    still = {"plans_growth": 0.0, "sen_support_growth": 0.0}
    found = planned(tmp_path, year("2026/27") + year("2027/28", wte=0.4, **still))
    assert [plan.lowest_access for plan in found.years] == pytest.approx(
        [0.713511, 0.917371], abs=1e-6
    )
    assert [plan.wte for plan in found.years] == pytest.approx([0.2, 0.4])
    assert [plan.hired for plan in found.years] == pytest.approx([0.2, 0.2])
    assert found.mean_lowest == pytest.approx((0.713511 + 0.917371) / 2, abs=1e-6)
    assert found.bound == pytest.approx(found.mean_lowest, abs=1e-6)
    assert len(found.years[1].posts) == 2  # one team a place, not one a year


def test_the_first_year_is_the_plan_of_one_year(tmp_path: Path) -> None:
    """Through the whole pipeline: the same posts and the same access, setting by setting."""
    path = file(tmp_path, year("2026/27"))
    first = plan_years(load_scenario(path)).years[0].outcome
    alone = run(shipped("toy/posts.toml"))
    assert first.allocation.access == pytest.approx(alone.allocation.access, abs=1e-9)


def test_need_grows_as_the_counts_do(tmp_path: Path) -> None:
    """Growth of 0.5 and 0.2 a year, twice: plans x 2.25, support x 1.44, summed from the tables."""
    grown = {"plans_growth": 0.5, "sen_support_growth": 0.2}
    found = planned(tmp_path, year("2026/27", **grown) + year("2027/28", **grown))
    _, area, _, _ = prepare(load_scenario(shipped("toy/clusters-large.toml")))
    for number, plan in enumerate(found.years, start=1):
        for old, new in zip(area.settings, plan.outcome.area.settings, strict=True):
            if old.ehcp is not None:
                assert new.ehcp == pytest.approx(old.ehcp * 1.5**number)
            if old.sen_support is not None:
                assert new.sen_support == pytest.approx(old.sen_support * 1.2**number)


def test_posts_stay_when_the_budget_falls(tmp_path: Path) -> None:
    """And the reader hears that they cost more than there is."""
    found = planned(tmp_path, year("2026/27") + year("2027/28", wte=0.1))
    assert [plan.wte for plan in found.years] == pytest.approx([0.2, 0.2])
    assert found.years[1].decision is None
    assert any("posts of earlier years stay" in line for line in years_lines(found))


def test_hiring_takes_its_time(tmp_path: Path) -> None:
    """Money for six tenths at once, hands for two a year."""
    years = "".join(
        year(label, wte=0.6, hire_at_most=0.2) for label in ("2026/27", "2027/28", "2028/29")
    )
    found = planned(tmp_path, years)
    assert [plan.wte for plan in found.years] == pytest.approx([0.2, 0.4, 0.6])


def test_expected_days_do_not_grow_and_money_nobody_needs_is_left(tmp_path: Path) -> None:
    """Days are stated, not counted from children: the reader hears that need stays.

    With five tenths more all need is met: (2 x 231.5625 + 5 x 92.625) working hours are more than
    the 2 x 454.3556 that all need takes. The sixth is left, and not because it is too little.
    """
    still = year("2026/27", wte=0.4) + year("2027/28", wte=0.6)
    found = planned(tmp_path, still, need="")
    assert [plan.wte for plan in found.years] == pytest.approx([0.4, 0.5])
    need = [plan.outcome.allocation.need_hours.sum() for plan in found.years]
    assert need[0] == pytest.approx(need[1])
    assert found.years[1].decision is not None
    assert found.years[1].decision.notes == (
        "0.1 WTE of the budget is left: nobody is helped by more of it",
    )
    assert sum("need does not grow" in line for line in years_lines(found)) == 1
    grown = planned(tmp_path, still)
    assert not any("need does not grow" in line for line in years_lines(grown))


def test_vacant_posts_are_paid_for_and_do_nothing(tmp_path: Path) -> None:
    """Half of all posts vacant: half of the hours, of today's teams and of the new ones."""
    found = planned(tmp_path, year("2026/27", vacancy_rate=0.5))
    assert found.years[0].lowest_access == pytest.approx(0.713511 / 2, abs=1e-6)
    assert found.years[0].wte == pytest.approx(0.2)


def test_no_posts_over_the_years_exceed_the_bound(tmp_path: Path) -> None:
    """By brute force: every number of tenths in each town in each year, never falling."""
    years = year("2026/27", wte=0.1) + year("2027/28", wte=0.3, plans_growth=0.3)
    found = planned(tmp_path, years)
    towns = ("Westbridge Health Centre", "Eastbrook Health Centre")
    best = 0.0
    for first in itertools.product(range(2), repeat=2):
        for second in itertools.product(range(4), repeat=2):
            if (
                sum(first) > 1
                or sum(second) > 3
                or any(b < a for a, b in zip(first, second, strict=True))
            ):
                continue
            total = 0.0
            for plan, counts in zip(found.years, (first, second), strict=True):
                teams = "".join(
                    f'[teams.new-{i}]\nprofession = "salt"\nwte = {0.1 * n}\nbase = "{town}"\n'
                    for i, (town, n) in enumerate(zip(towns, counts, strict=True))
                    if n
                )
                text = f'extends = "{shipped("toy/clusters-large.toml").as_posix()}"\n'
                (tmp_path / "one.toml").write_text(f'{text}title = "x"\n{BY_CHILD}{teams}', "utf-8")
                scenario = load_scenario(tmp_path / "one.toml")
                asked, area, travel, clustering = prepare(scenario)
                area = area.replace(settings=plan.outcome.area.settings)
                one = plan_prepared((asked, area, travel, clustering))
                total += float(np.nanmin(one.allocation.access[:, 0]))
            best = max(best, total / 2)
    assert best <= found.bound + 1e-6
    assert found.mean_lowest <= best + 1e-6
    assert found.mean_lowest >= 0.95 * best


@pytest.mark.parametrize(
    ("years", "posts", "words"),
    [
        (year("2026/27") + year("2028/29"), POSTS, "2028/29 does not follow 2026/27"),
        (year("2026/27") + year("2026/27"), POSTS, "does not follow"),
        (year("next"), POSTS, "expected such as 2026/27"),
        (year("2026/27", plans_growth=-1.5), POSTS, "plans_growth is -1.5"),
        (year("2026/27", sen_support_growth=-1.0), POSTS, "expected more than -1"),
        (year("2026/27", vacancy_rate=1.0), POSTS, "vacancy_rate is 1.0"),
        (year("2026/27", gbp=5.0), POSTS, "a budget in wte"),
        (year("2026/27"), "", 'choose = "budget"'),
        (year("2026/27", wte=1.0, gbp=1.0), POSTS, "either wte or gbp"),
        ('years = "all"\n', "", "one \\[\\[years\\]\\] table"),
        (year("2026/27", colour=1.0), POSTS, "has no key 'colour'"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    tmp_path: Path, years: str, posts: str, words: str
) -> None:
    with pytest.raises(ScenarioError, match=words):
        load_scenario(file(tmp_path, years, posts))


def test_without_years_there_is_nothing_to_plan(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no years are stated"):
        planned(tmp_path, "")


def test_a_plan_of_one_year_says_that_years_are_not_used(tmp_path: Path) -> None:
    outcome = run(file(tmp_path, year("2026/27")))
    assert any("eah years" in note for note in outcome.area.notes)
