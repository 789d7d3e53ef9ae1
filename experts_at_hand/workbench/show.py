"""What each address shows, and how what went wrong is said."""

import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from experts_at_hand.errors import ExpertsAtHandError, ScenarioError
from experts_at_hand.menu import Menu, counts_of
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report import plot
from experts_at_hand.report.raster import png_of
from experts_at_hand.workbench import pages
from experts_at_hand.workbench.desk import EXAMPLES, Desk
from experts_at_hand.workbench.edits import WrongBoxesError
from experts_at_hand.workbench.forms import Form
from experts_at_hand.workbench.guard import FIELD, REPORT_POLICY
from experts_at_hand.workbench.planner import Job
from experts_at_hand.workbench.uploads import MOST_BYTES

PINNED = "eah_pinned"
"""The cookie that says which design others are held against, in this browser."""

LONGER = 20.0
"""Seconds that "look again" waits, for browsers without scripts."""

USUAL_COUNTS = "4..8"

DONE: Mapping[str, str] = {
    "uploaded": "The tables were read and put in place, whole: hours delivered today that were not "
    "uploaded with them are no part of them. The ones before are kept aside.",
    "removed": "The design was taken away; its file is kept aside.",
    "cancelled": "It was ended, and nothing was changed.",
}
"""What a page says after something was done."""

MISSED: Mapping[int, tuple[str, str]] = {
    403: (
        "This form was not made for this browser",
        "Nothing was changed. Open the page again and send the form from there; the workbench "
        "needs cookies.",
    ),
    404: ("There is no such page", "Perhaps the design was renamed or removed."),
    405: ("This cannot be asked so", "Go back to the designs."),
}
"""What is said of a request that cannot be answered."""


