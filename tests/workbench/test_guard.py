"""Who may ask: this machine, by a form that was made for this browser, and not too much."""

from pathlib import Path

import httpx
import pytest

from experts_at_hand.workbench import uploads
from experts_at_hand.workbench.guard import COOKIE, is_own_host
from tests.workbench.conftest import Visitor


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True), ("127.0.0.1:8765", True), ("localhost:1", True), ("[::1]:80", True),
        ("192.168.1.4:8765", True), ("evil.example", False), ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False), ("", False), ("[", False),
    ],
)  # fmt: skip
def test_only_names_of_this_machine(host: str, own: bool) -> None:
    assert is_own_host(host) is own


def test_a_name_that_somebody_gives_this_address_is_refused(address: str) -> None:
    """DNS rebinding: the request arrives here, but the browser believes it is evil.example."""
    assert httpx.get(address, headers={"host": "evil.example"}).status_code == 400


def test_a_post_from_another_site_changes_nothing(visitor: Visitor, folder: Path) -> None:
    before = (folder / "drawn.toml").read_bytes()
    visitor.goes("/design/drawn")
    client, hidden = visitor.client, visitor.hidden
    token = hidden["token"]
    for data, headers in (
        ({**hidden, "token": "x" * 32}, {}),
        ({**hidden, "token": ""}, {}),
        ({k: v for k, v in hidden.items() if k != "token"}, {}),
        (hidden, {"origin": "http://evil.example"}),
    ):
        refused = client.post("/design/drawn/rename", data={**data, "title": "x"}, headers=headers)
        assert refused.status_code == 403
    client.cookies.clear()
    refused = client.post("/design/drawn/rename", data={**hidden, "token": token, "title": "x"})
    assert refused.status_code == 403
    assert (folder / "drawn.toml").read_bytes() == before


def test_a_picture_in_another_page_asks_in_vain(visitor: Visitor) -> None:
    """It could make the machine search for clusters; a link that somebody follows may lead here."""
    asked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    menu = "/design/drawn/menu?clusters=3"
    assert visitor.client.get(menu, headers=asked).status_code == 403
    followed = asked | {"sec-fetch-mode": "navigate"}
    assert visitor.client.get("/design/drawn", headers=followed).status_code == 200


def test_what_a_browser_may_do_is_said_with_every_answer(visitor: Visitor) -> None:
    for path in ("/", "/design/drawn", "/static/app.js", "/nowhere"):
        headers = visitor.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
    report = visitor.client.get("/take/report.html?read=1").headers["content-security-policy"]
    assert "script-src" not in report
    assert "default-src 'none'" in report
    cookie = httpx.get(visitor.client.base_url).headers["set-cookie"]
    assert COOKIE in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_no_page_holds_a_style_or_a_script_of_its_own(visitor: Visitor) -> None:
    """The policy forbids both, so that a page with either would be broken."""
    for path in ("/", "/design/drawn", "/data", "/design/drawn/menu?clusters=2&wait=1"):
        text = visitor.goes(path)
        assert " style=" not in text
        assert "<style" not in text
        assert text.count("<script") == 1
        assert " onclick=" not in text


def test_too_much_is_refused_said_or_not(visitor: Visitor) -> None:
    visitor.goes("/data")
    big = b"x" * (uploads.MOST_BYTES + 1)
    told = visitor.client.post("/upload", data=visitor.hidden, files={"settings": big})
    assert told.status_code == 413

    def untold() -> object:
        yield from (b"x" * 1_000_000 for _ in range(uploads.MOST_BYTES // 1_000_000 + 2))

    headers = {"content-type": "multipart/form-data; boundary=x"}
    try:
        answer = visitor.client.post("/upload", content=untold(), headers=headers)  # type: ignore[arg-type]
    except httpx.WriteError:  # the server had enough and closed the door
        return
    assert answer.status_code in {400, 413}
