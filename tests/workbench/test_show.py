"""Pages as they are shown: whole, of this place only; a design that is none is missed."""

import tomllib

import pytest

from tests.workbench.conftest import Visitor

pytestmark = pytest.mark.solver

SMALL = "/design/clusters-small"


@pytest.mark.parametrize("where", ["/", "/data", SMALL, f"{SMALL}/years"])
def test_every_page_is_whole_and_asks_nothing_of_outside(visitor: Visitor, where: str) -> None:
    page = visitor.goes(where)
    assert visitor.page.status_code == 200
    assert page.rstrip().endswith("</html>")
    assert "default-src" in visitor.page.headers["content-security-policy"]
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_the_file_of_a_design_is_its_own(visitor: Visitor) -> None:
    answer = visitor.client.get(f"{SMALL}/scenario.toml")
    assert answer.status_code == 200
    assert tomllib.loads(answer.text)["title"]
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.parametrize("where", ["/design/nothing", "/design/nothing/scenario.toml"])
def test_a_design_that_is_none_is_missed(visitor: Visitor, where: str) -> None:
    assert visitor.client.get(where).status_code == 404
