"""TOML as people save it: what a parser calls invalid, said with its cure."""

import re
import tomllib
from typing import Any

UTF16 = (b"\xff\xfe", b"\xfe\xff")

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_MEANT = (
    (
        re.compile("[\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb]"),
        'curly quotes, {}; write straight ones: "..."',
    ),
    (
        re.compile("[\u00a0\u2000-\u200b\u202f\ufeff]"),
        "a blank that is no plain one (non-breaking); write it again as a space",
    ),
    (
        re.compile(r"=\s*[-+]?\d+,\d+\s*(#.*)?$"),
        "a decimal comma, {}; write a decimal point",
    ),
    (
        re.compile(r'"[^"]*\\[^"]*"'),
        "a backslash in double quotes, {}; write the path with / or in single quotes",
    ),
)
"""What a line that cannot be read looks like, and what to do about it."""

_TWICE = re.compile(r"Cannot (declare|overwrite)")


def parse_toml(content: bytes) -> dict[str, Any] | str:
    """Return the values of a file, or what is wrong with it in one sentence.

    Parameters
    ----------
    content
        Of the file: UTF-8 with or without a byte order mark.

    Examples
    --------
    >>> parse_toml(b"detour_factor = 1,3")
    'line 1: found a decimal comma, detour_factor = 1,3; write a decimal point'
    >>> parse_toml(b"weeks = 38")
    {'weeks': 38}
    """
    if content.startswith(UTF16):
        return (
            "the file is saved as UTF-16, which Windows calls Unicode; save it as UTF-8 (in "
            "Notepad: Save as, Encoding UTF-8)"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        line = content[: mistake.start].count(b"\n") + 1
        return (
            f"line {line}: the file is not UTF-8 text, but perhaps ANSI (cp1252); save it as UTF-8 "
            "(in Notepad: Save as, Encoding UTF-8)"
        )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        return _cured(text, str(mistake))
    except RecursionError:
        return "the file is nested too deeply; write it flat"


def _cured(text: str, mistake: str) -> str:
    """Say what is probably meant by the line at which a parser stopped."""
    if "\r" in text.replace("\r\n", ""):
        return "the lines end with a carriage return alone; save the file with usual line ends"
    found = _AT.search(mistake)
    lines = text.splitlines()
    number = min(int(found[1]) if found else len(lines), len(lines))
    line = lines[number - 1].strip() if lines else ""
    for pattern, what in _MEANT:
        if pattern.search(line):
            return f"line {number}: found {what.format(line)}"
    if _TWICE.search(mistake):
        return f"line {number}: found {line} a second time; keep one, and put its keys together"
    return f"the file is not valid TOML: {mistake}"


def path_problem(text: str) -> str | None:
    r"""Say why a text is no path: in double quotes ``\n`` is a new line and ``\t`` a tab.

    >>> path_problem("area")
    >>> path_problem("H:\new")
    'found a path with a backslash in double quotes; write it with / or in single quotes'
    """
    if "\0" in text:
        return f"found {text!r}; no path can hold such a character"
    if any(ord(letter) < ord(" ") for letter in text):
        return "found a path with a backslash in double quotes; write it with / or in single quotes"
    return None
