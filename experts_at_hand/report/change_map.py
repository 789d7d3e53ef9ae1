"""Who gains and who loses on a map: triangles up and down, larger with more hours."""

import math
from collections.abc import Iterator

from markupsafe import Markup

from experts_at_hand.comparison import Gains
from experts_at_hand.comparison.gains import SHOWN_HOURS
from experts_at_hand.report.boundary_line import boundary_bounds, boundary_line
from experts_at_hand.report.map_frame import WIDTH, MapFrame, drawn_bases, drawn_scale
from experts_at_hand.report.palette import DARK_BLUE, DARK_GREY, ORANGE
from experts_at_hand.report.road_lines import road_lines
from experts_at_hand.report.svg import element, number, picture, text, title

LEAST, MOST = 4.0, 12.0
"""Half of the width of the smallest and the largest triangle, in units of the picture."""


def change_map(gains: Gains) -> Markup:
    """Draw where hours rise and fall from one plan to another, all professions together.

    A triangle's side grows with the root of the hours, from one that can still be seen; up and down
    are told apart by shape as well as by colour. Whoever is left out of the offer is shown too: he
    loses all that he had.

    Parameters
    ----------
    gains
        The two plans.
    """
    after = gains.after
    places = [setting.place for setting in gains.settings]
    bases = [team.place for team in after.area.teams]
    frame = MapFrame([*places, *bases], boundary_bounds(after))
    ground = frame.shown, frame.scale, (frame.grid.left, frame.grid.top)
    parts = [
        *frame.grid.drawn(),
        road_lines(after, *ground),
        boundary_line(after, *ground),
        *drawn_bases(after.area, frame),
        *_marks(gains, frame),
        *drawn_scale(frame),
        *_key(frame),
    ]
    whole = gains.whole
    label = (
        f"Map of change from “{gains.before.title}” to “{after.title}”: {whole.gaining} settings "
        f"gain hours, {whole.losing} lose; the tables below say which"
    )
    return picture(parts, width=WIDTH, height=frame.height, label=label, kind="map")


def _marks(gains: Gains, frame: MapFrame) -> Iterator[str]:
    """Yield a mark a setting, the largest first so that the small ones lie on top of them."""
    before, after = gains.hours
    change = (after - before).sum(axis=1)
    most = max(float(abs(change).max(initial=0.0)), SHOWN_HOURS)
    for row in sorted(range(len(change)), key=lambda at: -abs(float(change[at]))):
        setting, gain = gains.settings[row], float(change[row])
        at = frame.x(setting.place.easting), frame.y(setting.place.northing)
        said = title(
            f"{setting.name}: {float(before[row].sum()):,.1f} hours a year before, "
            f"{float(after[row].sum()):,.1f} after, {gain:+,.1f}"
        )
        if abs(gain) < SHOWN_HOURS:
            yield element("circle", said, cx=at[0], cy=at[1], r=2.5, fill=DARK_GREY)
        else:
            half = LEAST + (MOST - LEAST) * math.sqrt(abs(gain) / most)
            yield _triangle(at, half, said, up=gain > 0)


def _triangle(at: tuple[float, float], half: float, content: str = "", *, up: bool) -> str:
    x, y = at
    tip, foot = (y - half, y + 0.75 * half) if up else (y + half, y - 0.75 * half)
    corners = ((x, tip), (x - half, foot), (x + half, foot))
    return element(
        "polygon", content,
        points=" ".join(f"{number(a)},{number(b)}" for a, b in corners),
        fill=DARK_BLUE if up else ORANGE, fill_opacity=0.75, stroke="#000", stroke_width=0.7,
    )  # fmt: skip


def _key(frame: MapFrame) -> Iterator[str]:
    """Yield what the marks mean, between the scale and the arrow of north."""
    y = frame.height - 16
    x = WIDTH / 2 - 130
    for up, words, width in ((True, "gains hours", 105), (False, "loses hours", 105)):
        yield _triangle((x, y), 6.0, up=up)
        yield text(words, x=x + 11, y=y + 4)
        x += width
    yield element("circle", cx=x, cy=y, r=2.5, fill=DARK_GREY)
    yield text("as before", x=x + 9, y=y + 4)
