"""The pages on posts: where the next one brings most, and a budget over years."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from experts_at_hand.errors import ExpertsAtHandError, ScenarioError
from experts_at_hand.posts import YearsPlan
from experts_at_hand.report.next_post_page import next_post_context
from experts_at_hand.report.years_page import years_context
from experts_at_hand.workbench import pages
from experts_at_hand.workbench.desk import MOST_WTE
from experts_at_hand.workbench.edits import WrongBoxesError
from experts_at_hand.workbench.forms import Form
from experts_at_hand.workbench.planner import Job
from experts_at_hand.workbench.show import Show
from experts_at_hand.workbench.year_boxes import columns, number_in, rows_shown, unit_of


class PostPages(Show):
    """Every page of a desk, those on posts among them."""

    def next_post(self, request: Request) -> Response:
        """Show where one post more brings most, and what an hour of each team brings."""
        name = self._name(request)
        said = request.query_params.get("wte", "1")
        if "wait" not in request.query_params:
            self.desk.planner.again(name)
        found: Any
        try:
            found = self.desk.next_posts(name, _post(said), **self._patience(request))
        except (ScenarioError, ValueError) as refusal:
            found = refusal
        wrong = isinstance(found, Exception)
        return self._page(
            request,
            "next_post",
            status=422 if wrong else 200,
            name=name,
            wte=said,
            job=found if isinstance(found, Job) else None,
            refused=_problems(found) if wrong else [],
            found=next_post_context(*found) if isinstance(found, tuple) else None,
        )

    def years(self, request: Request) -> Response:
        """Show the budget of a design over years, and what it comes to."""
        return self._years(request, self._name(request))

    def _years(
        self,
        request: Request,
        name: str,
        *,
        status: int = 200,
        problems: Sequence[str] = (),
        typed: Mapping[str, Sequence[str]] | None = None,
    ) -> Response:
        scenario: Any = None
        try:
            scenario = self.desk.scenario(name)
        except ExpertsAtHandError as refusal:
            problems = (*problems, *_problems(refusal))
        found: Any = None
        if scenario is not None and scenario.years and not problems:
            if "wait" not in request.query_params:
                self.desk.planner.again(name)
            found = self.desk.years(name, **self._patience(request))
        unit = "WTE" if scenario is None else unit_of(scenario.resolved)
        return self._page(
            request,
            "years",
            status=status,
            name=name,
            design=self.desk.folder.design(name),
            problems=list(enumerate(problems)),
            columns=columns(unit),
            rows=rows_shown(() if scenario is None else scenario.years, unit, typed or {}),
            job=found if isinstance(found, Job) else None,
            refused=_problems(found) if isinstance(found, ExpertsAtHandError) else [],
            found=years_context(found) if isinstance(found, YearsPlan) else None,
        )

    def not_done(self, request: Request, name: str, form: Form, refusal: Exception) -> Response:
        """Say why a form was not done, on the page that it stands on."""
        if request.url.path.endswith("/years"):
            return self._years(
                request, name, status=422, problems=_problems(refusal), typed=form.typed
            )
        return super().not_done(request, name, form, refusal)


def _post(said: str) -> float:
    wte = number_in(said, "One post more, WTE")
    if wte is None or not (math.isfinite(wte) and 0 < wte <= MOST_WTE):
        raise ScenarioError(
            "the next post", [f"found {said!r}; write a number above 0, such as 0.5 or 1"]
        )
    return wte


def _problems(refusal: Exception) -> list[str]:
    if isinstance(refusal, ExpertsAtHandError):
        return pages.problems_of(refusal)
    if isinstance(refusal, WrongBoxesError):
        return list(refusal.problems.values())
    return [str(refusal)]
