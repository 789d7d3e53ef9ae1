"""Names that cannot be told apart, and columns that there are not, are refused before any run."""

import pytest

from experts_at_hand.comparison.names_and_columns import check_columns, check_names
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.inputs import read_area


@pytest.mark.parametrize(
    ("names", "baseline", "words"),
    [
        ([], None, "there is nothing to compare"),
        (["a", "a"], None, "2 scenarios are called 'a'"),
        (["Plan", "plan"], None, "one name on Windows"),
        (["caf\u00e9", "cafe\u0301"], None, "one name on Windows"),
        (["clusters", "other"], "cluster", "did you mean 'clusters'"),
    ],
)
def test_names(names: list[str], baseline: str | None, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        check_names(names, baseline=baseline)
    check_names(["a", "b"], baseline="b")


def test_columns() -> None:
    area = read_area(shipped("toy/area"))
    check_columns([area], ["current_cluster"])
    with pytest.raises(ScenarioError, match="no column 'curent_cluster' to group by; did you mean"):
        check_columns([area], ["curent_cluster"])
