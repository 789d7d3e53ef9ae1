"""Today as delivered by a second road: from the tables to the scorecard in plain Python.

Nothing of the library is used but its answer: tables are read with csv, blanks estimated, need
shared out, hours brought and driven by loops that follow the words of the documentation.
"""

import csv
import math
import random
import statistics
from pathlib import Path

import pytest
from pyproj import Transformer

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run

pytestmark = pytest.mark.solver

SHARES = {"salt": 0.20, "ot": 0.125}
DAYS = {"primary": 40.0, "secondary": 160.0}
WEIGHTS = {"setting": 6.0, "pupils": 0.05, "sen_support": 0.9}
NATIONAL: dict[str, tuple[float, float]] = {
    "early_years": (45, 0.07), "primary": (240, 0.14), "secondary": (980, 0.125),
    "all_through": (600, 0.13), "post_16": (1200, 0.10), "special": (115, 0.02),
    "alternative": (50, 0.55),
}  # fmt: skip
"""Roll and rate of SEN support, where an area tells nothing of a phase."""
VISIT_HOURS, VISITS, SIGN_IN, LEG = 3.0, 2, 10.0, 0.9
DETOUR, KMH = 1.3, 40.0

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def weights(settings: list[Row]) -> dict[str, float]:
    """Weigh every setting by a start, its roll and its children on SEN support."""
    found = {}
    for row in settings:
        same = [r for r in settings if r["phase"] == row["phase"]]
        rolls = [float(r["pupils"]) for r in same if r["pupils"]]
        known = [r for r in same if r["pupils"] and r["sen_support"] and float(r["pupils"])]
        roll, rate = NATIONAL[row["phase"]]
        if rolls:
            roll = statistics.median(rolls)
        if known:
            rate = sum(float(r["sen_support"]) for r in known) / sum(
                float(r["pupils"]) for r in known
            )
        pupils = float(row["pupils"]) if row["pupils"] else roll
        support = float(row["sen_support"]) if row["sen_support"] else rate * pupils
        found[row["setting_id"]] = (
            WEIGHTS["setting"] + WEIGHTS["pupils"] * pupils + WEIGHTS["sen_support"] * support
        )
    return found


def needs(settings: list[Row], profession: str) -> dict[str, float]:
    """Share the expected days of a phase out by weight; other phases at the same rate."""
    weight = weights(settings)
    hours, total_hours, total_weight = {}, 0.0, 0.0
    for phase, days in DAYS.items():
        here = [r["setting_id"] for r in settings if r["phase"] == phase]
        for id_ in here:
            mean = sum(weight[other] for other in here) / len(here)
            hours[id_] = SHARES[profession] * VISIT_HOURS * VISITS * days * weight[id_] / mean
            total_hours += hours[id_]
            total_weight += weight[id_]
    for row in settings:
        hours.setdefault(row["setting_id"], total_hours / total_weight * weight[row["setting_id"]])
    return hours


def minutes(one: Row, other: Row) -> float:
    metres = math.hypot(
        float(one["easting"]) - float(other["easting"]),
        float(one["northing"]) - float(other["northing"]),
    )
    return metres * DETOUR / (KMH * 1000 / 60)


def visits_cost(settings: list[Row], teams: list[Row], need: dict[str, float]) -> dict[str, float]:
    """Return minutes a visit from the nearest base: days that each setting names, two visits."""
    base = {
        row["setting_id"]: min(teams, key=lambda team: (round(minutes(team, row), 6),))["team_id"]
        for row in settings
    }
    by_id = {team["team_id"]: team for team in teams}
    found = {}
    for row in settings:
        id_ = row["setting_id"]
        patch = [r for r in settings if base[r["setting_id"]] == base[id_] and r is not row]
        out_and_back = 2 * minutes(by_id[base[id_]], row)
        if not patch:
            found[id_] = out_and_back + SIGN_IN
            continue
        total = sum(need[r["setting_id"]] for r in patch)
        leg = sum(need[r["setting_id"]] * minutes(row, r) for r in patch) / total
        found[id_] = (out_and_back + (VISITS - 1) * LEG * leg) / VISITS + SIGN_IN
    return found


