"""Like with like: designs are judged, other staff and other need are only shown."""

from pathlib import Path

import pytest

from experts_at_hand.comparison import Comparison, compare, in_words
from experts_at_hand.comparison.circumstances import other_circumstances
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run, run_all

pytestmark = pytest.mark.solver

BASE = shipped("toy/baseline.toml").as_posix()


def what_if(folder: Path, text: str, name: str = "what-if") -> Outcome:
    """Return the toy's baseline with something changed."""
    file = folder / f"{name}.toml"
    file.write_text(f"extends = '{BASE}'\ntitle = 'What if'\n{text}\n", "utf-8")
    return run(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[teams.salt-west]\nvacancy_rate = 0.6", "fewer working hours of speech and language"),
        ("[teams.salt-east]\nwte = 5.0", "more working hours of speech and language therapy"),
        ("[need.salt]\nshare = 0.3", "another need"),
        ("[working_year]\nweeks = 30.0", "another working year"),
        ("[teams.salt-west]\nhourly_cost = 90.0", "other costs of an hour"),
        (
            "[teams.psychology]\nprofession = 'educational_psychologist'\nwte = 1.0\n"
            "easting = 420000\nnorthing = 230000\n[need.educational_psychologist]\nper_ehcp = 2.0",
            "other professions",
        ),
    ],
)
def test_other_circumstances_are_never_called_better_or_worse(
    text: str, said: str, tmp_path: Path
) -> None:
    """Neither a figure nor a sentence judges them, and nothing is beaten by them."""
    comparison = compare([run(BASE), what_if(tmp_path, text)])
    assert any(said in what for what in comparison.circumstances["what-if"])
    assert [design.name for design in comparison.designs] == ["baseline"]
    for metric in comparison.metrics:
        cell = comparison.row(metric)[1]
        assert cell.verdict not in {"better", "worse"}, metric
        assert not in_words(cell).endswith(("better", "worse"))
    assert comparison.pareto_best == ("baseline",)
    assert "beaten by no other" not in repr(comparison)


@pytest.mark.parametrize(
    "text",
    [
        "[visits]\npattern = 'return'",
        "[clustering]\nmethod = 'p_median'\nclusters = 2",
        "[[rules]]\nrule = 'reach'\nmax_minutes = 20.0",
        "[teams.salt-west]\neasting = 424000\nnorthing = 226000",
        "[[objectives]]\nobjective = 'unmet_need'",
    ],
)
def test_designs_are_judged(text: str, tmp_path: Path) -> None:
    """Clusters, days, rules, bases and aims are what a partnership decides."""
    assert other_circumstances(what_if(tmp_path, text), run(BASE)) == ()


def test_the_same_staff_cut_otherwise_is_the_same_staff(tmp_path: Path) -> None:
    """0.3 WTE of occupational therapy as 0.2 and 0.1 at the same base."""
    area = run(BASE).area
    team = next(t for t in area.teams if t.profession == "ot")
    cut = what_if(
        tmp_path,
        f"[teams.{team.id}]\nwte = {team.wte * 2 / 3}\n[teams.more]\nprofession = 'ot'\n"
        f"wte = {team.wte / 3}\neasting = {team.place.easting}\nnorthing = {team.place.northing}\n"
        f"band = '{team.band}'\nvacancy_rate = {team.vacancy_rate}",
    )
    assert other_circumstances(cut, run(BASE)) == ()


def test_everything_is_said_of_a_mixed_comparison() -> None:
    """Designs are beaten or not among themselves, and each circumstance has a line."""
    stems = ("baseline", "clusters-small", "vacancies", "next-post")
    comparison: Comparison = compare(run_all([shipped(f"toy/{stem}.toml") for stem in stems]))
    assert [design.name for design in comparison.designs] == ["baseline", "clusters-small"]
    said = repr(comparison)
    assert said.count("Not judged") == 2
    assert set(comparison.pareto_best) <= {"baseline", "clusters-small"}
