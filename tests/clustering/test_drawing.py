"""Clusters that are drawn: who asks for them is who is told what is wrong."""

from pathlib import Path

import pytest

from experts_at_hand.clustering.methods.contiguous import Contiguous
from experts_at_hand.clustering.methods.drawn import Drawn
from experts_at_hand.clustering.methods.improve import Improve
from experts_at_hand.errors import ScenarioError
from tests.clustering.maps import crow, line
from tests.clustering.methods.test_drawn import drawn_map, square


@pytest.mark.parametrize(("part", "word"), [(Drawn, "drawn"), (Improve, "improve")])
def test_an_unknown_column_is_blamed_on_the_method_asked_for(
    part: type[Drawn | Improve], word: str
) -> None:
    area = line(1, 1)
    with pytest.raises(ScenarioError, match=f"clustering method '{word}'"):
        part(column="patch").partition(area, crow(area))


@pytest.mark.parametrize(
    ("part", "word"), [(Drawn, "drawn"), (Improve, "improve"), (Contiguous, "contiguous")]
)
def test_an_unknown_layer_is_blamed_on_the_method_asked_for(
    part: type[Drawn | Improve | Contiguous], word: str, tmp_path: Path
) -> None:
    file = drawn_map(tmp_path, {"West": square(0, 0), "East": square(1, 0)})
    counted = {"clusters": 1} if part is Contiguous else {}
    method = part(file=file, layer="wards", **counted)  # type: ignore[arg-type]  # as above
    with pytest.raises(ScenarioError, match=f"clustering method '{word}'"):
        method.check_files()
