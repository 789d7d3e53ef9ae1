"""Small pieces of SVG: escaped, rounded, the same bytes on every machine."""

from collections.abc import Iterable
from html import escape

from markupsafe import Markup


def number(value: float) -> str:
    """Write a coordinate to a tenth of a unit.

    >>> number(12.04), number(-0.01)
    ('12', '0')
    """
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """Return one element; underscores in names become hyphens, content is taken as it is.

    >>> element("line", x1=0.0, stroke_width=2)
    '<line x1="0" stroke-width="2"/>'
    """
    said = "".join(f' {_name(k)}="{_value(v)}"' for k, v in attributes.items() if v is not None)
    return f"<{tag}{said}>{content}</{tag}>" if content else f"<{tag}{said}/>"


def text(words: str, **attributes: object) -> str:
    """Return a text element with its words escaped."""
    return element("text", escape(words), **attributes)


def title(words: str) -> str:
    """Return what a browser shows when the pointer rests on an element."""
    return element("title", escape(words))


def picture(
    parts: Iterable[str], *, width: float, height: float, label: str, kind: str = ""
) -> Markup:
    """Return a whole picture that scales with the page.

    Parameters
    ----------
    parts
        Elements, bottom first.
    width, height
        Units of the view box.
    label
        What the picture shows, for those who do not see it.
    kind
        A class for the style sheet.
    """
    # Built of escaped pieces only, which is what Markup vouches for.
    return Markup(  # noqa: S704
        element(
            "svg",
            "".join(parts),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(width)} {number(height)}",
            role="img",
            aria_label=label,
            class_=kind or None,
        )
    )


def _name(word: str) -> str:
    return word if word in {"viewBox", "patternUnits"} else word.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value), quote=True)
