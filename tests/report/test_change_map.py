"""The map of change says what changes.csv says: who gains, who loses, and who more."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from experts_at_hand.comparison import Comparison, Gains, compare
from experts_at_hand.comparison.gains import SHOWN_HOURS
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all
from experts_at_hand.report.change_map import change_map
from experts_at_hand.report.map_picture import map_of

pytestmark = pytest.mark.solver

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("baseline", "by-need", "vacancies")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(run_all([shipped(f"two-rivers/{name}.toml") for name in NAMES]))


def marks(svg: str) -> dict[str, tuple[float, float, bool]]:
    """Return by setting the hours it says, the width of its triangle, and whether it is up."""
    found = {}
    for polygon in ET.fromstring(svg).iter(f"{SVG}polygon"):  # noqa: S314 - our own
        said = polygon.findtext(f"{SVG}title")
        if said is None:
            continue  # of the key
        corners = [tuple(map(float, p.split(","))) for p in polygon.attrib["points"].split()]
        (_, tip), (left, foot), (right, _) = corners
        gain = re.search(r" after, ([+-][\d,.]+)$", said)
        assert gain
        found[said.split(":")[0]] = float(gain[1].replace(",", "")), right - left, tip < foot
    return found


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_triangle_for_each_that_gains_or_loses(comparison: Comparison, name: str) -> None:
    """Up where hours rise, down where they fall, wider where more change; a dot for the others."""
    gains = comparison.gains(name)
    svg = str(change_map(gains))
    found = marks(svg)
    change = (gains.hours[1] - gains.hours[0]).sum(axis=1)
    moved = {
        setting.name: gain
        for setting, gain in zip(gains.settings, change.tolist(), strict=True)
        if abs(gain) >= SHOWN_HOURS
    }
    assert set(found) == set(moved)
    for setting, (hours, _, up) in found.items():
        assert hours == pytest.approx(moved[setting], abs=0.051)
        assert up == (moved[setting] > 0)
    by_hours = sorted(found.values(), key=lambda mark: abs(mark[0]))
    widths = [width for _, width, _ in by_hours]
    assert all(b >= a - 0.21 for a, b in pairwise(widths))
    dots = svg.count(" a year before, ") - len(found)
    assert dots == len(change) - len(moved)
    whole = gains.whole
    assert f"{whole.gaining} settings gain hours, {whole.losing} lose" in svg


def test_it_lies_over_the_map_of_the_clusters(comparison: Comparison) -> None:
    """A setting stands in the same spot on both, so that pictures can be laid side by side."""
    outcome = comparison["by-need"]
    box = re.compile(r'viewBox="([^"]+)"')
    change = str(change_map(comparison.gains("by-need")))
    clusters = str(map_of(outcome))
    assert box.findall(change)[0] == box.findall(clusters)[0]
    first = outcome.area.settings[0]
    at = re.search(rf'cx="([\d.]+)" cy="([\d.]+)"[^>]*data-setting="{first.id}"', clusters)
    own = re.search(
        r'<polygon points="([\d.]+),([\d.]+) [^"]*"[^>]*><title>' + first.name + ":", change
    )
    assert at
    assert own
    assert float(own[1]) == pytest.approx(float(at[1]), abs=0.11)


def test_who_is_left_out_of_the_offer_is_on_the_map_too(tmp_path: Path) -> None:
    """Nurseries that lose all they had stand where they are, and the picture has room for them."""
    base = shipped("toy/baseline.toml")
    (tmp_path / "schools.toml").write_text(
        f"extends = '{base.as_posix()}'\ntitle = 'Schools only'\n[offer]\n"
        "phases = ['primary', 'secondary', 'special']\n",
        "utf-8",
    )
    gains = compare(run_all([base, tmp_path / "schools.toml"])).gains("schools")
    svg = str(change_map(gains))
    found = marks(svg)
    assert len(found) == gains.whole.gaining + gains.whole.losing == 12
    left = [found[name] for name in ("Westbridge Nursery", "Eastbrook Nursery")]
    assert all(hours < 0 and not up for hours, _, up in left)


def test_nothing_changes_against_itself(comparison: Comparison) -> None:
    outcome = comparison.outcomes[0]
    svg = str(change_map(Gains(before=outcome, after=outcome)))
    assert marks(svg) == {}
    assert svg.count(" a year before, ") == len(outcome.area.settings)
