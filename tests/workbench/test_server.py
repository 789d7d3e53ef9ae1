"""The server: this machine only unless told otherwise, and an address that can be had."""

from pathlib import Path

import pytest
import uvicorn

from experts_at_hand.cli import main
from experts_at_hand.errors import OutputError
from experts_at_hand.workbench import server


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is told; the server itself ends at once."""
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    return []


def test_it_says_its_address_and_that_it_has_ended(said: list[str], tmp_path: Path) -> None:
    server.serve(tmp_path / "new", port=0, browser=False, tell=said.append)
    assert said[0].startswith("The workbench for ")
    assert "http://127.0.0.1:" in said[0]
    assert said[-1].startswith("The workbench has ended")
    assert not (tmp_path / "new").exists(), "nothing was saved"


def test_whoever_else_may_come_is_warned_of(said: list[str], tmp_path: Path) -> None:
    server.serve(tmp_path, host="0.0.0.0", port=0, browser=False, tell=said.append)  # noqa: S104
    assert said[0].startswith("Warning: listening on 0.0.0.0")
    assert "no passwords" in said[0]


def test_a_port_that_is_taken_is_passed_over(said: list[str], tmp_path: Path) -> None:
    with server._bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        server.serve(tmp_path, port=port, browser=False, tell=said.append)
    assert f":{port}/" not in said[0]


def test_a_browser_is_opened_where_there_is_one(
    said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a second later, so that the server is there before it."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("threading.Timer", _AtOnce)
    server.serve(tmp_path, port=0, browser=True, tell=said.append)
    assert len(opened) == 1
    assert opened[0] in said[0]


class _AtOnce:
    """Stands for a timer, and waits for nothing."""

    def __init__(self, _: float, act: object, values: list[str]) -> None:
        self.act, self.values = act, values

    def start(self) -> None:
        assert callable(self.act)
        self.act(*self.values)


def test_a_file_is_no_folder_and_a_wrong_host_no_address(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["serve", str(tmp_path / "file"), "--no-browser"]) == 2
    with pytest.raises(OutputError, match="cannot be listened to"):
        server._bound("203.0.113.1", 0)
