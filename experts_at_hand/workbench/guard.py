"""What keeps strangers out of a local page: who may ask, from where, and how much.

A web page of somebody else can make a browser send anything to this address. So a request has to
name this machine as its host (DNS rebinding), and one that changes anything has to carry a token
that only our own pages know (cross-site request forgery). Pages may load nothing but what comes
from here, and no script that is not our file (content security policy).
"""

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Awaitable, Callable
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "eah_token"

FIELD = "token"
"""The box of every form that carries the token."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)
"""For the report: one file with its own style and no script."""


class TooMuchError(Exception):
    """A request is larger than any upload may be."""


class Guard:
    """Looks at every request before a page does.

    Parameters
    ----------
    app
        The pages.
    most_bytes
        Of a request.
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await PlainTextResponse(*refusal)(scope, receive, send)
            return
        token = token_of(headers)
        scope["state"] = {**scope.get("state", {}), "token": token or secrets.token_urlsafe(24)}
        try:
            await self._app(
                scope, _limited(receive, self._most), _with_headers(send, scope, new=not token)
            )
        except TooMuchError:
            await PlainTextResponse(*_too_much(self._most))(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[str, int] | None:
        if not is_own_host(headers.get("host", "")):
            return "This page answers to the address of this machine only.", 400
        if scope["method"] in {"GET", "HEAD"}:
            site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
            if site == "cross-site" and mode != "navigate":  # a picture in somebody else's page
                return "This was asked for by another site.", 403
            return None
        origin = headers.get("origin")
        if origin and origin != "null" and urlsplit(origin).netloc != headers.get("host"):
            return "This was sent from another site, and nothing was changed.", 403
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._most:
            return _too_much(self._most)
        return None


def _too_much(most: int) -> tuple[str, int]:
    return f"The upload is larger than {most / 1e6:,.0f} MB, and nothing was changed.", 413


def token_of(headers: Headers) -> str:
    """Return the token that a browser brings, if any."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except Exception:  # noqa: BLE001 - whatever a stranger writes there is no token
        return ""
    value = found.value if found is not None else ""
    return value if 20 <= len(value) <= 64 else ""  # noqa: PLR2004 - as `secrets` makes them


def same_token(one: str, other: str) -> bool:
    """Whether a form was made for the browser that sends it."""
    return bool(one) and hmac.compare_digest(one.encode(), other.encode())


def is_own_host(host: str) -> bool:
    """Whether a request names this machine: by number, as localhost, or by the machine's name.

    A name that somebody else gives this address, to make a browser believe that his page and ours
    are one, is none of these.

    Examples
    --------
    >>> is_own_host("127.0.0.1:8000"), is_own_host("[::1]:8000"), is_own_host("evil.example")
    (True, True, False)
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name.casefold() in {"localhost", socket.gethostname().casefold()}
    return True


def _limited(receive: Receive, most: int) -> Callable[[], Awaitable[Message]]:
    """Count what comes in; a browser may not say beforehand how much it will be."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooMuchError
        return message

    return counted


def _with_headers(send: Send, scope: Scope, *, new: bool) -> Callable[[Message], Awaitable[None]]:
    """Say with every answer what a browser may do with it."""

    async def said(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("content-security-policy", POLICY)
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "no-referrer"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers["cross-origin-resource-policy"] = "same-origin"
            headers.setdefault("cache-control", "no-store")
            if new:
                token = scope["state"]["token"]
                headers.append("set-cookie", f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict")
        await send(message)

    return said