class Show:
    """The pages of a desk.

    Parameters
    ----------
    desk
        Whose designs are shown.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # Pages

    def designs(self, request: Request) -> Response:
        """Show every design side by side, or how to begin."""
        names = self.desk.folder.names
        if not names:
            return self._page(request, "begin", examples=EXAMPLES, problems=[])
        found = self._plans(request, names)
        return self._page(request, "designs", **self._designs(request, names, found))

    def _designs(
        self, request: Request, names: Sequence[str], found: Mapping[str, Any]
    ) -> dict[str, Any]:
        planned = [plan for plan in found.values() if isinstance(plan, Outcome)]
        return {
            "names": names,
            "planned": {plan.name for plan in planned},
            "waiting": {n: plan for n, plan in found.items() if isinstance(plan, Job)},
            "refused": _refused(found),
            "side": pages.side_by_side(planned) if planned else None,
            "done": DONE.get(request.query_params.get("done", ""), ""),
        }

    def design(self, request: Request) -> Response:
        """Show a design: its boxes, and what its plan is like."""
        name = self._name(request)
        return self._design(request, name)

    def _design(
        self,
        request: Request,
        name: str,
        *,
        status: int = 200,
        problems: Mapping[str, str] | None = None,
        typed: Mapping[str, Sequence[str]] | None = None,
    ) -> Response:
        plan = self.desk.plan(name, **self._patience(request))
        shown: dict[str, Any] = {"result": None, "refused": [], "heading": "", "job": None}
        if isinstance(plan, Outcome):
            pinned_name = self._pinned(request)
            pinned = self.desk.plan(pinned_name) if pinned_name != name else None
            against = pinned if isinstance(pinned, Outcome) else None
            shown["result"] = pages.result(plan, against)
        elif isinstance(plan, ExpertsAtHandError):
            shown |= {"refused": pages.problems_of(plan), "heading": pages.heading_of(plan)}
        else:
            shown["job"] = plan
        try:
            title, sections = self.desk.scenario(name).title, self.desk.sections(name)
        except ExpertsAtHandError:
            title, sections = name, ()
        return self._page(
            request,
            "design",
            status=status,
            design=self.desk.folder.design(name),
            title=title,
            sections=sections,
            problems=problems or {},
            typed=typed or {},
            counts=USUAL_COUNTS,
            extending=self.desk.extending(name),
            **shown,
        )

    def data(self, request: Request) -> Response:
        """Show what is known of the area, and how to give it other tables."""
        names = self.desk.folder.names
        if not names:
            return self._page(request, "begin", examples=EXAMPLES, problems=[])
        return self._data(request)

    def _data(
        self, request: Request, *, status: int = 200, problems: Sequence[str] = ()
    ) -> Response:
        try:
            found: dict[str, Any] = pages.data(self.desk.area(self.desk.folder.names[0]))
            wrong: list[str] = []
        except ExpertsAtHandError as refusal:
            found, wrong = {"area": None}, pages.problems_of(refusal)
        done = DONE.get(request.query_params.get("done", ""), "")
        return self._page(
            request, "data", status=status, problems=problems, wrong=wrong, done=done, **found
        )

    def menu(self, request: Request) -> Response:
        """Show the menu of clusters for a design."""
        name = self._name(request)
        said = request.query_params.get("clusters", USUAL_COUNTS)
        if "wait" not in request.query_params:
            self.desk.planner.again(name)
        try:
            found = self.desk.menu(name, counts_of(said), **self._patience(request))
        except ScenarioError as refusal:
            found = refusal
        return self._page(
            request,
            "menu",
            status=422 if isinstance(found, ExpertsAtHandError) else 200,
            name=name,
            clusters=said,
            menu=found if isinstance(found, Menu) else None,
            job=found if isinstance(found, Job) else None,
            refused=pages.problems_of(found) if isinstance(found, ExpertsAtHandError) else [],
        )

    # Files

    def scenario_file(self, request: Request) -> Response:
        """Return the very file that the command line runs."""
        name = self._name(request)
        content = self.desk.folder.design(name).path.read_bytes()
        return _file(content, f"{name}.toml", "application/toml; charset=utf-8")

    def map_file(self, request: Request) -> Response:
        """Return the map of a design as a picture."""
        name = self._name(request)
        plan = self.desk.plan(name, seconds=LONGER)
        kind = request.path_params["kind"]
        if not isinstance(plan, Outcome) or kind not in {"svg", "png"}:
            raise HTTPException(404)
        if kind == "png":
            return _file(png_of(plot(plan).svg), f"{name}.png", "image/png")
        return _file(plot(plan).svg.encode(), f"{name}.svg", "image/svg+xml")

    def download(self, request: Request) -> Response:
        """Return the report, the workbook or the map of all designs that have a plan."""
        kind = request.path_params["kind"]
        if kind not in pages.DOWNLOADS:
            raise HTTPException(404)
        found = self._plans(request, self.desk.folder.names, seconds=LONGER)
        outcomes = [plan for plan in found.values() if isinstance(plan, Outcome)]
        waiting = any(isinstance(plan, Job) for plan in found.values())
        if waiting or not outcomes:
            names = self.desk.folder.names
            return self._page(request, "designs", **self._designs(request, names, found))
        response = _file(self.desk.download(kind, outcomes), kind, pages.DOWNLOADS[kind])
        if kind == "report.html" and "read" in request.query_params:
            response.headers["content-disposition"] = "inline"
        response.headers["content-security-policy"] = REPORT_POLICY
        return response

    # What went wrong

    def not_done(self, request: Request, name: str, form: Form, refusal: Exception) -> Response:
        """Say why a form was not done; what was typed stays in its boxes."""
        if isinstance(refusal, ExpertsAtHandError):
            listed = pages.problems_of(refusal)
        elif isinstance(refusal, WrongBoxesError):
            return self._design(
                request, name, status=422, problems=refusal.problems, typed=form.typed
            )
        else:
            listed = [str(refusal)]
        if request.url.path in {"/upload", "/begin"}:
            if self.desk.folder.names:
                return self._data(request, status=422, problems=listed)
            return self._page(request, "begin", status=422, examples=EXAMPLES, problems=listed)
        numbered = {f"problem-{number}": problem for number, problem in enumerate(listed)}
        return self._design(request, name, status=422, problems=numbered, typed=form.typed)

    async def refused(self, request: Request, error: Any) -> Response:  # noqa: ANN401
        """Say that a request cannot be answered."""
        heading, words = MISSED.get(error.status_code, MISSED[404])
        return self._page(request, "missed", status=error.status_code, heading=heading, words=words)

    async def changed(self, request: Request, _: Exception) -> Response:
        """Say that somebody else has changed the design meanwhile."""
        name = request.path_params.get("name", "")
        return self._page(
            request,
            "missed",
            status=409,
            heading="The design has changed meanwhile",
            words="Somebody else, or another window, has changed it since this page was made. "
            "Nothing was overwritten: look at it as it is now, and make your change again.",
            back=f"/design/{quote(name)}",
        )

    async def no_room(self, request: Request, error: Any) -> Response:  # noqa: ANN401
        """Say that something could not be saved."""
        return self._page(
            request,
            "missed",
            status=507,
            heading="It could not be saved",
            words=f"The folder cannot be written or read: {error.strerror or error}. What was "
            "saved before is as it was.",
        )

    async def too_much(self, request: Request, _: Exception) -> Response:
        """Say that an upload is too large."""
        return self._page(
            request,
            "missed",
            status=413,
            heading="The upload is too large",
            words=f"At most {MOST_BYTES / 1e6:.0f} MB are taken, and nothing was changed.",
        )

    async def failed(self, request: Request, _: Exception) -> Response:
        """Say that a mistake of ours has happened; the server says more in the terminal."""
        return self._page(
            request,
            "missed",
            status=500,
            heading="Something of ours went wrong",
            words="Your designs are as they were saved last. The terminal that runs the workbench "
            "says more.",
        )

    # Helpers of every page

    def _page(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        **context: Any,  # noqa: ANN401
    ) -> Response:
        shared = {
            "token": getattr(request.state, "token", ""),
            "token_field": FIELD,
            "folder": self.desk.folder.root.name,
            "pinned": self._pinned(request),
            "back": "/",
        }
        return HTMLResponse(pages.rendered(template, **(shared | context)), status_code=status)

    def _name(self, request: Request) -> str:
        name: str = request.path_params["name"]
        if name not in self.desk.folder:
            raise HTTPException(404)
        return name

    def _pinned(self, request: Request) -> str:
        """Return the design that others are held against: as chosen, else the first."""
        names = self.desk.folder.names
        chosen = unquote(request.cookies.get(PINNED, ""))
        return chosen if chosen in names else next(iter(names), "")

    def _plans(
        self, request: Request, names: Sequence[str], seconds: float = 1.5
    ) -> dict[str, Any]:
        """Return what there is of every design, the pinned one first, all begun at once."""
        end = time.monotonic() + max(seconds, self._patience(request).get("seconds", 0.0))
        pinned = self._pinned(request)
        order = sorted(names, key=lambda name: name != pinned)
        found = {name: self.desk.plan(name, seconds=0.0) for name in order}
        for name, plan in found.items():
            if isinstance(plan, Job):
                found[name] = plan.result(end - time.monotonic()) or plan
        return found

    def _patience(self, request: Request) -> dict[str, float]:
        """Return how long a page waits: longer where somebody asks to look again."""
        return {"seconds": LONGER} if "wait" in request.query_params else {}


def _refused(found: Mapping[str, Any]) -> list[tuple[list[str], tuple[str, ...]]]:
    """Return why designs have no plan, those with one reason together, as (names, problems)."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, plan in found.items():
        if isinstance(plan, ExpertsAtHandError):
            groups.setdefault(tuple(pages.problems_of(plan)), []).append(name)
    return [(names, problems) for problems, names in groups.items()]


def _file(content: bytes, name: str, kind: str) -> Response:
    """Return a file to be kept, under a name that every system knows."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "-" for c in name)
    return Response(
        content,
        media_type=kind,
        headers={"content-disposition": f'attachment; filename="{plain}"'},
    )
