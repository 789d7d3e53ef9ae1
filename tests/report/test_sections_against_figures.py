"""Every sentence with a figure, section by section, is held against the files beside the report.

`test_words_against_figures` takes what is said in short; here are the sheets of the clusters, who
gains, who is helped least, the maps, the posts and what it all rests on. Need, access and hours are
added up from access.csv and allocation.csv, minutes measured on the straight line from the places
in settings.csv. A sentence with a figure that no pattern here knows fails.
"""

import csv
import math
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest

from experts_at_hand.comparison import Comparison, compare, write_comparison
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.examples import shipped
from experts_at_hand.outcome import Outcome
from experts_at_hand.pipeline import run_all
from experts_at_hand.report import page_html
from experts_at_hand.report.in_short import for_the_board
from experts_at_hand.travel.straight_line import StraightLine
from tests.report.written_tables import NUMBER, SHOWN, Tables, close, gaining, near, share

pytestmark = pytest.mark.solver


class Said:
    """One sentence's surroundings: the design it is about, and the cluster where there is one."""

    def __init__(self, tables: Tables, outcome: Outcome, cluster: str = "") -> None:
        self.tables, self.outcome, self.cluster = tables, outcome, cluster

    @property
    def title(self) -> str:
        """Return the design's title."""
        return self.outcome.title

    def members(self) -> list[str]:
        """Return the settings of the cluster, of clusters.csv."""
        rows = self.tables.rows(self.outcome.name, "clusters")
        return [row["setting_id"] for row in rows if row["cluster_id"] == self.cluster]

    def hub(self) -> str:
        """Return the hub of the cluster, of clusters.csv."""
        rows = self.tables.rows(self.outcome.name, "clusters")
        return next(row["hub_id"] for row in rows if row["cluster_id"] == self.cluster)

    def places(self) -> dict[str, tuple[float, float]]:
        """Return eastings and northings of settings.csv, in metres."""
        with (self.outcome.scenario.folder / "settings.csv").open(encoding="utf-8-sig") as file:
            return {
                row["setting_id"]: (float(row["easting"]), float(row["northing"]))
                for row in csv.DictReader(file)
                if "easting" in row
            }

    def minutes(self, here: str, there: str) -> float:
        """Return the minutes between two settings on the straight line; ``nan`` by other roads."""
        model = self.outcome.scenario.travel
        if not isinstance(model, StraightLine):
            return math.nan
        place = self.places()
        if not place:  # by longitude and latitude: other tests measure those
            return math.nan
        kilometres = math.dist(place[here], place[there]) / 1000 * model.detour_factor
        return kilometres / model.speed_kmh * 60


def cluster_need(at: Said, count: str, need: str, met: str | None) -> bool:
    members = set(at.members())
    rows = [r for r in at.tables.rows(at.outcome.name, "access") if r["setting_id"] in members]
    needed = sum(float(r["need_hours"]) for r in rows)
    given = sum(min(float(r["need_hours"]), float(r["allocated_hours"])) for r in rows)
    return (
        int(count) == len(members)
        and near(need, needed)
        and (share(met, given / needed) if met else needed == 0)
    )


def farthest(at: Said, hub: str, minutes: str) -> bool:
    names = {s.id: s.name for s in at.outcome.area.settings}
    away = max(at.minutes(at.hub(), member) for member in at.members())
    return hub == names[at.hub()] and (math.isnan(away) or abs(float(minutes) - away) <= 0.51)


def team_hours(at: Said, team: str, profession: str, hours: str, wte: str) -> bool:
    members = set(at.members())
    own = [
        row
        for row in at.tables.rows(at.outcome.name, "allocation")
        if row["team_id"] == team and row["setting_id"] in members
    ]
    worked = sum(float(row["contact_hours"]) + float(row["travel_hours"]) for row in own)
    year = at.outcome.scenario.working_year
    whole = year.weeks * year.hours_per_week * year.direct_share
    return (
        {profession_label(row["profession"]) for row in own} == {profession}
        and near(hours, worked)
        and abs(float(wte) - worked / whole) <= 0.0051
    )


