"""The sentences of the report: what was asked, and how values are said."""

from collections.abc import Iterator, Mapping

from experts_at_hand.comparison import Comparison
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.workforce import PROFESSION_NAMES, profession_label
from experts_at_hand.metrics.days import EXPECTED_DAYS
from experts_at_hand.pipeline import Outcome


def asked(outcome: Outcome) -> Iterator[str]:
    """Yield every choice of a scenario in a sentence."""
    scenario = outcome.scenario
    yield f"{outcome.travel.method}."
    yield f"{outcome.allocation.visits.sentence}."
    yield f"{scenario.clustering.sentence()}."
    if outcome.posts is not None:
        yield f"{outcome.posts.sentence}."
    if outcome.continuity is not None:
        yield f"{outcome.continuity.sentence}."
    if outcome.allocation.method is not None:
        yield f"{scenario.allocation.sentence()}."
        return
    for rule in scenario.rules:
        yield f"{rule.sentence()}."
    for rank, aim in enumerate(scenario.objectives, start=1):
        yield f"aim {rank}: {aim.sentence()}."


def changes(comparison: Comparison, name: str) -> Iterator[str]:
    """Yield what a scenario states otherwise than the baseline, key by key."""
    listed = "clustering.members."
    found = comparison.changes(name)
    if any(key.startswith(listed) for key in found):
        yield "clustering, members: other lists of settings; the table of clusters has them"
    for key, (before, after) in found.items():
        if key.startswith(listed):
            continue
        words = ", ".join(_plain(part) for part in key.split("."))
        if before is None:
            yield f"{words}: {in_plain_words(after)}"
        elif after is None:
            yield f"{words}: no longer stated (it was {in_plain_words(before)})"
        else:
            yield f"{words}: {in_plain_words(after)} (it was {in_plain_words(before)})"


def days_expected(outcome: Outcome) -> str:
    """Say what national planning expects of days, and what of it a plan counts."""
    planned = [profession_label(p) for p in outcome.allocation.professions]
    covered = " and ".join(filter(None, [", ".join(planned[:-1]), *planned[-1:]])) or "nobody"
    primary, secondary = (EXPECTED_DAYS[phase] for phase in (Phase.PRIMARY, Phase.SECONDARY))
    return (
        f"The average primary school is to have {primary:g} days a year and the average secondary "
        f"school {secondary:g} by April 2029, all professions of the offer together: educational "
        "psychologists and specialist teachers as well as therapists. It is an average and no "
        f"promise to each school. This plan counts the days of {covered} only"
        f"{_left_out(outcome)}."
    )


def _left_out(outcome: Outcome) -> str:
    """Say which professions a plan leaves out, and what of their days is known."""
    others = [
        name
        for word, name in PROFESSION_NAMES.items()
        if word not in outcome.allocation.professions
    ]
    said = f", and leaves out {' and '.join(others)}" if others else ""
    stated = {
        phase: outcome.scorecard[f"days_by_others_{phase.value}"].value
        for phase in EXPECTED_DAYS
        if f"days_by_others_{phase.value}" in outcome.scorecard
    }
    if not stated:
        return f"{said}; what others bring comes on top and is not known here"
    days = " and ".join(
        f"{value:.3g} days a year to the average {phase.label} school"
        for phase, value in stated.items()
    )
    return (
        f"{said}; others bring {days}, as stated, and these count in the share of what is expected"
    )


def in_plain_words(value: object) -> str:
    """Say a value of a scenario in words: no brackets, braces or quotation marks of a language.

    Parameters
    ----------
    value
        A number, text, list or table.
    """
    if isinstance(value, Mapping):
        return (
            ", ".join(f"{_plain(key)} {in_plain_words(each)}" for key, each in value.items())
            or "none"
        )
    if isinstance(value, list | tuple):
        return "; ".join(in_plain_words(each) for each in value) or "none"
    if value is None:
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return _plain(value)


def _plain(key: object) -> str:
    return str(key).replace("_", " ")
