"""Pictures as PNG, for programs that cannot paste SVG; each says in itself who wrote it."""

import struct
import zlib

from experts_at_hand.results import MARK

PIXELS = 1520
"""Width of a picture: twice that of its drawing, sharp on paper at 18 cm."""

HEADER = 33
"""Bytes of a PNG file up to the end of its first chunk: signature, length, name, data, sum."""

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
    return _signed(bytes(drawn))


def _signed(png: bytes) -> bytes:
    """Put our name into the file, after its first chunk: by it a next run knows its own."""
    chunk = b"tEXt" + b"Software\0" + MARK.encode("latin-1")
    signed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:HEADER] + signed + png[HEADER:]
