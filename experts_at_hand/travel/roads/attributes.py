"""Attributes of road links as text, however a converter has written them."""

from collections.abc import Mapping, Sequence
from typing import Any

from experts_at_hand.tables.values import text_of

OTHER_LINES = (
    "railway", "waterway", "aerialway", "barrier", "power", "man_made", "boundary", "natural",
    "aeroway", "route", "other_tags",
)  # fmt: skip
"""Columns that say what a line of OpenStreetMap is that is no road."""


def lists_as_text(info: Mapping[str, Any]) -> dict[str, str]:
    """Return the option by which GDAL gives lists of a GeoJSON file as text, where it has any.

    Parameters
    ----------
    info
        What pyogrio tells of the layer.
    """
    has_lists = any(str(kind).endswith("List") for kind in info["ogr_types"])
    return {"ARRAY_AS_STRING": "YES"} if has_lists and info["driver"] == "GeoJSON" else {}


def one_text(value: object) -> str:
    """Return an attribute as text; of several, as OSMnx writes of joined ways, the first.

    >>> one_text(["residential", "tertiary"]), one_text("['residential']"), one_text(12.0)
    ('residential', 'residential', '12')
    """
    return next(iter(_several(value)), "")


def one_way_text(value: object) -> str:
    """Return a one-way sign; where ways were joined of which some are one way, the link is.

    >>> one_way_text([False, True]), one_way_text("[False, True]"), one_way_text(True)
    ('True', 'True', 'True')
    """
    texts = _several(value)
    return next(
        (text for text in texts if text.casefold() not in {"false", "no", "0", ""}), one_text(value)
    )


def _several(value: object) -> list[str]:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        value = [part.strip().strip("'\"") for part in value[1:-1].split(",")]
    if isinstance(value, list | tuple | set):
        return [text_of(part) for part in value]
    return [text_of(value)]


def with_other_lines(
    classes: Sequence[str], names: Sequence[str], others: Sequence[Sequence[str]]
) -> list[str]:
    """Return the classes, where a row is no road that of the line it is: a railway, a river.

    A layer of OpenStreetMap may hold all lines, and only roads have a value under ``highway``.
    """
    if not others:
        return list(classes)
    found = []
    for row, class_ in enumerate(classes):
        other = next(
            (name for name, column in zip(names, others, strict=True) if column[row]), "no road"
        )
        found.append(class_ or (other.lower() if other.lower() != "other_tags" else "no road"))
    return found