def gains_in_all(
    at: Said, up: str, gained: str, down: str, lost: str, most: str | None, least: str | None
) -> bool:
    gains = at.tables.gains(at.title)
    above = sum(g for g in gains.values() if g >= SHOWN - 1e-5)
    below = -sum(g for g in gains.values() if g <= -SHOWN + 1e-5)
    ends = ((most, max(gains.values())), (least, min(gains.values())))
    for said, extreme in ends:
        if said is None:
            continue
        found = re.fullmatch(rf".+ \((.+?)\), ([+-]{NUMBER})", said)
        assert found, said
        own = gains[found[1]]
        if abs(own - extreme) > 1e-4 or abs(float(found[2].replace(",", "")) - own) > 0.051:
            return False
    return (int(up), int(down)) == gaining(gains) and near(gained, above) and near(lost, below)


def gain_counts(at: Said, title: str, up: str, down: str, stay: str) -> bool:
    gains = at.tables.gains(title)
    return (int(up), int(down)) == gaining(gains) and len(gains) == sum(map(int, (up, down, stay)))


def ties(at: Said, tied: str, lowest: str) -> bool:
    values = list(at.tables.access(at.title).values())
    least = min(values)
    return share(lowest, least) and int(tied) == sum(v <= least + 1.5e-6 for v in values)


def out_of_reach(at: Said, count: str) -> bool:
    nothing = sum(v == 0 for v in at.tables.access(at.title).values())
    return int(count) == int(at.tables.figure(at.title, "unreached")) <= nothing


def to_hubs(at: Said, minutes: str, rest: str) -> bool:
    """Need-weighted minutes, summed again where travel is the straight line; and how sure."""
    plan = at.tables.plan(at.title)["clustering"]
    hubs = {r["setting_id"]: r["hub_id"] for r in at.tables.rows(at.outcome.name, "clusters")}
    need: dict[str, float] = dict.fromkeys(hubs, 0.0)
    for row in at.tables.rows(at.outcome.name, "access"):
        need[row["setting_id"]] += float(row["need_hours"])
    again = sum(need[s] * at.minutes(hubs[s], s) for s in hubs) / sum(need.values())
    bound = plan["lower_bound"]
    if bound is None:
        sure = "proves no bound" in rest
    else:
        worse = 1 - bound / plan["objective"]
        found = re.search(rf"({NUMBER})%", rest)
        sure = -1e-3 <= float(found[1]) - 100 * worse <= 0.1 if found else worse <= 1e-6
    return (
        close(minutes, plan["objective"]) and (math.isnan(again) or close(minutes, again)) and sure
    )


def doubts(at: Said, count: str) -> bool:
    every = {doubt for title in at.tables.names for doubt in at.tables.plan(title)["doubts"]}
    return int(count) == len(every)


def alone(at: Said, cluster: str, setting: str) -> bool:
    return Said(at.tables, at.outcome, cluster).members() == [setting]


def estimated(at: Said, percent: str) -> bool:
    """Need at settings with a blank among the counts that the models of need rest on."""
    used = set()
    for model in at.outcome.scenario.need_models.values():
        used |= {c for c in ("pupils", "sen_support", "ehcp", "fsm") if _weight(model, c)}
    blanks = {
        item["setting_id"]
        for item in at.tables.plan(at.title)["imputations"]
        if item["column"] in used
    }
    rows = at.tables.rows(at.outcome.name, "access")
    need = sum(float(row["need_hours"]) for row in rows)
    there = sum(float(row["need_hours"]) for row in rows if row["setting_id"] in blanks)
    digits = len(percent.partition(".")[2])
    return bool(abs(float(percent) - 100 * there / need) <= 0.51 / 10**digits)


def _weight(model: object, column: str) -> bool:
    name = {"pupils": "per_pupil"}.get(column, f"per_{column}")
    return bool(getattr(model, name, 0.0))


def blanks(at: Said, counts: str, settings: str, percent: str) -> bool:
    found = at.tables.plan(at.title)["imputations"]
    return (
        int(counts) == len(found)
        and int(settings) == len({item["setting_id"] for item in found})
        and estimated(at, percent)
    )


def blanks_of(at: Said, column: str, settings: str, basis: str) -> bool:
    found = at.tables.plan(at.title)["imputations"]
    own = [i for i in found if i["column"].replace("_", " ") == column and i["basis"] == basis]
    return int(settings) == len(own)


