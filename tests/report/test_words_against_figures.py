"""Every sentence in short, and of who gains, is held against the tables that are written beside it.

The words are taken from the page and the figures from scorecard.csv, access.csv and changes.csv. A
sentence that no pattern here knows fails: what is said has to be checkable.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.comparison import Comparison, compare, write_comparison
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all
from experts_at_hand.report import page_html
from experts_at_hand.report.in_short import MOST_SENTENCES, for_the_board, in_short
from tests.report.test_sections_against_figures import check_sections, unknown
from tests.report.written_tables import NUMBER, SHOWN, Tables, close, gaining, near, share

pytestmark = pytest.mark.solver


def moves(said: str, change: float) -> bool:
    """Whether "rises by 3.4 points" is what a share does."""
    if "same" in said:
        return abs(100 * change) < SHOWN + 1e-4
    points = float(re.findall(NUMBER, said)[0])
    right = ("rises" in said) == (change > 0)
    return right and abs(points - abs(100 * change)) <= SHOWN + 1e-4


def today(t: Tables, title: str, low: str, met: str, hours: str, minutes: str) -> bool:
    travel = t.figure(title, "travel_minutes_per_visit")
    return (
        share(low, t.figure(title, "lowest_access"))
        and share(met, t.figure(title, "share_of_need_met"))
        and close(hours, t.figure(title, "travel_hours"))
        and (minutes == "nan" or abs(float(minutes) - travel) <= SHOWN + 1e-6)
    )


def nothing(t: Tables, none: str, all_: str, full: str, again: str, beyond: str) -> bool:
    known = list(t.access(t.base).values())
    return (
        int(none) == sum(a <= 1.5e-6 for a in known)
        and int(all_) == int(again) == len(known)
        and int(full) == sum(a >= 1 - 1.5e-6 for a in known)
        and close(beyond, t.figure(t.base, "hours_beyond_need"))
    )


def by_need(t: Tables, title: str, low: str, met: str, up: str, base: str, down: str) -> bool:
    return (
        base == t.base
        and moves(low, t.figure(title, "lowest_access") - t.figure(base, "lowest_access"))
        and moves(met, t.figure(title, "share_of_need_met") - t.figure(base, "share_of_need_met"))
        and (int(up), int(down)) == gaining(t.gains(title))
    )


def loses(t: Tables, title: str, lower: str, settings: str, base: str) -> bool:
    before, after = t.access(base), t.access(title)
    fewer = {s for (s, p), a in after.items() if 100 * (a - before[s, p]) <= -SHOWN + 1e-4}
    for profession in {p for _, p in after}:
        metric = f"lowest_access:profession={profession}"
        fall = 100 * (t.figure(base, metric) - t.figure(title, metric))
        said = re.search(rf"{profession_label(profession)} by ({NUMBER}) points", lower)
        if abs(fall - SHOWN) < 1e-3:  # at the very limit either may be said
            continue
        if (said is not None) != (fall > SHOWN):
            return False
        if said and abs(float(said[1]) - fall) > SHOWN + 1e-4:
            return False
    return int(settings) == len(fewer)


def saves(t: Tables, first: str, title: str, rest: str) -> bool:
    found = re.match(
        rf"({NUMBER}) hours a year \((\d+)%\)(?:, less than the ({NUMBER}) hours between the two "
        r"bounds of its own travel)?; the lowest access (.+?) and the need met (.+)",
        rest,
    )
    assert found, rest
    first = first or t.base
    hours = {name: t.figure(name, "travel_hours") for name in (first, title)}
    saved = hours[first] - hours[title]
    width = t.figure(title, "travel_hours_if_return") - t.figure(title, "travel_hours_if_planned")
    return (
        close(found[1], saved)
        and abs(float(found[2]) - 100 * saved / hours[first]) <= 0.51
        and (close(found[3], width) if found[3] else saved >= width - 1e-6)
        and moves(found[4], t.figure(title, "lowest_access") - t.figure(first, "lowest_access"))
        and moves(
            found[5], t.figure(title, "share_of_need_met") - t.figure(first, "share_of_need_met")
        )
    )


def costs(t: Tables, title: str, more: str, first: str, low: str) -> bool:
    apart = t.figure(title, "travel_hours") - t.figure(first, "travel_hours")
    fell = t.figure(title, "lowest_access") - t.figure(first, "lowest_access")
    return apart > 0 and close(more, apart) and moves(low, fell)


def between(t: Tables, title: str, least: str, most: str) -> bool:
    return close(least, t.figure(title, "travel_hours_if_planned")) and close(
        most, t.figure(title, "travel_hours_if_return")
    )


def leaves(t: Tables, title: str, rest: str) -> bool:
    said = sum(map(int, re.findall(r"\d+", rest)))
    return said == int(t.figure(title, "unreached"))


def unjudged(t: Tables, title: str, rest: str) -> bool:
    for label, points in re.findall(rf"([a-z ]+) ([+-]{NUMBER}) points", rest):
        word = {"speech and language therapy": "salt", "occupational therapy": "ot"}[label.strip()]
        metric = f"lowest_access:profession={word}"
        change = 100 * (t.figure(title, metric) - t.figure(t.base, metric))
        if abs(float(points) - change) > SHOWN + 1e-4:
            return False
    return not re.search(r"\b(better|worse|best|saves)\b", rest)


def fifths(t: Tables, title: str, most: str, least: str) -> bool:
    return share(most, t.figure(title, "mean_access:deprivation_fifth=1")) and share(
        least, t.figure(title, "mean_access:deprivation_fifth=5")
    )


def phases(t: Tables, title: str, rest: str) -> bool:
    said = re.findall(rf"([a-z0-9 -]+?) ({NUMBER}%)(?:, |$)", rest)
    known = {phase.label: phase.value for phase in Phase}
    return len(said) == rest.count("%") and all(
        share(value, t.figure(title, f"lowest_access:phase={known[label]}"))
        for label, value in said
    )


def between_whom(t: Tables, base: str, up: str, gained: str, down: str, lost: str) -> bool:
    for title in t.names:  # the paragraph does not name the design: one of them it is
        gains = t.gains(title)
        above = sum(g for g in gains.values() if g >= SHOWN - 1e-5)
        below = -sum(g for g in gains.values() if g <= -SHOWN + 1e-5)
        said = int(up), int(down)
        if said == gaining(gains) and near(gained, above) and near(lost, below):
            return base == t.base
    return False


def drives(t: Tables, title: str, miles: str, carbon: str, each: str | None) -> bool:
    contact = t.figure(title, "contact_hours")
    rate = each is None or abs(float(each) - t.figure(title, "co2e") / contact) <= 0.0051
    return (
        close(miles, t.figure(title, "miles")) and close(carbon, t.figure(title, "co2e")) and rate
    )


TITLE = "“(.+?)”"
SENTENCES: Mapping[str, Callable[..., bool]] = {
    rf"(.+): the setting that is helped least has ({NUMBER}%) of its need met, ({NUMBER}%) of all "
    rf"need is met, and ({NUMBER}) hours a year go into travel and signing in, (nan|{NUMBER}) "
    r"minutes a visit\.": today,
    rf"(\d+) of (\d+) settings, counted once for each profession they need, get nothing of it; "
    rf"(\d+) of (\d+) get all they need or more, ({NUMBER}) hours a year beyond it\.": nothing,
    rf"{TITLE} shares the hours of the same staff out by need: the lowest access (.+?), the need "
    rf"met (.+?); (\d+) settings gain hours over {TITLE} and (\d+) lose\.": by_need,
    rf"{TITLE} lowers the lowest access: (.+); (\d+) settings? ha(?:s|ve) a smaller share of need "
    rf"met than under {TITLE}\.": loses,
    rf"With the same staff and need(?: against {TITLE})?, {TITLE} saves most travel: (.+)\.": saves,
    rf"{TITLE} costs ({NUMBER}) hours of travel a year more than {TITLE} \(\d+%\); the lowest "
    r"access (.+)\.": costs,
    rf"{TITLE} leaves (.+): no team may or can reach them\.": leaves,
    rf"{TITLE} is shown and not judged, for its circumstances are others \((.+)\.": unjudged,
    rf"Under {TITLE} settings in the most deprived fifth have ({NUMBER}%) of their need met in the "
    rf"mean, those in the least deprived fifth ({NUMBER}%)\.": fifths,
    rf"Lowest access by phase under {TITLE}: (.+)\.": phases,
    rf"Against {TITLE}: (\d+) settings? gains? ({NUMBER}) hours a year in all, (\d+) settings? "
    rf"loses? ({NUMBER})(?:; most .+)?\.": between_whom,
    rf"{TITLE} drives ({NUMBER}) miles a year, ({NUMBER}) kg CO2e(?:, ({NUMBER}) kg for each "
    r"contact hour)?\.": drives,
    rf"A mile is taken for .+ under {TITLE} would be ({NUMBER}) by a perfect planner, ({NUMBER}) "
    r"if every visit were its own trip(?:; its days take longer .+)?\.": between,
    rf"How much clusters save .+ under {TITLE} would be ({NUMBER}) by a perfect planner, "
    rf"({NUMBER}) if every visit were its own trip(?:; its days take longer .+)?\.": between,
}
"""What is said in short, and what holds it against the tables."""

PLAIN = (
    r"With the same staff and need(?: against “.+”)?, no other scenario saves travel\.",
    r"the clusters of .+ change no figure.*",
    r"“.+” (plans for other|measures access against another) .+",
    r"With the same staff and need, no other scenario is as good on .+",
    r"Deprivation is that of the neighbourhood .+",
    r"About “.+”, against the baseline; to be pasted and gone on with\. .+",
)
"""Sentences without a figure of their own; see the tests of the comparison."""


def check_words(comparison: Comparison, folder: Path) -> None:
    """Hold every sentence in short, and of who gains, against the tables."""
    write_comparison(comparison, folder)
    page = unescape(page_html(comparison))
    titles = {outcome.title: outcome.name for outcome in comparison.outcomes}
    tables = Tables(folder, titles, comparison.outcomes[0].title)
    short = page[page.index('id="short"') : page.index('id="compare"')]
    ready = page[page.index('id="ready"') : page.index('id="provenance"')]
    paragraphs = re.findall(r"<p>(.+?)</p>", ready, flags=re.DOTALL)
    assert len(paragraphs) >= 4
    for sentence in (*re.findall(r"<li>(.+?)</li>", short, flags=re.DOTALL), *paragraphs):
        said = " ".join(sentence.split())
        found = [(c, m) for p, c in SENTENCES.items() if (m := re.fullmatch(p, said))]
        if not found:
            assert any(re.fullmatch(p, said) for p in PLAIN), f"nobody can check: {said}"
            continue
        check, match = found[0]
        assert check(tables, *match.groups()), said
    check_sections(comparison, page, tables)
    assert unknown(comparison, page) == []
    told = for_the_board(comparison)
    assert len(told) <= MOST_SENTENCES
    assert set(told) <= set(in_short(comparison)), "every sentence for the board was checked above"
    for title in list(titles)[1:]:
        gains = tables.gains(title)
        up, down = gaining(gains)
        stay = len(gains) - up - down
        assert f"{title}: {up} gain, {down} lose, {stay} stay</summary>" in page


@pytest.mark.parametrize("area", ["toy", "two-rivers"])
def test_words_of_the_shipped_areas(area: str, tmp_path: Path) -> None:
    files = sorted(shipped(f"{area}/baseline.toml").parent.glob("*.toml"))
    files.sort(key=lambda path: path.stem != "baseline")
    check_words(compare(run_all(files)), tmp_path)


BANES = """
title = "If whoever asks is served"
area = '{area}'
[need.salt]
model = "expected_days"
share = 0.2
[need.ot]
model = "expected_days"
share = 0.125
[allocation]
method = "by_referral"
spread = 0.7
"""

BANES_PLANS = {
    "need": "title = 'By need'\n[allocation]\nmethod = 'optimise'\n",
    "clusters": "extends = 'need.toml'\ntitle = 'Ten clusters'\n[visits]\n"
    "pattern = 'cluster_days'\n[clustering]\nmethod = 'spanning_tree'\nclusters = 10\n"
    "balance = 0.3\n",
    "schools": "extends = 'need.toml'\ntitle = 'Schools only'\n[offer]\n"
    "phases = ['primary', 'secondary']\n",
    "psychology": "extends = 'need.toml'\ntitle = 'Psychologists too'\n[teams.ep]\n"
    "profession = 'educational_psychologist'\nwte = 2.0\nbase = 'Keynsham Health Centre'\n"
    "[need.educational_psychologist]\nmodel = 'expected_days'\nshare = 0.2\n",
}


def test_words_of_bath_and_north_east_somerset(banes: Path, tmp_path: Path) -> None:
    """Real settings: whoever asks, by need, in clusters, for schools only, with psychologists."""
    (tmp_path / "asked.toml").write_text(BANES.format(area=banes.as_posix()), encoding="utf-8")
    for name, text in BANES_PLANS.items():
        whole = text if text.startswith("extends") else f"extends = 'asked.toml'\n{text}"
        (tmp_path / f"{name}.toml").write_text(whole, encoding="utf-8")
    comparison = compare(
        run_all([tmp_path / f"{name}.toml" for name in ("asked", *BANES_PLANS)]),
        group_by=["ward"],
    )
    check_words(comparison, tmp_path / "out")
    assert [design.name for design in comparison.designs] == ["asked", "need", "clusters"]
    assert len(comparison.gains("need").by("ward")) > 10


@st.composite
def areas(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw settings.csv, teams.csv and how the baseline shares hours out."""
    count = draw(st.integers(3, 8))
    method = draw(st.sampled_from(["as_delivered", "by_referral\nspread = 0.9", "optimise"]))
    settings = ["setting_id,name,phase,easting,northing,pupils,sen_support,idaci,"
                "delivered_salt_hours,delivered_ot_hours"]  # fmt: skip
    for i in range(count):
        phase = draw(st.sampled_from(["primary", "primary", "secondary", "early_years"]))
        x, y = draw(st.integers(0, 30)), draw(st.integers(0, 30))
        pupils = draw(st.integers(20, 900))
        hours = [draw(st.integers(0, 60)) for _ in range(2)]
        settings.append(
            f"{i + 1},School {i + 1},{phase},{400000 + 1000 * x},{200000 + 1000 * y},{pupils},"
            f"{draw(st.integers(0, pupils // 5))},0.{draw(st.integers(1, 40)):02},"
            f"{hours[0]},{hours[1]}"
        )
    teams = ["team_id,profession,wte,easting,northing"]
    for name in ("salt-1", "salt-2", "ot-1"):
        x, y = draw(st.integers(0, 30)), draw(st.integers(0, 30))
        posts = draw(st.integers(2, 30)) / 100
        teams.append(f"{name},{name[:-2]},{posts},{400000 + 1000 * x},{200000 + 1000 * y}")
    return "\n".join(settings) + "\n", "\n".join(teams) + "\n", method


