"""What one cell can mean: a text, a blank, a number, or something that no cell should hold."""

import math
import re
import unicodedata
from typing import Literal

Quantity = Literal["count", "measure", "place"]
"""What a number stands for: children, a measure such as hours or GBP, or metres of a place."""

MISSING = frozenset(
    {
        "na", "n/a", "n.a.", "<na>", "nan", "nat", "none", "null", "nil", "tbc", "tba", "tbd", "?",
        "??", "-", "--", "---", "\N{EN DASH}", "\N{EM DASH}", "..", "...", "not known", "unknown",
        "not applicable", "not available", "(blank)",
    }
)  # fmt: skip
"""Marks for a value that is not known, in small letters: never taken for a word."""

WITHHELD = MISSING | {"supp", "c", "x", "z", "u", "low", "dns", "ne", "np", "*", ":", "."}
"""Marks that stand for no number: beside `MISSING` those of the Department for Education's
performance tables (SUPP, NE, NP, DNS) and of its statistical releases (c, x, z, u, low, :)."""

MOST_WITH_COMMA = 10_000
"""A count of children from here on is not believed where it holds a comma: 40,125 on a roll is
rather 40.125 of something else."""

_INVISIBLE = re.compile("[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff\\u00ad]")
_SPACES = re.compile("[\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000]")
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")
_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE
)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)"
_DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?(\.\d+)?)?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    rf"|\d{{1,2}}[-/ ]{_MONTH}([-/ ]\d{{2,4}})?|{_MONTH}[-/ ]\d{{2,4}}",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    r"""Return text without blanks at either end and without what nobody sees.

    >>> clean("\ufeff 100001\u200b "), clean("North\u00a0East")
    ('100001', 'North East')
    """
    if not text.isascii():
        text = _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return text.strip()


def text_of(value: object) -> str:
    """Return an attribute of a map or a cell as text: 1.0 is 1, a blank is empty.

    A list, as OSMnx writes where ways were joined, becomes its first entry.

    >>> text_of(1.0), text_of(None), text_of(float("nan")), text_of([True, False]), text_of(" A ")
    ('1', '', '', 'True', 'A')
    """
    if hasattr(value, "tolist"):  # an array or a number of numpy's
        value = value.tolist()
    while isinstance(value, list | tuple | set | frozenset):
        value = next(iter(value), None)
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def is_missing(text: str) -> bool:
    """Whether a text is a blank or a mark for one.

    >>> is_missing("N/A"), is_missing("North")
    (True, False)
    """
    return not text or text.casefold() in MISSING


def whole_id(text: str) -> str:
    """Return an id as it was meant: 100001.0 is 100001.

    >>> whole_id("100001.0"), whole_id("1.5"), whole_id("001")
    ('100001', '1.5', '001')
    """
    found = _WHOLE_FLOAT.fullmatch(text)
    return found[1] if found else text


def fault_of_id(text: str) -> tuple[str, str] | None:
    """Say why a text is no id, as `fault_of_text` does; ``None`` where it may be one.

    >>> fault_of_id("1.00001E+05")[0], fault_of_id("100001")
    ('a number as a narrow column shows it', None)
    """
    if _SCIENTIFIC.fullmatch(text):
        return (
            "a number as a narrow column shows it",
            "format the column as text or as a whole number, and write the id again",
        )
    return fault_of_text(text)


def fault_of_text(text: str, *, dates: bool = False) -> tuple[str, str] | None:
    """Say why a text is no word: what it is, and the cure; ``None`` where it may be one.

    Parameters
    ----------
    text
        Of a cell.
    dates
        Whether the column may hold dates.

    Examples
    --------
    >>> fault_of_text("#N/A")[0], fault_of_text("01-Mar")[0], fault_of_text("North")
    ('an error of the spreadsheet', 'a date', None)
    """
    if text.startswith("#") and _ERROR.fullmatch(text):
        return (
            "an error of the spreadsheet",
            "correct the formula, or paste the values, and leave blank what is not known",
        )
    if not dates and _DATE.fullmatch(text):
        return (
            "a date",
            "spreadsheets make dates of codes such as 1-3: format the column as text and write "
            "the code again",
        )
    return None


def number_of(text: str, quantity: Quantity) -> float | str:
    """Return a finite number, or how to mend what is none.

    Parameters
    ----------
    text
        Of a cell, not blank.
    quantity
        What it stands for: a comma before three digits is read only where it can mean but one
        thing.

    Examples
    --------
    >>> number_of("1,234", "count"), number_of("375,000", "place"), number_of("£40.50", "measure")
    (1234.0, 375000.0, 40.5)
    >>> number_of("0,500", "measure")
    'write 0.5 or 500 without a comma: it may stand for thousands or for a decimal point'
    """
    plain = text.removeprefix("£").strip()
    if _THOUSANDS.fullmatch(plain):
        whole = plain.replace(",", "")
        clear = not plain.lstrip("-").startswith("0") and (
            quantity == "place" or (quantity == "count" and float(whole) < MOST_WITH_COMMA)
        )
        if not clear:
            return _which(plain, whole)
        plain = whole
    try:
        value = float(plain) if "_" not in plain else math.nan
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    return "write a number with a decimal point, or leave it blank if it is not known"


def _which(text: str, whole: str) -> str:
    commas = text.count(",")
    if commas > 1 or "." in text:
        return f"write {float(whole):.12g} without commas"
    decimal = float(text.replace(",", "."))
    return (
        f"write {decimal:.12g} or {float(whole):.12g} without a comma: it may stand for thousands "
        "or for a decimal point"
    )
