"""A desk over a small place, a real server for it, and a visitor without scripts."""

import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import httpx
import pytest
import uvicorn

from experts_at_hand.examples import shipped
from experts_at_hand.workbench.app import application
from experts_at_hand.workbench.desk import Desk
from experts_at_hand.workbench.server import _bound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the toy area and a few of its designs."""
    root = tmp_path / "designs"
    root.mkdir()
    for name in ("baseline", "clusters-small", "drawn"):
        shutil.copy(shipped(f"toy/{name}.toml"), root)
    shutil.copytree(shipped("toy/area"), root / "area")
    return root


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    desk = Desk(folder)
    yield desk
    desk.planner.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as `eah serve` does, in a thread of its own, and give its address."""
    listening = _bound("127.0.0.1", 0)
    desk = Desk(folder)
    config = uvicorn.Config(application(desk), log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    for visitor in Visitor.everybody:
        visitor.client.close()
    Visitor.everybody.clear()
    server.should_exit = True
    thread.join(5)
    listening.close()
    desk.planner.close()


class Visitor:
    """Somebody at a browser without scripts: cookies are kept, forms are sent as they stand."""

    everybody: ClassVar[list["Visitor"]] = []

    def __init__(self, address: str) -> None:
        self.everybody.append(self)
        self.client = httpx.Client(base_url=address, follow_redirects=True, timeout=60)
        self.page = self.client.get("/")

    def goes(self, address: str) -> str:
        """Open a page and return it."""
        self.page = self.client.get(address)
        return self.page.text

    @property
    def hidden(self) -> dict[str, str]:
        """The token and revision that forms of the page carry."""
        return dict(re.findall(r'name="(token|revision)" value="([^"]+)"', self.page.text))

    def sends(
        self,
        address: str,
        boxes: Mapping[str, str] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> httpx.Response:
        """Send a form of the page at hand, and go where that leads."""
        assert "token" in self.hidden, (self.page.status_code, self.page.text[:2000])
        self.page = self.client.post(address, data={**self.hidden, **(boxes or {})}, files=files)
        return self.page

    def figures(self) -> list[str]:
        """Return the numbers of the page's tables."""
        return re.findall(r'<td class="n">([^<]*)', self.page.text)


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


@pytest.fixture
def visitor(address: str) -> Visitor:
    return Visitor(address)
