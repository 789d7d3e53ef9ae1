"""A decision on posts in words: what was funded, what it reaches, and how sure that is."""

from collections.abc import Iterator

from experts_at_hand.domain.posts import PostDecision, ProfessionPosts
from experts_at_hand.domain.workforce import profession_label


def decision_lines(found: PostDecision) -> Iterator[str]:
    """Yield what was decided: all together, each profession, then what is to be known.

    Parameters
    ----------
    found
        The decision.
    """
    places = len({(post.host_id, post.cluster_id) for post in found.posts})
    where = "1 place" if places == 1 else f"{places} places"
    whole = f"{found.wte:g} WTE of further posts in {where}, GBP {found.cost:,.0f} a year"
    yield f"{whole}: {_proof(found)}" if found.posts else f"no further posts: {_proof(found)}"
    for own in found.professions:
        yield _of(own)
    yield from found.notes
    if found.posts and not found.vacancy_rate:
        yield "further posts are taken as filled, with none of their time promised in plans"
    elif found.posts:
        yield (
            f"{found.vacancy_rate:.0%} of further posts are taken as vacant, and paid for; none of "
            "their time is promised in plans"
        )


def _proof(found: PostDecision) -> str:
    if found.unit.startswith("GBP"):
        if found.status == "optimal":
            return "the cheapest that reach what was asked (proved)"
        return f"posts below GBP {found.bound:,.0f} a year surely do not reach what was asked"
    of = " of these professions" if len(found.professions) > 1 else ""
    reached = f"lowest access{of} {found.value:.1%}"
    if found.status == "optimal":
        return f"{reached}, and no other posts for as much reach more (proved)"
    return f"{reached}, and no posts for as much reach more than {found.bound:.1%}"


def _of(own: ProfessionPosts) -> str:
    said = f"{profession_label(own.profession)}: {own.wte:g} WTE, GBP {own.cost:,.0f} a year"
    if own.nobody:
        return f"{said}; {len(own.nobody)} clusters have nobody, and their access is 0"
    return f"{said}, lowest access {own.lowest_access:.1%}"
