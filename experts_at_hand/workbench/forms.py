"""What a browser sends, read once: a form is only looked at if it was made for this browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from experts_at_hand.workbench.guard import FIELD, same_token, token_of

MOST_BOXES = 5_000
MOST_FILES = 8


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form that was sent.

    Parameters
    ----------
    typed
        What stands in each box, by its name; a box may come back several times.
    files
        Contents of the files that were chosen, by the name of the box.
    """

    typed: Mapping[str, list[str]]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what stands in a box; nothing if it did not come back."""
        return self.typed.get(name, [""])[-1]

    def whole(self, name: str, *, least: int, most: int) -> int:
        """Return the whole number in a box.

        Raises
        ------
        ValueError
            If none stands there, or one beyond the limits.
        """
        said = self.text(name).strip()
        number = int(said) if said.isdecimal() and len(said) <= len(str(most)) else most + 1
        if not least <= number <= most:
            raise ValueError(f"found {said!r}; write a whole number from {least} to {most}")
        return number

    @property
    def revision(self) -> str:
        """Of the design that the page was made from."""
        return self.text("revision")


Handler = Callable[[Request, Form], Response]
"""What answers a form; it may take its time, in a thread of its own."""


def posted(handler: Handler) -> Callable[[Request], Any]:
    """Return an endpoint that reads a form, looks at its token and hands it over.

    Parameters
    ----------
    handler
        What answers.
    """

    async def endpoint(request: Request) -> Response:
        form = await _read(request)
        if not same_token(form.text(FIELD), token_of(request.headers)):
            raise HTTPException(403)
        return await run_in_threadpool(handler, request, form)

    endpoint.__name__ = getattr(handler, "__name__", "endpoint")
    return endpoint


async def _read(request: Request) -> Form:
    typed: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    async with request.form(max_files=MOST_FILES, max_fields=MOST_BOXES) as sent:
        for name, value in sent.multi_items():
            if isinstance(value, UploadFile):
                files[name] = await value.read()
            else:
                typed.setdefault(name, []).append(value)
    return Form(typed=typed, files=files)
