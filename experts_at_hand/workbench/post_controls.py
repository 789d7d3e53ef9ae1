"""The boxes for further posts and for named therapists."""

from collections.abc import Iterator, Mapping
from typing import Any

from experts_at_hand.domain.pay import HOURLY_COST_GBP, plain_band
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.registry.protocols import CONTINUITY, POST_PLANS
from experts_at_hand.workbench.choice_words import called
from experts_at_hand.workbench.controls import Control, Section

PLACES = (
    ("bases", "At today's bases"),
    ("hubs", "At the hubs of the clusters, for every setting"),
    ("clusters", "Cluster teams: at the hub, for their own cluster"),
)

YES_OR_NO = (("yes", "Yes"), ("no", "No"))


def post_sections(resolved: Mapping[str, Any]) -> tuple[Section, Section]:
    """Return the controls of what is decided on posts, and on who comes where.

    Parameters
    ----------
    resolved
        The scenario as plain values, every default filled in.
    """
    return (
        Section(
            key="further",
            title="Further posts",
            controls=(*_further(resolved["posts"]), *_post_bands(resolved)),
            note="The plan says where further posts help those who are helped least.",
        ),
        Section(
            key="names",
            title="A named therapist",
            controls=tuple(_names(resolved["continuity"])),
            note="What it costs in access and travel is said with the plan.",
        ),
    )


def _further(asked: Mapping[str, Any]) -> Iterator[Control]:
    choose = asked["choose"]
    yield Control(
        way=("posts", "choose"), label="Posts", kind="choice", value=choose,
        options=[(word, called(word)) for word in POST_PLANS],
    )  # fmt: skip
    if choose == "budget" and asked.get("gbp") is not None:
        yield Control(
            way=("posts", "gbp"), label="Money for further posts", kind="number",
            value=asked["gbp"], unit="GBP a year",
        )  # fmt: skip
    elif choose == "budget":
        yield Control(
            way=("posts", "wte"), label="Further posts in all", kind="number",
            value=asked.get("wte"), unit="WTE",
        )  # fmt: skip
    if choose == "fewest_posts":
        yield Control(
            way=("posts", "lowest_access"), label="Every setting gets at least", kind="share",
            value=asked["lowest_access"], most=100, step=1, unit="% of its need",
        )  # fmt: skip
    if choose not in {"budget", "fewest_posts"}:
        return
    yield Control(
        way=("posts", "step"), label="In steps of", kind="number", value=asked["step"], step=0.1,
        unit="WTE", hint="1 for whole posts, 0.2 for days of a week, 0 for posts cut at will.",
    )  # fmt: skip
    yield Control(
        way=("posts", "least"), label="No post below", kind="number", value=asked["least"],
        step=0.1, unit="WTE",
    )  # fmt: skip
    yield Control(
        way=("posts", "places"), label="Where", kind="choice", value=asked["places"],
        options=PLACES,
    )  # fmt: skip
    yield _yes_or_no("posts", "beside_today", "Today's posts stay beside them", asked)


def _post_bands(resolved: Mapping[str, Any]) -> Iterator[Control]:
    asked = resolved["posts"]
    if asked["choose"] not in {"budget", "fewest_posts"}:
        return
    stated = asked.get("bands") or {}
    for word in resolved["need"]:
        own = plain_band(stated.get(word, ""))
        bands = sorted({*HOURLY_COST_GBP, *([own] if own else [])})
        yield Control(
            way=("posts", "bands", word), label=f"Band of posts in {profession_label(word)}",
            kind="choice", value=own,
            options=[("", "as today's teams cost"), *((band, f"Band {band}") for band in bands)],
        )  # fmt: skip


def _names(asked: Mapping[str, Any]) -> Iterator[Control]:
    yield Control(
        way=("continuity", "choose"), label="Who comes where", kind="choice",
        value=asked["choose"], options=[(word, called(word)) for word in CONTINUITY],
    )  # fmt: skip
    if asked["choose"] != "named_lead":
        return
    yield Control(
        way=("continuity", "teams"), label="Teams of a profession at a setting, at most",
        kind="whole", value=asked["teams"], least=1, most=9, step=1,
    )  # fmt: skip
    yield Control(
        way=("continuity", "lead_share"), label="Of its hours the lead gives at least",
        kind="share", value=asked["lead_share"], least=1, most=100, step=5, unit="%",
    )  # fmt: skip
    yield Control(
        way=("continuity", "clusters"), label="Clusters in which a team works, at most",
        kind="whole", value=asked.get("clusters"), least=1, step=1, hint="Blank for no limit.",
    )  # fmt: skip
    yield _yes_or_no("continuity", "whole_visits", "Nobody comes for less than a visit", asked)


def _yes_or_no(table: str, key: str, label: str, asked: Mapping[str, Any]) -> Control:
    return Control(
        way=(table, key), label=label, kind="choice", value="yes" if asked[key] else "no",
        options=YES_OR_NO,
    )  # fmt: skip
