"""Small pieces of SVG: escaped whatever they hold, rounded, well formed."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.report.svg import element, number, picture, text, title

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=30
)


@given(words, words)
def test_any_words_are_words(said: str, label: str) -> None:
    """Read back by a parser: what was written is what stands there, and no more elements."""
    drawn = str(picture([text(said, x=1.5), title(said)], width=10, height=5, label=label))
    tree = ET.fromstring(drawn)  # noqa: S314 - written a moment ago
    assert [child.tag.rpartition("}")[2] for child in tree] == ["text", "title"]
    assert [(child.text or "") for child in tree] == [said, said]
    assert tree.get("aria-label") == label
    assert tree.get("viewBox") == "0 0 10 5"


def test_names_and_figures() -> None:
    assert element("g", stroke_dasharray="3 3", class_="x", fill=None) == (
        '<g stroke-dasharray="3 3" class="x"/>'
    )
    assert element("a", "b", x=1 / 3) == '<a x="0.3">b</a>'
    assert [number(v) for v in (1.96, -0.04, 3.0)] == ["2", "0", "3"]
