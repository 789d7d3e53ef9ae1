"""Words on a map: none over another, none cut off; measured by hand and by a real browser."""

import json
import re
import shutil
import subprocess
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.report.labels import Box, Placer
from experts_at_hand.report.map_picture import map_of

pytestmark = pytest.mark.solver

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)

MEASURE = """
const boxes = [...document.querySelectorAll('svg text')].map(t => {
  const b = t.getBBox(); return [t.textContent, b.x, b.y, b.x + b.width, b.y + b.height]; });
document.title = JSON.stringify(boxes);
document.body.textContent = JSON.stringify(boxes);
"""

STYLE = (
    "svg { font: 13px Arial, Helvetica, sans-serif; } "
    ".label { font-weight: bold; font-size: 14px; }"
)


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.integers(1, 18)), max_size=30))
def test_words_that_find_room_stand_apart_and_inside(
    wanted: list[tuple[float, float, int]],
) -> None:
    picture = Box(0, 0, 400, 300)
    placer = Placer(picture)
    placed = [
        label for x, y, letters in wanted if (label := placer.place("x" * letters, (x, y), 13))
    ]
    assert all(label.box.within(picture) for label in placed)
    for i, one in enumerate(placed):
        assert not any(one.box.meets(other.box) for other in placed[:i])


def test_a_word_far_from_what_it_names_has_a_line_to_it() -> None:
    placer = Placer(Box(0, 0, 400, 300), [Box(100, 100, 300, 200)])
    label = placer.place("far", (200, 150), 13)
    assert label is not None
    assert label.leader is not None
    assert label.leader[:2] == (200, 150)
    near = Placer(Box(0, 0, 400, 300)).place("near", (200, 150), 13)
    assert near is not None
    assert near.leader is None


def test_without_room_a_word_is_left_out() -> None:
    assert Placer(Box(0, 0, 20, 20)).place("much too long", (10, 10), 13) is None


def overlaps(outcome: Outcome, folder: Path) -> list[str]:
    """Return what a browser finds wrong with the words of a map, as it draws them."""
    assert CHROMIUM is not None
    picture = str(map_of(outcome))
    height = float(ET.fromstring(picture).attrib["viewBox"].split()[3])  # noqa: S314 - our own
    page = folder / "map.html"
    page.write_text(
        f"<!DOCTYPE html><meta charset='utf-8'><style>{STYLE}</style><body>{picture}"
        f"<script>{MEASURE}</script>",
        encoding="utf-8",
    )
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
        f"--user-data-dir={folder / 'profile'}", page.as_uri(),
    ]  # fmt: skip
    dom = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    found = re.search(r"<body>(.*)</body>", dom, flags=re.DOTALL)
    assert found
    boxes = json.loads(found[1].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
    assert len(boxes) >= 2
    wrong = [f"{w} is cut" for w, x, y, r, b in boxes if x < 0 or y < 0 or r > 760 or b > height]
    for i, (one, left, top, right, bottom) in enumerate(boxes):
        wrong += [
            f"{one} over {other}"
            for other, x, y, r, b in boxes[:i]
            if left < r and x < right and top < b and y < bottom
        ]
    return wrong


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to measure with")
@pytest.mark.parametrize("stem", ["baseline", "clusters-small", "clusters-large", "drawn"])
def test_no_words_overlap_on_two_rivers(stem: str, tmp_path: Path) -> None:
    assert overlaps(run(shipped(f"two-rivers/{stem}.toml")), tmp_path) == []


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to measure with")
def test_no_words_overlap_on_the_wards_of_bath(banes: Path, tmp_path: Path) -> None:
    """37 wards with long names: numbers stand on the map, and each with its ward in the table."""
    area = banes.as_posix()
    path = tmp_path / "wards.toml"
    path.write_text(
        f"title = 'Wards'\narea = '{area}'\n[clustering]\nmethod = 'drawn'\n"
        f"file = '{area}/wards_2011.geojson'\n",
        encoding="utf-8",
    )
    outcome = run(path)
    assert len(outcome.clustering) > 30
    assert overlaps(outcome, tmp_path) == []
    words = set(re.findall(r'class="label"[^>]*>([^<]+)<', str(map_of(outcome))))
    assert {str(n) for n in range(1, len(outcome.clustering) + 1)} == words
    assert escape(outcome.clustering.clusters[0].id) not in words