def scored(area: Path) -> dict[str, float]:
    """Return the figures of an area as delivered."""
    settings, teams = rows(area / "settings.csv"), rows(area / "teams.csv")
    delivered = {(r["setting_id"], r["profession"]): float(r["hours"])
                 for r in rows(area / "delivered.csv")}  # fmt: skip
    access: dict[str, list[float]] = {word: [] for word in SHARES}
    met = needed = contact = beyond = travel = 0.0
    primary: dict[str, float] = {r["setting_id"]: 0.0 for r in settings if r["phase"] == "primary"}
    for profession in SHARES:
        need = needs(settings, profession)
        staff = [team for team in teams if team["profession"] == profession]
        cost = visits_cost(settings, staff, need)
        for row in settings:
            id_ = row["setting_id"]
            hours = delivered.get((id_, profession), 0.0)
            access[profession].append(min(1.0, hours / need[id_]))
            met += min(hours, need[id_])
            needed += need[id_]
            contact += hours
            beyond += max(0.0, hours - need[id_])
            travel += hours / VISIT_HOURS * cost[id_] / 60
            if id_ in primary:
                primary[id_] += hours / (VISIT_HOURS * VISITS)
    every = [a for each in access.values() for a in each]
    figures = {
        "lowest_access": min(every),
        "mean_access": statistics.fmean(every),
        "share_of_need_met": met / needed,
        "contact_hours": contact,
        "hours_beyond_need": beyond,
        "travel_hours": travel,
        "share_below_50": sum(a < 0.5 - 1e-6 for a in every) / len(every),
        "days_per_primary": statistics.fmean(primary.values()),
    }
    for profession, each in access.items():
        apart = sum(abs(a - b) for a in each for b in each)
        mean = statistics.fmean(each)
        figures[f"gini_access:profession={profession}"] = apart / (2 * len(each) ** 2 * mean)
    return figures


SCENARIO = """
title = "Today"
area = '{area}'
[visits]
pattern = "own_days"
[need.salt]
model = "expected_days"
share = 0.20
[need.ot]
model = "expected_days"
share = 0.125
[allocation]
method = "as_delivered"
"""


def compare(area: Path, scenario: Path) -> None:
    card = run(scenario).scorecard
    for metric, figure in scored(area).items():
        assert card[metric].value == pytest.approx(figure, rel=1e-6, abs=1e-6), metric


def test_two_rivers_by_a_second_road() -> None:
    compare(shipped("two-rivers/area"), shipped("two-rivers/baseline.toml"))


@pytest.mark.parametrize("seed", range(6))
def test_random_areas_by_a_second_road(tmp_path: Path, seed: int) -> None:
    """Blanks, settings nobody serves, a phase that the area tells nothing of."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    lines = ["setting_id,name,phase,easting,northing,pupils,sen_support"]
    hours = ["setting_id,profession,hours"]
    phases = ["primary", "primary", "secondary", *NATIONAL]
    for i in range(draw.randint(4, 40)):
        phase = phases[i] if i < len(phases) else draw.choice(phases)
        pupils = draw.randint(10, 1500)
        support = draw.randint(0, pupils // 4)
        x, y = 400_000 + draw.randint(0, 40_000), 200_000 + draw.randint(0, 40_000)
        known = ["" if draw.random() < 0.3 else str(count) for count in (pupils, support)]
        lines.append(f"{i},S{i},{phase},{x},{y},{known[0]},{known[1]}")
        hours += [f"{i},{word},{draw.randint(0, 60)}" for word in SHARES]
    staff = ["team_id,profession,wte,easting,northing"]
    for i, word in enumerate(["salt", "salt", "salt", "ot", "ot"]):
        x, y = 400_000 + draw.randint(0, 40_000), 200_000 + draw.randint(0, 40_000)
        staff.append(f"{word}-{i},{word},{draw.uniform(0.1, 2):.2f},{x},{y}")
    area = tmp_path / "area"
    area.mkdir()
    for name, text in (("settings", lines), ("teams", staff), ("delivered", hours)):
        (area / f"{name}.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    path = tmp_path / "today.toml"
    path.write_text(SCENARIO.format(area=area.as_posix()), encoding="utf-8")
    compare(area, path)


def test_bath_and_north_east_somerset_by_a_second_road(banes: Path, tmp_path: Path) -> None:
    """Real settings, with hours delivered that are drawn."""
    draw = random.Random(7)  # noqa: S311 - no secret
    area = tmp_path / "area"
    area.mkdir()
    grid = Transformer.from_crs(4326, 27700, always_xy=True)
    for name in ("settings.csv", "teams.csv"):
        table = rows(banes / name)
        for row in table:
            east, north = grid.transform(float(row.pop("longitude")), float(row.pop("latitude")))
            row |= {"easting": f"{east:.1f}", "northing": f"{north:.1f}"}
        with (area / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
    settings = rows(area / "settings.csv")
    said = [f"{r['setting_id']},{word},{draw.randint(0, 90)}" for r in settings for word in SHARES]
    (area / "delivered.csv").write_text("setting_id,profession,hours\n" + "\n".join(said) + "\n")
    path = tmp_path / "today.toml"
    path.write_text(SCENARIO.format(area=area.as_posix()), encoding="utf-8")
    compare(area, path)
