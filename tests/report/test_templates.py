"""Templates: what is missing is an error, what is shown is escaped."""

import pytest
from jinja2 import UndefinedError

from experts_at_hand.report.templates import template


def test_a_forgotten_value_is_no_blank() -> None:
    with pytest.raises(UndefinedError):
        template("next_post.html.jinja").render(title="T")


def test_names_are_text() -> None:
    page = template("next_post.html.jinja").render(
        title="<script>alert(1)</script>", origin="&", professions=[], prices=[], order=[], aims=[],
        shown=20,
    )  # fmt: skip
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_same_template_is_made_once() -> None:
    assert template("page.html.jinja") is template("page.html.jinja")
    assert {"figure", "gap", "profession", "mark", "in_words"} <= set(
        template("page.html.jinja").environment.filters
    )
