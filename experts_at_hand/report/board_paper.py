"""A draft of the paper that a board is given, in the order in which a council's board expects it.

Every figure is the report's own. What only people can write is a blank that says what belongs
there. A second part has the paragraphs that a Local SEND Reform Plan asks for, by pillar.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from experts_at_hand.comparison import Comparison, figure
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.board_summary import board_summary, shown_design
from experts_at_hand.report.cluster_figures import cluster_figures
from experts_at_hand.report.plot import plot
from experts_at_hand.report.raster import png_of
from experts_at_hand.report.ready_paragraphs import climate, equalities, finance, people, risks
from experts_at_hand.report.wording import asked, days_expected


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a part, level 2 stands within one."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list."""

    words: str


@dataclass(frozen=True, slots=True)
class Blank:
    """What only people can write; ``words`` say what belongs there."""

    words: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as PNG, and in words what it shows."""

    png: bytes
    words: str


Block = Heading | Words | Point | Blank | Grid | Image


def board_paper(comparison: Comparison) -> Iterator[Block]:
    """Yield the draft, block by block.

    Parameters
    ----------
    comparison
        What is reported.
    """
    design = shown_design(comparison)
    yield Words(f"The data: {comparison.outcomes[0].area.origin}.")
    yield from _issue(comparison)
    yield from _recommendation(comparison)
    yield from _report(comparison, design)
    yield Heading("Statutory considerations")
    yield Blank(
        "duties that bear on this: Children and Families Act 2014, the SEND code of practice, the "
        "public sector equality duty; a lawyer's view"
    )
    yield Words(
        "Hours promised in education, health and care plans are no part of what is shared out "
        "here, as far as teams.csv states them."
    )
    yield Heading("Resource implications")
    yield Heading("Finance", 2)
    yield from map(Words, finance(comparison, design))
    yield Blank("where the money comes from, in which year, and what follows when it ends")
    yield Heading("Property", 2)
    bases = sorted({team.base for team in design.area.teams if team.base})
    where = f": {', '.join(bases)}" if bases else ""
    yield Words(f"Teams set out from {len(bases) or 'their'} existing bases{where}.")
    yield Blank("rooms that clusters need at their hubs")
    yield Heading("People", 2)
    yield from map(Words, people(comparison, design))
    yield Blank("recruitment, terms, consultation with staff")
    yield Heading("Risk management")
    yield Grid(
        "Risks, and what the figures say of each",
        ("Risk", "What the figures say", "What is done about it, and by whom"),
        [(risk, said, "[To be written]") for risk, said in risks(comparison, design)],
    )
    yield Heading("Equalities")
    yield from map(Words, equalities(comparison, design))
    yield Blank(
        "sex, race, disability and other protected characteristics, which are not in these data; "
        "the equality impact assessment"
    )
    yield Heading("Climate change")
    yield from map(Words, climate(comparison, design))
    yield Heading("Other options considered")
    yield from _options(comparison)
    yield Heading("Consultation")
    yield Blank("with whom, when, and what they said: schools, parents and carers, staff, the ICB")
    yield Heading("Background papers")
    yield Words("The report (report.html), the workbook (plan.xlsx) and the map (map.gpkg).")
    yield from _reform_plan(comparison, design)


def _issue(comparison: Comparison) -> Iterator[Block]:
    summary = board_summary(comparison)
    yield Heading("The issue")
    yield Words(
        "Every local partnership designs an Experts at Hand offer: more equitable access to "
        "specialists for all settings, and clustered models of delivery are to be explored."
    )
    yield Words(summary["asked"])
    yield Blank("why this comes to the board now, and what it has decided before")


def _recommendation(comparison: Comparison) -> Iterator[Block]:
    yield Heading("Recommendation")
    yield Words("The board is asked to:")
    yield Point("note how access would change under each design, and on what that hangs;")
    yield Blank("agree one design, named here, from a date")
    if len(comparison.designs) > 1:
        best = ", ".join(f"“{comparison[name].title}”" for name in comparison.pareto_best)
        yield Words(
            "With the same staff and need, no other design is as good in all that is compared and "
            f"better in one as: {best}. Which of these is best is for the board to weigh."
        )


def _report(comparison: Comparison, design: Outcome) -> Iterator[Block]:
    summary = board_summary(comparison)
    yield Heading("The report")
    for sentence in summary["sentences"]:
        yield Point(sentence)
    yield Grid(
        "The designs: the same staff and need",
        ("Design", *summary["columns"], "Settings that gain / lose hours"),
        [(row["title"], *row["cells"], row["gain"]) for row in summary["rows"]],
    )
    yield Words(
        f"What follows is about “{design.title}”; for another design take its column of the "
        "workbook, or make this paper anew without the others."
    )
    yield Image(
        png_of(plot(design).svg),
        f"Map of {design.area.name}, {design.title}: settings, clusters and bases of teams",
    )
    for words in asked(design):
        yield Point(words[:1].upper() + words[1:])
    yield Words("On what this hangs:")
    for words in summary["conditions"]:
        yield Point(words)


def _options(comparison: Comparison) -> Iterator[Block]:
    for outcome in comparison.outcomes:
        others = comparison.circumstances[outcome.name]
        said = outcome.scenario.description or "no description is stated"
        why = ", ".join(others)
        judged = f" Not judged, since other circumstances hold: {why}." if others else ""
        ends = "" if said.endswith((".", "!", "?")) else "."
        yield Point(f"{outcome.title}: {said}{ends}{judged}")
    yield Blank("why the others are not recommended")


def _reform_plan(comparison: Comparison, design: Outcome) -> Iterator[Block]:
    """Yield the paragraphs that a Local SEND Reform Plan asks for, by pillar."""
    area, plan = design.area, design.allocation
    yield Heading("For the Local SEND Reform Plan")
    yield Heading("Pillar 3: needs and data", 2)
    counts: dict[str, int] = {}
    for setting in area.settings:
        counts[setting.phase.label] = counts.get(setting.phase.label, 0) + 1
    phases = ", ".join(f"{count} {label}" for label, count in counts.items())
    yield Words(f"The plan looks at {len(area.settings)} settings: {phases}.")
    for profession in plan.professions:
        column = plan.professions.index(profession)
        need = figure(float(plan.need_hours[:, column].sum()), "hours")
        model = area.need_model(profession).sentence()
        yield Words(f"Need of {profession_label(profession)}: {need} hours a year: {model}.")
    if area.need.imputations:
        yield Words(f"{area.need.estimates_in_words()}.")
    yield Blank("what is known beyond counts: waiting lists, screening, voices of families")
    yield Heading("Pillar 4: service delivery", 2)
    yield Words(f"{plan.visits.sentence[:1].upper()}{plan.visits.sentence[1:]}.")
    if len(design.clustering) > 1:
        yield Grid(
            "Clusters",
            ("Cluster", "Hub", "Settings", "Need met"),
            [
                (own.called, own.hub, str(len(own.rows)), figure(own.met, "share"))
                for own in cluster_figures(design)
            ],
        )
    yield Words(days_expected(design))
    yield Heading("Pillar 6: workforce", 2)
    yield from map(Words, people(comparison, design))
    yield Blank("how the workforce grows to 2029, and what assistants do under supervision")
    yield Heading("Pillar 7: sustainable resources", 2)
    yield from map(Words, finance(comparison, design))
    yield Blank("what is sustained after the three years, and from which budget")
