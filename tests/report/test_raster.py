"""Pictures as PNG: of the width asked, drawn, and signed so that a next run knows its own."""

import struct
import zlib

from experts_at_hand.report.raster import HEADER, png_of
from experts_at_hand.report.svg import element, picture
from experts_at_hand.results.ownership import MARK

SQUARE = str(
    picture(
        [element("rect", x=0, y=0, width=50, height=50, fill="#000000")],
        width=100,
        height=50,
        label="x",
    )
)


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG file, each held against its own sum."""
    at, found = 8, []
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0] == zlib.crc32(
            kind + data
        )
        found.append((kind, data))
        at += 12 + size
    return found


def test_it_is_as_wide_as_asked_and_signed() -> None:
    found = chunks(png_of(SQUARE, width=200))
    assert found[0][0] == b"IHDR"
    assert struct.unpack(">II", found[0][1][:8]) == (200, 100)
    assert found[1] == (b"tEXt", b"Software\0" + MARK.encode("latin-1"))
    assert found[-1][0] == b"IEND"


def test_the_same_drawing_gives_the_same_bytes_and_another_does_not() -> None:
    once = png_of(SQUARE)
    assert once == png_of(SQUARE)
    assert once[:HEADER] == png_of(SQUARE.replace("#000000", "#777777"))[:HEADER]
    assert once != png_of(SQUARE.replace("#000000", "#777777"))
