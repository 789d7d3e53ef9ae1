"""Files as Windows, word processors and other keyboards save them: one sentence with the cure."""

from pathlib import Path

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.scenario import load_scenario
from experts_at_hand.scenario.toml_text import parse_toml

PLAIN = 'title = "Case"\narea = "area"\n[travel]\nmethod = "straight_line"\n'


@pytest.mark.parametrize(
    "content",
    [PLAIN.encode(), PLAIN.encode("utf-8-sig"), PLAIN.replace("\n", "\r\n").encode()],
)
def test_usual_files_are_read(content: bytes) -> None:
    assert parse_toml(content) == {
        "title": "Case", "area": "area", "travel": {"method": "straight_line"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PLAIN.encode("utf-16"), "save it as UTF-8"),
        ('title = "Café"'.encode("cp1252"), "line 1: the file is not UTF-8 text"),
        (PLAIN.replace("\n", "\r").encode(), "save the file with usual line ends"),
        ("area = \u201carea\u201d".encode(), "line 1: found curly quotes"),
        ("area = \u2018area\u2019".encode(), "write straight ones"),
        (PLAIN.replace("area =", "area\u00a0=").encode(), "line 2: found a blank that is no plain"),
        (PLAIN.encode() + b"detour_factor = 1,3\n", "line 5: found a decimal comma"),
        (PLAIN.encode() + b"detour_factor = 1,3 # roads\n", "write a decimal point"),
        (rb'area = "C:\Users\Sam\area"', "write the path with / or in single quotes"),
        (rb'area = "H:\data\area"', "write the path with / or in single quotes"),
        (PLAIN.encode() + b"[travel]\n", "line 5: found [travel] a second time"),
        (b"title", "the file is not valid TOML"),
    ],
)
def test_what_people_save_gets_its_cure(content: bytes, words: str) -> None:
    said = parse_toml(content)
    assert isinstance(said, str)
    assert words in said
    assert "\n" not in said


def test_a_path_whose_backslashes_are_valid_escapes(tmp_path: Path) -> None:
    r"""``H:\new\table`` is TOML for three words on two lines."""
    path = tmp_path / "s.toml"
    path.write_text('title = "x"\narea = "H:\\new\\table"\n')
    with pytest.raises(ScenarioError, match="a backslash in double quotes"):
        load_scenario(path)


def test_a_number_in_quotes_says_so(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('title = "x"\narea = "a"\n[travel]\ndetour_factor = "1.3"\n')
    with pytest.raises(ScenarioError, match="write the number without quotes"):
        load_scenario(path)
