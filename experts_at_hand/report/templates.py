"""The templates of pages, with the filters that they share: figures as a reader likes them."""

from functools import cache
from typing import Any

from experts_at_hand.comparison import Difference, figure, in_words
from experts_at_hand.domain.gap_words import gap_words
from experts_at_hand.domain.workforce import profession_label

MARKS = {"better": "▲", "worse": "▼"}
"""Signs beside a verdict, for those who scan."""


@cache
def template(name: str) -> Any:  # noqa: ANN401 - jinja2's template type, imported where it is used
    """Return a template of this room.

    Parameters
    ----------
    name
        Of the file.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("experts_at_hand.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "gap": gap_words,
        "figure": figure,
        "mark": _mark,
        "in_words": in_words,
        "profession": profession_label,
    }
    return environment.get_template(name)


def _mark(cell: Difference) -> str:
    return MARKS.get(cell.verdict, "")
