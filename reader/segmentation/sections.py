"""Finds the sections of a page that are not its text: lists of other articles, newsletter boxes, comments."""

from __future__ import annotations

from collections.abc import Sequence

from reader.segmentation.looks import Look

__all__ = ["hidden_sections"]

_HEADLINE = 22  # words of another article's title at most
_BOX = 5  # pieces of a newsletter box at most
_APART = 6  # pieces between two signs of a comment section at most
_COMMENT = 300  # characters of a comment at most


def hidden_sections(looks: Sequence[Look], furniture: Sequence[bool]) -> set[int]:
    """The indices of pieces that belong to such a section, by the line that opens it and what they look like.

    Args:
        looks: the pieces, in order.
        furniture: whether each is furniture by itself.
    """
    found: set[int] = set()
    for index, look in enumerate(looks):
        if not furniture[index] or look.stopped or index in found:
            continue
        concepts = look.furniture.concepts
        if "related" in concepts and not look.read_also and look.words <= 8:  # noqa: PLR2004 - a heading of that section
            found.update(_other_articles(looks, furniture, index))
        if "newsletter" in concepts and look.words <= 6:  # noqa: PLR2004
            found.update(_box(looks, furniture, index))
        if "comments" in concepts and look.words <= 6:  # noqa: PLR2004
            found.update(_comments(looks, furniture, index))
    return found


def _other_articles(looks: Sequence[Look], furniture: Sequence[bool], index: int) -> list[int]:
    """Two headlines or more after "Related", or any up to the end."""
    run = []
    for at in range(index + 1, len(looks)):
        look = looks[at]
        if furniture[at]:
            continue
        if look.words > _HEADLINE or (look.stopped and look.text.rstrip()[-1] not in '?!»"”'):
            break
        run.append(at)
    else:
        return run
    if run and run[-1] == at - 1 and looks[run[-1]].words <= 5:  # noqa: PLR2004 - the heading of what comes next
        run.pop()
    return run if len(run) >= 2 else []  # noqa: PLR2004


def _box(looks: Sequence[Look], furniture: Sequence[bool], index: int) -> list[int]:
    """What stands between the head of a newsletter box and its small print."""
    ends = [at for at in range(index + 1, min(index + _BOX, len(looks))) if furniture[at]]
    if not ends or any(len(looks[at].text) > _COMMENT for at in range(index + 1, ends[-1])):
        return []
    inside = range(index + 1, ends[-1])
    return [at for at in inside if not (looks[at].stopped and looks[at].words > 15)]  # noqa: PLR2004


def _comments(looks: Sequence[Look], furniture: Sequence[bool], index: int) -> range:
    """What stands between the head of the comments and the last of what comment sections say, close enough together.

    A rendering or another text may follow on the comments: it must not be taken for more of them.
    """
    last = index
    for at in range(index + 1, len(looks)):
        if len(looks[at].text) > _COMMENT or at - last > _APART:
            break
        if furniture[at] and looks[at].furniture.concepts & {"reply", "form", "comments"}:
            last = at
    return range(index + 1, last)
