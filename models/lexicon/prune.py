"""From the trainer's counts to the table that ships: which links are worth their bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from families import lend

from reader.alignment.lexicon_file import LinkTable

LEAST_COUNT = 0.05  # weighted: below, a link was hardly seen at all
LEAST_FORWARD = 0.0005
LEAST_BACKWARD = 0.001
LONGEST_ROW = 200


@dataclass(frozen=True, slots=True)
class Aligned:
    """What train.c leaves, with the words of both sides."""

    words: tuple[list[str], list[str]]
    counts: tuple[np.ndarray, np.ndarray]
    totals: tuple[np.ndarray, np.ndarray]
    nulls: tuple[np.ndarray, np.ndarray]
    jumps: np.ndarray
    links: np.ndarray

    @classmethod
    def load(cls, work: Path) -> Aligned:
        """Read the work folder of build.py."""
        content = (work / "table.bin").read_bytes()
        entries, size_f, size_e, bins = np.frombuffer(content, "<i4", 4)
        numbers = np.frombuffer(content, "<f8", 2 * (size_f + size_e) + 2 * bins, 16)
        total_f, total_e, null_f, null_e, jumps = np.split(numbers, np.cumsum([size_f, size_e, size_f, size_e]))
        links = np.frombuffer(content, [("f", "<i4"), ("e", "<i4"), ("c", "<f4")], entries, 16 + 8 * len(numbers))
        words = [(work / side).read_text(encoding="utf-8").split("\n") for side in ("french", "english")]
        counts = [np.load(work / f"{side}.npy") for side in ("french", "english")]
        return cls(
            (words[0], words[1]),
            (counts[0], counts[1]),
            (total_f, total_e),
            (null_f, null_e),
            jumps.reshape(2, -1),
            links,
        )


def with_families(aligned: Aligned) -> Aligned:
    """The same with what rare forms borrow from their inflections (see `families`), summed into links and totals."""
    links = lend(aligned.links, aligned.words, aligned.totals)
    keys = links["f"].astype(np.int64) << 32 | links["e"]
    kept, places = np.unique(keys, return_inverse=True)
    summed = np.zeros(len(kept), dtype=links.dtype)
    summed["f"], summed["e"] = kept >> 32, kept & 0xFFFFFFFF
    summed["c"] = np.bincount(places, weights=links["c"])
    loans = links[len(aligned.links) :]
    totals = tuple(
        total + np.bincount(loans[key], weights=loans["c"], minlength=len(total))
        for key, total in zip("fe", aligned.totals, strict=True)
    )
    return replace(aligned, links=summed, totals=(totals[0], totals[1]))


def _order(words: list[str], counts: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The kept words by power of two of their count, falling, then by letter."""
    power = np.floor(np.log2(np.maximum(counts[kept], 0.25))).astype(int)
    return kept[sorted(range(len(kept)), key=lambda k: (-power[k], words[kept[k]]))]


def _worth(aligned: Aligned) -> np.ndarray:
    links = aligned.links
    digits = [np.array([word[0].isdigit() for word in side]) for side in aligned.words]
    count = links["c"]
    forward = count / np.maximum(aligned.totals[0][links["f"]], 1e-9)
    backward = count / np.maximum(aligned.totals[1][links["e"]], 1e-9)
    worth = (count >= LEAST_COUNT) & ((forward >= LEAST_FORWARD) | (backward >= LEAST_BACKWARD))
    return links[worth & ~(digits[0][links["f"]] & digits[1][links["e"]])]


def prune(aligned: Aligned) -> LinkTable:
    """The table of the links that are likely one way or the other, numbers paired with numbers left out."""
    links = _worth(aligned)
    chosen = [
        _order(words, counts, np.unique(links[key]))
        for key, words, counts in zip("fe", aligned.words, aligned.counts, strict=True)
    ]
    place = [np.full(len(words), -1, dtype=np.int64) for words in aligned.words]
    for side in (0, 1):
        place[side][chosen[side]] = np.arange(len(chosen[side]))
    rows, columns, counts = place[0][links["f"]], place[1][links["e"]], links["c"]
    best_first = np.lexsort((-counts, rows))
    rank = np.arange(len(rows)) - np.searchsorted(rows[best_first], rows[best_first])
    keep = best_first[rank < LONGEST_ROW]
    keep = keep[np.lexsort((columns[keep], rows[keep]))]
    lengths = np.bincount(rows[keep], minlength=len(chosen[0]))
    share = [n[c] / np.maximum(k[c], 1e-9) for n, k, c in zip(aligned.nulls, aligned.counts, chosen, strict=True)]
    jumps = aligned.jumps / aligned.jumps.sum(axis=1, keepdims=True)
    return LinkTable(
        french=[aligned.words[0][k] for k in chosen[0]],
        english=[aligned.words[1][k] for k in chosen[1]],
        french_counts=aligned.counts[0][chosen[0]].astype(np.float32),
        english_counts=aligned.counts[1][chosen[1]].astype(np.float32),
        french_totals=aligned.totals[0][chosen[0]].astype(np.float32),
        english_totals=aligned.totals[1][chosen[1]].astype(np.float32),
        french_nulls=np.clip(share[0], 0.01, 1).astype(np.float32),
        english_nulls=np.clip(share[1], 0.01, 1).astype(np.float32),
        starts=np.concatenate(([0], np.cumsum(lengths))),
        columns=columns[keep].astype(np.int32),
        counts=counts[keep].astype(np.float32),
        jumps=(tuple(np.round(jumps[0], 5).tolist()), tuple(np.round(jumps[1], 5).tolist())),
    )
