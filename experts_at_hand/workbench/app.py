"""The addresses of the workbench: what each shows, and what each form does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from experts_at_hand.errors import ExpertsAtHandError
from experts_at_hand.workbench import by_hand, uploads
from experts_at_hand.workbench.acts import ACTS, pin
from experts_at_hand.workbench.designs import ChangedMeanwhileError
from experts_at_hand.workbench.desk import Desk
from experts_at_hand.workbench.forms import Form, posted
from experts_at_hand.workbench.guard import Guard, TooMuchError
from experts_at_hand.workbench.post_pages import PostPages
from experts_at_hand.workbench.show import PINNED, Show

STATIC = Path(__file__).with_name("static")


def application(desk: Desk) -> Any:  # noqa: ANN401 - an ASGI application
    """Return the pages of a desk.

    Parameters
    ----------
    desk
        The folder with the designs, or where they will be.
    """
    show = PostPages(desk)
    pages = [
        Route("/", show.designs),
        Route("/data", show.data),
        Route("/design/{name}", show.design),
        Route("/design/{name}/menu", show.menu),
        Route("/design/{name}/next-post", show.next_post),
        Route("/design/{name}/years", show.years),
        Route("/design/{name}/scenario.toml", show.scenario_file),
        Route("/design/{name}/map.{kind}", show.map_file),
        Route("/take/{kind}", show.download),
        *(Route(path, posted(_answer(show, act)), methods=["POST"]) for path, act in ACTS.items()),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    handlers: Any = {
        HTTPException: show.refused,
        ChangedMeanwhileError: show.changed,
        TooMuchError: show.too_much,
        OSError: show.no_room,
        Exception: show.failed,
    }
    return Guard(Starlette(routes=pages, exception_handlers=handlers), uploads.MOST_BYTES)


Act = Callable[[Desk, str, Form], str]
"""Does what a form asks, and returns the address to go to."""


def _answer(show: Show, act: Act) -> Callable[[Request, Form], Response]:
    def answer(request: Request, form: Form) -> Response:
        name = request.path_params.get("name", "")
        if name and name not in show.desk.folder:
            raise HTTPException(404)
        try:
            address = act(show.desk, name, form)
        except (ExpertsAtHandError, by_hand.NotPossibleError, ValueError) as refusal:
            return show.not_done(request, name, form, refusal)
        response = RedirectResponse(address, status_code=303)
        if act is pin:
            response.set_cookie(PINNED, quote(name), httponly=True, samesite="strict", path="/")
        return response

    return answer
