"""Pictures as PNG, for programs that cannot paste SVG."""

PIXELS = 1520
"""Width of a picture: twice that of its drawing, sharp on paper at 18 cm."""

LETTERS = 13
"""Height of letters that the drawing does not state, as the style sheet of the page has it."""


def png_of(svg: str, *, width: int = PIXELS) -> bytes:
    """Return an SVG picture as PNG, with the fonts of the machine.

    Parameters
    ----------
    svg
        A whole picture.
    width
        Pixels from side to side.
    """
    import resvg_py

    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        background="#ffffff",
        font_size=LETTERS,
        sans_serif_family="Liberation Sans",
    )
    return bytes(drawn)
