"""The whole tour at a browser without scripts, against a real server."""

import csv
import io
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from html import unescape
from pathlib import Path

import httpx
import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.scenario import load_scenario
from experts_at_hand.workbench.guard import COOKIE
from tests.workbench.conftest import Visitor, served

pytestmark = pytest.mark.solver


def uploaded(settings: bytes | None = None) -> dict[str, tuple[str, bytes]]:
    area = shipped("toy/area")
    return {
        "settings": ("C:\\..\\..\\settings.csv", settings or (area / "settings.csv").read_bytes()),
        "teams": ("teams.csv", (area / "teams.csv").read_bytes()),
        "delivered": ("", b""),
    }


def words(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_from_an_upload_to_a_report(tmp_path: Path) -> None:
    """Tables in, a design changed, a setting moved, undone, taken away: figures are the run's."""
    with served(tmp_path / "new") as address:
        guest = Visitor(address)
        assert "Begin with an area" in guest.page.text
        guest.sends("/upload", {"area_name": "Little county"}, files=uploaded())
        assert guest.page.status_code == 200
        assert "Little county" in guest.page.text
        guest.goes("/design/clusters?wait=1")
        guest.sends("/design/clusters/change", {"clustering/clusters": "3"})
        assert len(re.findall(r"<optgroup", guest.page.text)) == 3
        guest.sends("/design/clusters/undo")
        assert len(re.findall(r"<optgroup", guest.page.text)) == 4
        guest.goes("/?wait=1")
        report = guest.goes("/take/report.html")
        assert "Little county" in report
        name = tmp_path / "new" / "clusters.toml"
        assert f"{run(name).scorecard['lowest_access'].value:.1%}" in report
        content = guest.client.get("/take/plan.xlsx").content
        assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert guest.client.get("/take/map.gpkg").content.startswith(b"SQLite format 3")


def test_the_scenario_file_is_the_one_the_command_line_runs(
    visitor: Visitor, folder: Path, tmp_path: Path
) -> None:
    """A setting moved by hand: the file downloaded, run by `eah run`, has the page's figures."""
    visitor.goes("/design/clusters-small")
    home = run(folder / "clusters-small.toml").clustering.cluster_of["101"].id
    other = next(
        c.id for c in run(folder / "clusters-small.toml").clustering.clusters if c.id != home
    )
    visitor.sends("/design/clusters-small/move", {"setting": "101", "to": other})
    assert visitor.page.status_code == 200
    text = visitor.client.get("/design/clusters-small/scenario.toml").text
    assert text == (folder / "clusters-small.toml").read_text("utf-8")
    assert main(["run", str(folder / "clusters-small.toml"), "-o", str(tmp_path / "out")]) == 0
    out = tmp_path / "out" / "clusters-small"
    with (out / "clusters.csv").open(encoding="utf-8-sig") as file:
        lists = {row["setting_id"]: row["cluster_id"] for row in csv.DictReader(file)}
    assert lists["101"] == other
    with (out / "scorecard.csv").open(encoding="utf-8-sig") as file:
        card = {row["metric"]: float(row["value"]) for row in csv.DictReader(file)}
    assert f"{card['lowest_access']:.1%}" in visitor.figures()
    assert f"{card['share_of_need_met']:.1%}" in visitor.figures()


def test_who_is_held_is_moved_by_nobody(visitor: Visitor, folder: Path) -> None:
    visitor.goes("/design/drawn")
    visitor.sends("/design/drawn/hold", {"setting": "101"})
    assert "(held)" in visitor.page.text
    visitor.sends("/design/drawn/move", {"setting": "101", "to": "South"})
    assert visitor.page.status_code == 422
    assert "held where it is; let it go first" in visitor.page.text
    visitor.goes("/design/drawn")
    visitor.sends("/design/drawn/improve", {"max_moves": "12"})
    asked = load_scenario(folder / "drawn.toml").clustering
    assert getattr(asked, "stay", None) == ("101",)
    assert run(folder / "drawn.toml").clustering.cluster_of["101"].id == "North"
    assert "at most 12 settings moved" in words(visitor.page.text)


def test_clusters_are_dissolved_undone_and_dissolved_again(visitor: Visitor, folder: Path) -> None:
    visitor.goes("/design/drawn")
    before = (folder / "drawn.toml").read_bytes()
    visitor.sends("/design/drawn/join", {"cluster": "North", "into": "South"})
    joined = run(folder / "drawn.toml").clustering
    assert [c.id for c in joined.clusters] == ["South", "Towns"]
    assert {"101", "102", "103"} <= set(joined.cluster_of["103"].members)
    visitor.sends("/design/drawn/undo")
    assert (folder / "drawn.toml").read_bytes() == before
    visitor.sends("/design/drawn/redo")
    assert run(folder / "drawn.toml").clustering == joined
    visitor.sends("/design/drawn/join", {"cluster": "South", "into": "South"})
    assert visitor.page.status_code == 422


@pytest.mark.parametrize("moves", ["", "some", "0", "501", "-3"])
def test_moves_that_are_no_number_move_nobody(visitor: Visitor, folder: Path, moves: str) -> None:
    before = (folder / "drawn.toml").read_bytes()
    visitor.goes("/design/drawn")
    visitor.sends("/design/drawn/improve", {"max_moves": moves})
    assert visitor.page.status_code == 422
    assert "write a whole number from 1 to 500" in visitor.page.text
    assert (folder / "drawn.toml").read_bytes() == before


def test_what_is_done_already_cannot_be_ended(visitor: Visitor) -> None:
    visitor.goes("/design/drawn")
    visitor.sends("/design/drawn/cancel")
    assert "It was ended, and nothing was changed" in visitor.page.text
    assert "Lowest access of any setting" in visitor.goes("/design/drawn")


def test_access_stands_first_however_many_professions(visitor: Visitor, folder: Path) -> None:
    """With occupational therapists only, no index of inequality comes among the shares."""
    table = folder / "area" / "teams.csv"
    lines = [s for s in table.read_text("utf-8").splitlines() if ",salt," not in s]
    table.write_text("\n".join(lines) + "\n", "utf-8")
    base = folder / "baseline.toml"
    said = re.sub(r"\[need\.salt\].*\n(?:[^\[].*\n|\n)*", "", base.read_text("utf-8"))
    base.write_text(said, "utf-8")
    page = words(visitor.goes("/design/drawn?wait=1"))
    first = page[page.index("Access first") : page.index("settings gain hours")]
    assert "Share of all needed hours" in first
    assert "Gini" not in first
    assert "Gini" in page


def test_a_box_that_cannot_be_read_changes_nothing(visitor: Visitor, folder: Path) -> None:
    before = (folder / "clusters-small.toml").read_bytes()
    visitor.goes("/design/clusters-small")
    visitor.sends("/design/clusters-small/change", {"clustering/clusters": "a lot"})
    assert visitor.page.status_code == 422
    assert "Number of clusters: found 'a lot'; write a number" in unescape(visitor.page.text)
    assert 'value="a lot"' in visitor.page.text
    visitor.sends("/design/clusters-small/change", {"clustering/clusters": "3"})
    assert (folder / "clusters-small.toml").read_bytes() != before


def test_what_the_scenario_refuses_is_said_and_not_kept(visitor: Visitor, folder: Path) -> None:
    """Twelve settings in twelve clusters within 1% of the mean: no partition can be."""
    before = (folder / "clusters-small.toml").read_bytes()
    visitor.goes("/design/clusters-small")
    boxes = {"clustering/clusters": "11", "clustering/balance": "1"}
    visitor.sends("/design/clusters-small/change", boxes)
    assert "Nothing was changed" in visitor.page.text
    assert (folder / "clusters-small.toml").read_bytes() == before


def test_rules_that_contradict_each_other_can_be_undone(visitor: Visitor, folder: Path) -> None:
    """Such rules are found out by planning: the design is saved, and says why it has no plan."""
    path = folder / "baseline.toml"
    path.write_text(
        path.read_text("utf-8") + '\n[[rules]]\nrule = "floor"\nhours = 5000.0\n', "utf-8"
    )
    page = visitor.goes("/design/baseline")
    assert "The rules contradict each other" in page
    assert "Traceback" not in page


def test_the_menu_becomes_a_design(visitor: Visitor, folder: Path) -> None:
    visitor.goes("/design/baseline/menu?clusters=3&wait=1")
    assert "Choices" in visitor.page.text
    visitor.sends("/design/baseline/take", {"clusters": "3", "choice": "p_median-3"})
    assert visitor.page.url.path.startswith("/design/3-")
    name = visitor.page.url.path.rsplit("/", 1)[-1]
    assert len(run(folder / f"{name}.toml").clustering) == 3
    assert visitor.client.get("/design/baseline/menu?clusters=3..").status_code == 422
    assert visitor.client.get("/design/baseline/menu?clusters=1..999999999").status_code == 422


def test_two_people_do_not_mix_their_work(address: str, folder: Path) -> None:
    """Both have the page open; the second to send is told, and overwrites nothing."""
    one, two = Visitor(address), Visitor(address)
    one.goes("/design/clusters-small")
    two.goes("/design/clusters-small")
    one.sends("/design/clusters-small/change", {"clustering/clusters": "3"})
    two.sends("/design/clusters-small/change", {"clustering/clusters": "4"})
    assert two.page.status_code == 409
    assert "Nothing was overwritten" in two.page.text
    assert "clusters = 3" in (folder / "clusters-small.toml").read_text("utf-8")
    one.goes("/")
    one.sends("/design/drawn/pin")
    assert "Today&#39;s clusters, as drawn”" in one.page.text.split("<thead>")[0]
    assert "Today&#39;s clusters, as drawn”" not in two.goes("/").split("<thead>")[0]


def test_a_hostile_name_is_text(tmp_path: Path) -> None:
    """Markup in the name of a setting, an area and a design stands there as it was written."""
    evil = "<script>alert(1)</script>"
    table = (shipped("toy/area") / "settings.csv").read_bytes()
    hostile = table.replace(b"Ashdown Primary School", evil.encode())
    with served(tmp_path / "new") as address:
        guest = Visitor(address)
        guest.sends("/upload", {"area_name": evil}, files=uploaded(hostile))
        guest.goes("/design/clusters?wait=1")
        guest.sends("/design/clusters/rename", {"title": evil})
        for page in ("/design/clusters", "/data", "/?wait=1", "/take/report.html"):
            text = guest.goes(page)
            assert evil not in text, page
            assert "&lt;script&gt;alert(1)" in text, page


def test_a_restart_loses_nothing(folder: Path) -> None:
    with served(folder) as address:
        guest = Visitor(address)
        guest.goes("/design/clusters-small")
        guest.sends("/design/clusters-small/change", {"clustering/clusters": "3"})
        token = guest.client.cookies[COOKIE]
    with served(folder) as address:
        again = Visitor(address)
        again.client.cookies.set(COOKIE, token)
        page = again.goes("/design/clusters-small")
        assert len(re.findall(r"<optgroup", page)) == 3
        again.sends("/design/clusters-small/undo")
        assert again.page.status_code == 200
        assert again.page.text.count("<optgroup") != 3


def test_designs_come_and_go(visitor: Visitor, folder: Path) -> None:
    visitor.sends("/design/drawn/copy", {"title": "Mine, tried"})
    assert visitor.page.url.path == "/design/mine-tried"
    assert 'title = "Mine, tried"' in (folder / "mine-tried.toml").read_text("utf-8")
    visitor.sends("/design/mine-tried/rename", {"title": "Ours"})
    assert "<h1>Ours</h1>" in visitor.page.text
    visitor.goes("/design/baseline")
    assert "3 other designs state only what differs from this one" in visitor.page.text
    assert "state only what differs" not in visitor.goes("/design/drawn")
    visitor.goes("/design/baseline")
    visitor.sends("/design/baseline/remove")
    assert visitor.page.status_code == 422
    assert "it cannot be removed: clusters-small, drawn, mine-tried extend it" in visitor.page.text
    visitor.goes("/design/mine-tried")
    visitor.sends("/design/mine-tried/remove")
    assert not (folder / "mine-tried.toml").exists()
    assert visitor.goes("/design/mine-tried")
    assert visitor.page.status_code == 404


def test_data_says_what_is_estimated(visitor: Visitor) -> None:
    """Two nurseries of the toy have blank counts: each stands in the table with its estimate."""
    text = words(visitor.goes("/data"))
    assert "Blank counts that were estimated" in text
    assert "Eastbrook Nursery (206)" in text
    assert "of all need stands at settings where a" in text
    assert "Share of all need at the setting" in text
    need = run(shipped("toy/baseline.toml")).area.need
    nursery = need.weights[list(need.setting_ids).index("206")] / need.weights.sum()
    assert f"{nursery:.1%}" in visitor.figures()


def test_an_upload_with_errors_lists_them(visitor: Visitor, folder: Path) -> None:
    before = (folder / "area" / "settings.csv").read_bytes()
    visitor.goes("/data")
    visitor.sends("/upload", files=uploaded(before.replace(b",primary,", b",primery,")))
    assert visitor.page.status_code == 422
    assert "settings.csv, row 2, column phase" in visitor.page.text
    assert (folder / "area" / "settings.csv").read_bytes() == before


def test_a_folder_without_a_readable_design(folder: Path, visitor: Visitor) -> None:
    (folder / "drawn.toml").write_text('extends = "gone.toml"\n', "utf-8")
    page = visitor.goes("/design/drawn")
    assert visitor.page.status_code == 200
    assert "This cannot be planned yet" in page
    assert "gone.toml" in page
    assert "Cannot be planned yet" in visitor.goes("/?wait=1")


def test_one_reason_for_all_designs_is_said_once(tmp_path: Path) -> None:
    """As after `eah new`: tables that are still empty stand in the way of every design."""
    assert main(["new", str(tmp_path / "mine")]) == 0
    with served(tmp_path / "mine") as address:
        page = words(Visitor(address).goes("/?wait=1"))
        assert page.count("Cannot be planned yet") == 1
        assert page.count("teams.csv: the table is empty") == 1
        assert "baseline" in page
        assert "Read the tables" in Visitor(address).goes("/data")


def test_a_full_disk_is_said(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    from experts_at_hand.workbench import designs

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    visitor.goes("/design/clusters-small")
    monkeypatch.setattr(designs, "write_whole", full)
    visitor.sends("/design/clusters-small/change", {"clustering/clusters": "3"})
    assert visitor.page.status_code == 507
    assert "No space left on device" in visitor.page.text


def test_first_page_is_light(visitor: Visitor) -> None:
    assert len(visitor.goes("/design/clusters-small").encode()) < 300_000


@pytest.mark.parametrize(
    "path", ["/nowhere", "/design/nobody", "/take/passwd", "/static/../app.py"]
)
def test_what_there_is_not_is_not_found(address: str, path: str) -> None:
    assert httpx.get(f"{address}{path}").status_code == 404


def test_ctrl_c_does_not_wait_for_a_search(tmp_path: Path) -> None:
    """A proof that takes minutes has begun: the server says that it ends, and has ended."""
    shutil.copytree(shipped("two-rivers"), tmp_path / "long")
    (tmp_path / "long" / "proof.toml").write_text(
        'extends = "by-need.toml"\ntitle = "Proof"\n[clustering]\nmethod = "contiguous"\n'
        'clusters = 9\nbalance = 0.05\neffort = "proof"\n',
        "utf-8",
    )
    command = [sys.executable, "-m", "experts_at_hand", "serve", str(tmp_path / "long")]
    process = subprocess.Popen(
        [*command, "--port", "0", "--no-browser"], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    found = re.search(r"http://\S+", process.stderr.readline())
    assert found is not None
    page = httpx.get(f"{found[0]}design/proof", timeout=60).text
    assert "The plan is being worked out" in page
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert "The workbench has ended" in process.communicate(timeout=30)[1]
    assert process.returncode == 0
    assert time.monotonic() - began < 20


def test_the_menu_and_the_clusters_are_in_words(visitor: Visitor) -> None:
    """What is nearly the same is called by its title; a cluster of the mean need is +0% off it."""
    page = words(visitor.goes("/design/baseline/menu?clusters=2,3&wait=1"))
    for said in re.findall(r"nearly the same as: (\S+)", page):
        assert not re.search(r"[a-z]_[a-z]|-\d", said)
    assert "★ not beaten" in page
    assert "-0%" not in words(visitor.goes("/design/drawn?wait=1"))
