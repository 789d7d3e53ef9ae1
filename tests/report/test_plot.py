"""Pictures to be pasted: the report's own, drawn as SVG and as PNG, and known again as ours."""

import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from experts_at_hand.cli import main
from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all
from experts_at_hand.report.plot import plot_all_access, write_access, write_pictures
from experts_at_hand.report.strip import height_of, strip
from experts_at_hand.results.ownership import foreign

pytestmark = pytest.mark.solver

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(run_all([shipped(f"toy/{stem}.toml") for stem in ("baseline", "drawn")]))


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Return a PNG file's chunks by name, each checked against its own sum."""
    at, found = 8, {}
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        body = png[at + 4 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(body)
        found[body[:4]] = body[4:]
        at += 12 + length
    return found


def test_every_profession_is_in_one_picture(comparison: Comparison) -> None:
    """A strip each, one below the other: no dot is lost, and none stands in another's strip."""
    root = ET.fromstring(plot_all_access(comparison.outcomes).svg)  # noqa: S314 - our own
    strips = root.findall(f"{SVG}svg")
    assert len(strips) == 2
    for own, word in zip(strips, ("salt", "ot"), strict=True):
        alone, rows = strip(comparison.outcomes, word)
        assert len(own.findall(f"{SVG}circle")) == str(alone).count("<circle")
        assert float(own.attrib["height"]) == height_of(len(rows))
    below = float(strips[0].attrib["y"]) + float(strips[0].attrib["height"])
    assert float(strips[1].attrib["y"]) > below


def test_rows_bear_the_titles_that_people_gave(comparison: Comparison) -> None:
    """Not the names of files; a long title takes two lines, and an ellipsis where it is longer."""
    picture, _ = strip(comparison.outcomes, "salt")
    assert "Today: no clusters" in picture
    assert "drawn</text>" in picture
    assert ">baseline<" not in picture


def test_pictures_say_in_themselves_who_drew_them(comparison: Comparison, tmp_path: Path) -> None:
    """Each PNG is whole, each file is known as ours, and so the next run may replace it."""
    write_pictures(comparison.outcomes[1], tmp_path)
    write_access(comparison.outcomes, tmp_path)
    names = {"map.svg", "map.png", "access.svg", "access.png"}
    assert {path.name for path in tmp_path.iterdir()} == names
    for name in ("map.png", "access.png"):
        found = chunks((tmp_path / name).read_bytes())
        assert next(iter(found)) == b"IHDR"
        assert list(found)[-1] == b"IEND"
        assert found[b"tEXt"] == b"Software\0Written by experts_at_hand"
    assert foreign(tmp_path / "access.svg") is None
    assert foreign(tmp_path / "access.png") is None


def test_a_picture_of_somebody_else_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "out" / "access.png"
    mine.parent.mkdir()
    mine.write_bytes(b"\x89PNG of my holiday")
    words = ["compare", str(shipped("toy/baseline.toml")), "-o", str(mine.parent), "--quiet"]
    assert main(words) == 2
    assert "access.png is a file that no run wrote" in capsys.readouterr().err
    assert mine.read_bytes() == b"\x89PNG of my holiday"
    mine.unlink()
    assert main(words) == 0
    assert main(words) == 0, "what a run wrote a run replaces"
