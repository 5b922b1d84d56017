"""Where no space parts two sentences, and what brackets hold."""

from __future__ import annotations

import pytest

from reader.languages import Language
from reader.segmentation import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Il dort.", "—Elle part."],
        ["Il dort.", "« Elle part. »"],
        ["Il dort !", "“Elle part.”"],
        ["Version 3.14 dort.", "Elle part."],
        ["(Il dort.)", " Elle part."],
        ["Il dort (hélas !) dans la maison.", " Oui."],
        ["Il dort [...] Elle part."],
        ["César naquit en 100 av. J.-C.", " Rome était grande."],
        ["Ce que dit Carrière, J.-C. Rome l’ignore."],
    ],
)
def test_sentences_end_where_they_end(sentences: list[str]) -> None:
    text = "".join(s if i == 0 or s[0] in " —«“" else f" {s}" for i, s in enumerate(sentences))
    assert [text[a:b] for a, b in split_sentences(text, Language.FRENCH)] == [s.strip() for s in sentences]