WHAT_IFS = {
    "plan": "title = 'By need'\n[allocation]\nmethod = 'optimise'\n",
    "clusters": "title = 'Two clusters'\n[allocation]\nmethod = 'optimise'\n[visits]\n"
    "pattern = 'cluster_days'\n[clustering]\nmethod = 'spanning_tree'\nclusters = 2\n"
    "balance = 9.0\n",
    "near": "title = 'Near only'\n[allocation]\nmethod = 'optimise'\n[[rules]]\nrule = 'reach'\n"
    "max_minutes = 12\n",
    "short": "title = 'Short of staff'\n[allocation]\nmethod = 'optimise'\n[teams.salt-1]\n"
    "vacancy_rate = 0.6\n",
    "twice": "title = 'Clusters again'\nextends = 'clusters.toml'\n[visits]\nvisits_per_day = 3\n",
}


def scenarios(folder: Path, drawn: tuple[str, str, str]) -> Iterator[Path]:
    settings, teams, method = drawn
    (folder / "area").mkdir(exist_ok=True)
    (folder / "area" / "settings.csv").write_text(settings, encoding="utf-8")
    (folder / "area" / "teams.csv").write_text(teams, encoding="utf-8")
    word, _, more = method.partition("\n")
    (folder / "baseline.toml").write_text(
        f"title = 'Today'\narea = 'area'\n[allocation]\nmethod = '{word}'\n{more}\n", "utf-8"
    )
    yield folder / "baseline.toml"
    for name, text in WHAT_IFS.items():
        whole = text if "extends" in text else f"extends = 'baseline.toml'\n{text}"
        (folder / f"{name}.toml").write_text(whole, encoding="utf-8")
        yield folder / f"{name}.toml"


@pytest.mark.once
@given(areas())
@budget(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_words_of_random_areas(tmp_path: Path, drawn: tuple[str, str, str]) -> None:
    comparison = compare(run_all(list(scenarios(tmp_path, drawn))))
    check_words(comparison, tmp_path / "out")