def working_year(at: Said, hours: str, direct: str, weeks: str) -> bool:
    year = at.outcome.scenario.working_year
    return (
        near(hours, year.weeks * year.hours_per_week * year.direct_share)
        and abs(float(direct) - 100 * year.direct_share) < SHOWN
        and abs(float(weeks) - year.weeks) < SHOWN
    )


def one_profession(at: Said, label: str, lowest: str, free: str | None) -> bool:
    """Hold a profession's lowest access against the scorecard, what it would be by plan.json."""
    (word,) = (p for p in at.outcome.allocation.professions if _labelled(p, label))
    alone = at.tables.plan(at.title)["continuity"] if free else {"professions": []}
    would = [p["free_lowest_access"] for p in alone["professions"] if p["profession"] == word]
    return share(lowest, at.tables.figure(at.title, f"lowest_access:profession={word}")) and (
        free is None or share(free, would[0])
    )


def _labelled(profession: str, label: str) -> bool:
    return profession_label(profession).lower() == label.lower()


def travel_of_names(at: Said, hours: str, free: str) -> bool:
    would = at.tables.plan(at.title)["continuity"]["free_travel_hours"]
    return near(hours, at.tables.figure(at.title, "travel_hours")) and near(free, would)


def further_posts(at: Said, wte: str, places: str, gbp: str, lowest: str) -> bool:
    """Hold posts against plan.json; the lowest access is that of the profession they are for."""
    decided = at.tables.plan(at.title)["posts"]
    least = min(
        at.tables.figure(at.title, f"lowest_access:profession={own['profession']}")
        for own in decided["professions"]
    )
    return (
        float(wte) == pytest.approx(sum(post["wte"] for post in decided["posts"]))
        and int(places) == len({post["where"] for post in decided["posts"]})
        and near(gbp, sum(post["cost"] for post in decided["posts"]))
        and share(lowest, least)
    )


ONE_OR_MORE = r"(?:settings?|counts?)"
SECTIONS: Mapping[str, Mapping[str, Callable[..., bool]]] = {
    "board": {
        r"A whole-time equivalent has (\d+) hours a year for visits and the travel to them "
        r"\(([\d.]+)% of ([\d.]+) weeks\), and .+": working_year,
        rf"({NUMBER})% of need stands at settings with a count that was estimated\.": estimated,
        r"(\d+) things? looks? wrong in the data: .+": doubts,
    },
    "gains": {
        rf"(\d+) {ONE_OR_MORE} gains? ({NUMBER}) hours a year in all, (\d+) {ONE_OR_MORE} loses? "
        rf"({NUMBER})(?:; most is gained by (.+?))?(?:; most is lost by (.+?))?\.": gains_in_all,
        r"(.+): (\d+) gain, (\d+) lose, (\d+) stay": gain_counts,
    },
    "maps": {
        rf"({NUMBER}) need-weighted minutes to the hub(.*)\.": to_hubs,
        r"cluster (.+?) is one setting, .+ \((.+)\), which agrees its days with nobody.*": alone,
    },
    "sheets": {
        rf"(\d+) settings? that needs? ({NUMBER}) hours a year(?:, ({NUMBER})% of it met)?\.": (
            cluster_need
        ),
        r"The hub is (.+); the farthest is (\d+) minutes away\.": farthest,
        rf"(.+?) \((.+)\) spends ({NUMBER}) working hours a year here, ({NUMBER}) WTE\.": (
            team_hours
        ),
    },
    "posts": {
        rf"({NUMBER}) WTE of further posts in (\d+) places?, GBP ({NUMBER}) a year: lowest access "
        rf"({NUMBER})%, .+": further_posts,
        rf"(.+?): (?:.+, )?lowest access ({NUMBER})%(?:, and ({NUMBER})% if any team might come; "
        r".+)?\.": one_profession,
        rf"Travel and signing in take ({NUMBER}) hours a year, and would take ({NUMBER}) .+": (
            travel_of_names
        ),
    },
    "worst": {
        rf"(\d+) settings and professions share the lowest access of ({NUMBER})%: .+": ties,
        r"(\d+) settings? and professions? (?:is|are) out of reach: .+, .+": out_of_reach,
    },
    "rests": {
        rf"(\d+) blank {ONE_OR_MORE} at (\d+) settings? w(?:as|ere) estimated from .+; ({NUMBER})% "
        r"of all need .+": blanks,
        r"(.+) of (\d+) settings?: (.+)": blanks_of,
    },
}
"""What is said in each section, and what holds it against the files."""

