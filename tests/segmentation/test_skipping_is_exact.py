"""What is skipped to be fast must not be missed: vocabulary by its beginnings, languages by a bound, sentences cut once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader import formats, segmentation
from reader.segmentation.beginnings import beginnings
from reader.segmentation.common_words import COMMON_WORDS
from reader.segmentation.furniture import _CONCEPTS, find_furniture
from reader.segmentation.identification import _ENDS, _HOLDS, _looks_like, _may_lead, language_scores
from reader.segmentation.repeats import _near, _Sums

_SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
_FLAGS = re.IGNORECASE | re.VERBOSE | re.MULTILINE
_COMMON = st.sampled_from(sorted(set().union(*COMMON_WORDS.values())))
_TEXTS = st.lists(
    st.one_of(_COMMON, _COMMON.map(str.title), st.text(alphabet="aeiourstnldéèçñöæ’A", max_size=9)), min_size=1
).map(" ".join)


@pytest.mark.parametrize("name", sorted(_CONCEPTS))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_phrase_of_the_vocabulary_is_passed_over(name: str, data: st.DataObject) -> None:
    phrase = data.draw(st.from_regex(re.compile(_CONCEPTS[name], _FLAGS), fullmatch=True))
    assume(re.search(rf"(?<!\w)(?:{_CONCEPTS[name]})(?!\w)", phrase, _FLAGS))
    assert name in find_furniture(phrase).concepts


@pytest.mark.parametrize("phrase", ["DÉSABONNEMENT", "DESABONNİ", "dıſabonner, DESABONNER"])
def test_odd_letters_hide_no_phrase(phrase: str) -> None:
    assert "unsubscribe" in find_furniture(phrase).concepts


@pytest.mark.parametrize(
    ("source", "text", "places"),
    [
        (r"lire\ aussi|(?:se\ )?connecter", "on lit, lire aussi, se connecter", [8, 20, 23]),
        (r"\d+\ min|d[ée]sabonn\w+", "12 min 3 mois désabonné desabo", [0, 7, 14]),
        (r"^menu", "menu menus", [0, 5]),
    ],
)
def test_beginnings_are_where_a_match_may_begin(source: str, text: str, places: list[int]) -> None:
    assert [m.start() for m in beginnings(source).finditer(text)] == places


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.sampled_from(["fr", "en"]))
def test_a_language_that_leads_is_never_passed_over(text: str, base: str) -> None:
    scores, _ = language_scores(text)
    if max(scores.values()) > 2 * scores[base] + 0.5:
        assert _may_lead(text, base)


_LETTERS = st.text(alphabet="aeioustnrlhçéœgqwkybdmv", min_size=1, max_size=6)
_TAILS = st.sampled_from(sorted({e for endings in _ENDS.values() for e in endings}))


@settings(max_examples=400, deadline=None)
@given(st.tuples(_LETTERS, _TAILS, st.sampled_from(["", "", "s", "x"])).map("".join), st.sampled_from(sorted(_ENDS)))
def test_endings_are_what_one_expression_would_find(word: str, code: str) -> None:
    whole = re.compile(rf".*(?:{'|'.join(_ENDS[code])})$|(?s:.*?)(?:{_HOLDS[code].pattern})")
    assert _looks_like(word, code) == bool(whole.match(word))


@given(st.lists(st.sampled_from(["le", "chat", "dort", "sur", "un", "banc", "bleu"]), max_size=12), st.integers(0, 3))
def test_places_of_shingles_are_the_same_however_they_are_kept(words: list[str], times: int) -> None:
    keys = [" ".join(words)] * (times + 1)
    sketches: dict[int, int | list[int]] = {}
    sums = _Sums()
    for index in range(len(keys)):
        _near(index, keys, sketches, sums)
    for places in sketches.values():
        assert places == 0 if times == 0 else places == list(range(times + 1))


@pytest.mark.parametrize("path", _SEEDS, ids=lambda path: path.name[:3])
def test_a_document_is_prepared_as_it_is_analysed_and_segmented(path: Path) -> None:
    document = formats.read(path)
    analysed = segmentation.analyse(document)
    assert segmentation.prepare(document) == (analysed, segmentation.segment(analysed))
