"""Lend rare forms what their better-known inflections are translated by.

A form that came twice was perhaps aligned wrongly twice; its plural or its infinitive came two hundred times. Each rare form
gets, in pseudo-counts, the counterparts of the nearest inflections that are known well.
"""

from __future__ import annotations

import numpy as np

from reader.alignment.lexicon_forms import inflections
from reader.languages import Language

__all__ = ["lend"]

RARE = 8.0  # total of links under which a form borrows
KNOWN = 3.0  # total from which a form lends
LENDERS = 3
LOAN = 1.0  # pseudo-counts that a form borrows in all
LEAST_SHARE = 0.04  # counterparts of a lender less likely than this are not lent


def _rows(keys: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(keys, kind="stable")
    return order, np.searchsorted(keys[order], np.arange(size + 1))


def lend(links: np.ndarray, words: tuple[list[str], list[str]], totals: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """The links with what rare forms of both languages borrow added as further (repeated) links.

    Args:
        links: structured array of ``f``, ``e`` and ``c``.
        words: the words of both sides by id.
        totals: the sum of each word's links, by id.
    """
    loans = [links]
    for side, language, own, other in ((0, Language.FRENCH, "f", "e"), (1, Language.ENGLISH, "e", "f")):
        order, starts = _rows(links[own], len(words[side]))
        ids = {word: index for index, word in enumerate(words[side]) if totals[side][index] >= KNOWN}
        borrowed: list[tuple[int, int, float]] = []
        for index in np.flatnonzero((totals[side] > 0) & (totals[side] < RARE)).tolist():
            forms = (ids[form] for form in inflections(words[side][index], language) if form in ids)
            lenders = [lender for lender, _ in zip(forms, range(LENDERS), strict=False)]
            for lender in lenders:
                row = links[order[starts[lender] : starts[lender + 1]]]
                share = row["c"] / totals[side][lender]
                good = share >= LEAST_SHARE
                amounts = LOAN / len(lenders) * share[good]
                borrowed.extend((index, int(k), float(c)) for k, c in zip(row[other][good], amounts, strict=True))
        loan = np.zeros(len(borrowed), dtype=links.dtype)
        loan[own], loan[other], loan["c"] = zip(*borrowed, strict=True) if borrowed else ((), (), ())
        loans.append(loan)
    return np.concatenate(loans)