PLAIN = (
    r"How would \d+ settings fare if .+",
    r"Hours and days a year against the baseline, .+",
    r"The design whose map is on the first page\. .+",
    r"\* No other design is as good on .+",
    r"Posts are the working hours spent in a cluster, .+",
    r".+ were used: a mean speed of .+",
    r"[A-Z]+\d+ .+, [\w -]+",
    r"\w[\w ]*: .+ \([A-Z]+\d+\)(?:, .+)?",
)
"""What is said of how figures are to be read, with no figure of the plan."""

TITLED = re.compile(
    r"(?:Further posts: |A named therapist: |Who works where under )“(.+)”|"
    r"Cluster (.+?), .+: “(.+)”|(.+?): \d+ gain, .+"
)
"""Headings that say which design, and which cluster of it, is spoken of below them."""


def sentences(body: str) -> Iterator[tuple[str, str]]:
    """Yield each line of text outside tables and pictures, with the tag it stands in."""
    plain = re.sub(r"<(style|svg|script|table|dl)\b.*?</\1>", "", body, flags=re.DOTALL)
    for tag, text in re.findall(r"<(p|li|summary|h3)\b[^>]*>(.*?)</\1>", plain, flags=re.DOTALL):
        yield tag, " ".join(re.sub(r"<[^>]+>", "", text).split())


def about(line: str, tables: Tables, outcomes: Mapping[str, Outcome], now: Said) -> Said:
    """Return what the lines below a heading are about."""
    found = TITLED.fullmatch(line)
    title = line if found is None else next(t for t in (found[1], found[3], found[4]) if t)
    title = title if title in outcomes else line.split("; ", 1)[0]  # a map that designs share
    if title not in outcomes:
        return now
    return Said(tables, outcomes[title], (found[2] or "") if found else "")


def check_sections(comparison: Comparison, page: str, tables: Tables) -> int:
    """Hold every sentence with a figure in these sections against the files; count them."""
    outcomes = {outcome.title: outcome for outcome in comparison.outcomes}
    parts = re.split(r'<h2 id="(\w+)">', unescape(page))
    held = 0
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        now = Said(tables, comparison.outcomes[0])
        for tag, line in sentences(body):
            if tag in {"summary", "h3"}:
                now = about(line, tables, outcomes, now)
            if name not in SECTIONS or not re.search(r"\d", line) or line in outcomes:
                continue
            found = [(c, m) for p, c in SECTIONS[name].items() if (m := re.fullmatch(p, line))]
            if found:
                check, match = found[0]
                assert check(now, *match.groups()), f"{name}: {line}"
                held += 1
    return held


def unknown(comparison: Comparison, page: str) -> list[str]:
    """Return the sentences with a figure, of these sections, that nobody here can check."""
    titles = {outcome.title for outcome in comparison.outcomes}
    parts = re.split(r'<h2 id="(\w+)">', unescape(page))
    told = for_the_board(comparison)
    left = []
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        for tag, line in sentences(body):
            known = (*SECTIONS.get(name, {}), *PLAIN, *map(re.escape, told))
            if (
                tag in {"p", "li"}
                and name in SECTIONS
                and re.search(r"\d", line)
                and not any(re.fullmatch(pattern, line) for pattern in known)
                and not any(title in line for title in titles)
            ):
                left.append(f"{name}: {line}")
    return left


@pytest.mark.parametrize("area", ["toy", "two-rivers"])
def test_sections_of_the_shipped_areas(area: str, tmp_path: Path) -> None:
    """Nothing with a figure stands in these sections that is not held against the files."""
    files = sorted(shipped(f"{area}/baseline.toml").parent.glob("*.toml"))
    files.sort(key=lambda path: path.stem != "baseline")
    comparison = compare(run_all(files))
    write_comparison(comparison, tmp_path)
    page = page_html(comparison)
    titles = {outcome.title: outcome.name for outcome in comparison.outcomes}
    tables = Tables(tmp_path, titles, comparison.outcomes[0].title)
    assert check_sections(comparison, page, tables) > 30
    assert unknown(comparison, page) == []
