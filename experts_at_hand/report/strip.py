"""Access as a strip of all settings: one dot each, a row for each scenario."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

import numpy as np
from markupsafe import Markup

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.palette import DARK_BLUE, DARK_GREY, ORANGE, PALE_GREY
from experts_at_hand.report.svg import element, picture, text, title

WIDTH, ROW, TOP, BOTTOM = 760.0, 46.0, 8.0, 30.0
LEFT, RIGHT = 190.0, 24.0
LINE, LONGEST = 15.0, 26
"""Height of a line of words beside a row, and the letters that it has room for."""

GOLDEN = 0.6180339887498949
"""Golden ratio less one: multiples of it spread dots evenly and in the same way every time."""


@dataclass(frozen=True, kw_only=True)
class StripRow:
    """The same in figures: what the table beside the picture says of one scenario.

    Parameters
    ----------
    name, title
        Of the scenario.
    lowest, tenth, median, highest
        Access: lowest, what all but a tenth exceed, middle and highest.
    unreached
        Settings that no team reaches.
    """

    name: str
    title: str
    lowest: float
    tenth: float
    median: float
    highest: float
    unreached: int


def strip(outcomes: Sequence[Outcome], profession: str) -> tuple[Markup, tuple[StripRow, ...]]:
    """Draw access to one profession in every scenario that plans it.

    Parameters
    ----------
    outcomes
        In the order of the rows.
    profession
        One word, such as ``salt``.

    Returns
    -------
    The picture, and its figures as rows of a table.
    """
    shown = [o for o in outcomes if profession in o.allocation.professions]
    height = height_of(len(shown))
    parts = [*_axis(height)]
    rows = []
    for i, outcome in enumerate(shown):
        access = _access(outcome, profession)
        parts += _row(outcome, access, TOP + ROW * i)
        known = access[~np.isnan(access)]
        low, tenth, median, high = (
            np.percentile(known, [0, 10, 50, 100]).tolist() if len(known) else [np.nan] * 4
        )
        rows.append(
            StripRow(
                name=outcome.name,
                title=outcome.title,
                lowest=low,
                tenth=tenth,
                median=median,
                highest=high,
                unreached=sum(p == profession for _, p in outcome.allocation.unreached),
            )
        )
    label = (
        f"Access to {profession_label(profession)}: a dot for each setting, a row for each "
        "scenario; the table below gives the figures"
    )
    return picture(parts, width=WIDTH, height=height, label=label, kind="strip"), tuple(rows)


def height_of(rows: int) -> float:
    """Return the height of a picture with so many rows, in its own units."""
    return TOP + ROW * rows + BOTTOM


def _access(outcome: Outcome, profession: str) -> FloatArray:
    column: FloatArray = outcome.allocation.access[
        :, outcome.allocation.professions.index(profession)
    ]
    return column


def _x(share: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def _axis(height: float) -> Iterator[str]:
    for tick in range(0, 101, 20):
        x = _x(tick / 100)
        yield element("line", x1=x, x2=x, y1=TOP, y2=height - BOTTOM, stroke=PALE_GREY)
        yield text(f"{tick}%", x=x, y=height - 10, text_anchor="middle", fill=DARK_GREY)


def _row(outcome: Outcome, access: FloatArray, top: float) -> Iterator[str]:
    lines = _lines(outcome.title)
    for i, line in enumerate(lines):
        down = ROW / 2 + 4 + LINE * (i - (len(lines) - 1) / 2)
        yield text(line, x=LEFT - 12, y=top + down, text_anchor="end")
    known = access[~np.isnan(access)]
    if len(known):
        x = _x(float(known.min()))
        yield element(
            "line", x1=x, x2=x, y1=top + 1, y2=top + ROW - 1, stroke=ORANGE, stroke_width=3
        )
    for i, (setting, share) in enumerate(zip(outcome.area.settings, access.tolist(), strict=True)):
        if np.isnan(share):
            continue
        y = top + 8 + (ROW - 16) * ((i * GOLDEN) % 1)
        yield element(
            "circle",
            title(f"{setting.name}: {share:.1%}"),
            cx=_x(min(1.0, share)),
            cy=y,
            r=3,
            fill=DARK_BLUE,
            fill_opacity=0.45,
        )


def _lines(title: str) -> list[str]:
    """Break a title into the lines that a row has room for; an ellipsis shows what is left out."""
    return wrap(title, LONGEST, max_lines=2, placeholder="…")
