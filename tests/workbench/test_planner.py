"""Plans beside the pages: made once, watched, ended, and made anew when tables change."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.workbench.desk import Desk
from experts_at_hand.workbench.planner import ENDED, Job

pytestmark = pytest.mark.solver


def test_a_plan_is_made_once_for_each_state(desk: Desk) -> None:
    first = desk.plan("drawn", seconds=60)
    assert isinstance(first, Outcome)
    assert desk.plan("drawn", seconds=0) is first
    text = desk.folder.design("drawn").text
    desk.folder.save(
        "drawn", text + "\n# a remark\n", revision=desk.folder.design("drawn").revision
    )
    second = desk.plan("drawn", seconds=60)
    assert isinstance(second, Outcome)
    assert second is not first
    assert second.clustering == first.clustering
    assert len(desk.planner._memory[1].clusterings) == 1  # searched for once


def test_other_tables_are_another_plan(desk: Desk) -> None:
    """A setting twice as large needs more: nobody has to restart anything."""
    before = desk.plan("drawn", seconds=60)
    table = desk.folder.area / "settings.csv"
    table.write_bytes(table.read_bytes().replace(b",140,1,14,14,", b",280,2,28,28,", 1))
    after = desk.plan("drawn", seconds=60)
    assert isinstance(before, Outcome)
    assert isinstance(after, Outcome)
    assert after.area.need.hours.sum() > before.area.need.hours.sum()


def test_five_people_at_once_do_not_mix(folder: Path) -> None:
    """Five designs of another number of clusters each, asked for at the same moment."""
    desk = Desk(folder)
    text = desk.folder.design("clusters-small").text
    names = [
        desk.folder.add(f"Mine {n}", text.replace("clusters = 4", f"clusters = {n}")).name
        for n in range(2, 7)
    ]
    with ThreadPoolExecutor(5) as people:
        plans = list(people.map(lambda name: desk.plan(name, seconds=60), names))
    for number, (name, plan) in enumerate(zip(names, plans, strict=True), start=2):
        assert isinstance(plan, Outcome)
        assert len(plan.clustering) == number
        alone = run(folder / f"{name}.toml")
        assert plan.scorecard == alone.scorecard
    desk.planner.close()


def test_a_long_search_is_watched_and_ended(tmp_path: Path) -> None:
    """The proof for 120 settings takes minutes: it says clusters at hand and gap, and can end."""
    shutil.copytree(shipped("two-rivers"), tmp_path / "long")
    desk = Desk(tmp_path / "long")
    name = desk.folder.add(
        "Long",
        'extends = "by-need.toml"\ntitle = "Long"\n[clustering]\nmethod = "contiguous"\n'
        'clusters = 9\nbalance = 0.05\neffort = "proof"\n',
    ).name
    job = desk.plan(name, seconds=0)
    assert isinstance(job, Job)
    end = time.monotonic() + 60
    while "at hand" not in job.said and time.monotonic() < end:
        time.sleep(0.05)
    assert "minutes to the hub at hand" in job.said
    assert isinstance(desk.plan("by-need", seconds=60), Outcome)  # others are planned meanwhile
    desk.planner.cancel(name)
    assert job.result(30) is ENDED
    assert desk.plan(name, seconds=0) is ENDED
    desk.planner.again(name)
    begun = desk.plan(name, seconds=0)
    assert isinstance(begun, Job)
    desk.planner.cancel(name)
    assert begun.result(30) is ENDED
    desk.planner.close()
