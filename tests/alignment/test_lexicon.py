"""The word lexicon: its file, its figures, and forms that it never saw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reader.alignment.lexicon import UNKNOWN, Lexicon, find_lexicon, shared_lexicon
from reader.alignment.lexicon_file import LinkTable, read_lexicon, write_lexicon
from reader.alignment.tokens import words
from reader.errors import AlignmentError
from reader.languages import Language


def small_table() -> LinkTable:
    """The cat and the house: three French words, four English ones; a row without links in the middle."""

    def floats(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return np.array(values, dtype=np.float32)

    return LinkTable(
        french=["chat", "euh", "maison"],
        english=["cat", "cats", "home", "house"],
        french_counts=floats(10, 5, 20),
        english_counts=floats(8, 2, 6, 14),
        french_totals=floats(10, 0, 20),
        english_totals=floats(8, 2, 6, 14),
        french_nulls=floats(0.01, 1, 0.1),
        english_nulls=floats(0.01, 0.01, 0.1, 0.1),
        starts=np.array([0, 2, 2, 4]),
        columns=np.array([0, 1, 2, 3], dtype=np.int32),
        counts=floats(8, 2, 6, 14),
        jumps=((0.2, 0.3, 0.5), (0.25, 0.25, 0.5)),
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path = tmp_path_factory.mktemp("lexicon") / "small.bin"
    write_lexicon(path, small_table())
    return Lexicon.load(path)


def test_a_table_survives_its_file(tmp_path: Path) -> None:
    table = small_table()
    write_lexicon(tmp_path / "t.bin", table)
    again = read_lexicon(tmp_path / "t.bin")
    assert (again.french, again.english, again.jumps) == (table.french, table.english, table.jumps)
    assert again.starts.tolist() == table.starts.tolist()
    assert again.columns.tolist() == table.columns.tolist()
    for name in ("counts", "french_counts", "french_totals", "english_totals", "english_nulls"):
        np.testing.assert_allclose(getattr(again, name), getattr(table, name), rtol=0.12)
    assert again.french_totals[1] == 0


def test_wide_gaps_between_columns_survive(tmp_path: Path) -> None:
    table = small_table()
    english = [f"w{n:05}" for n in range(60_000)]
    counts = np.ones(60_000, dtype=np.float32)
    wide = LinkTable(
        french=table.french,
        english=english,
        french_counts=table.french_counts,
        english_counts=counts,
        french_totals=table.french_totals,
        english_totals=counts,
        french_nulls=table.french_nulls,
        english_nulls=counts,
        starts=table.starts,
        columns=np.array([3, 59_999, 255, 256], dtype=np.int32),
        counts=table.counts,
        jumps=table.jumps,
    )
    write_lexicon(tmp_path / "w.bin", wide)
    assert read_lexicon(tmp_path / "w.bin").columns.tolist() == [3, 59_999, 255, 256]


def test_translations_come_best_first(small: Lexicon) -> None:
    (best, p), (second, q) = small.translations("Maison")
    assert (best, second) == ("house", "home")
    assert p == pytest.approx(0.7, rel=0.15)
    assert q == pytest.approx(0.3, rel=0.15)
    assert small.translations("maison", limit=1) == [(best, p)]
    assert small.sources("HOUSE")[0][0] == "maison"
    assert small.translations("inconnu") == small.sources("unknown") == small.translations("euh") == []


def test_pairs_agree_with_single_look_ups(small: Lexicon) -> None:
    f, e = small.source_ids(["chat", "xyz", "maison"]), small.target_ids(["house", "qqq", "cat"])
    forward, backward = small.matrix(f, e)
    assert forward.shape == backward.shape == (3, 3)
    assert f.tolist()[1] == e.tolist()[1] == UNKNOWN
    assert np.count_nonzero(forward) == 2
    assert forward[0, 2] == pytest.approx(small.probability("chat", "cat"))
    assert forward[2, 0] == pytest.approx(small.probability("maison", "house"))
    alone = [[small.probability(f, e) for e in ("house", "qqq", "cat")] for f in ("Chat", "xyz", "maison")]
    assert alone == forward.tolist()
    assert not forward[1].any()
    assert not forward[:, 1].any()


def test_unknown_forms_fall_back_on_known_ones(small: Lexicon) -> None:
    chat, _, maison = range(3)
    assert small.source_ids(["chats", "châts", "maisons", "maisòn"]).tolist() == [chat, chat, maison, maison]
    assert small.target_ids(["houses", "homed"]).tolist() == [3, 2]
    assert small.source_ids(["12", "%", ""]).tolist() == [UNKNOWN] * 3


@pytest.mark.parametrize("damage", [b"", b"FELEX1\n", b"FELEX1\n\xff\xff\xff\xff{}", b"something else entirely"])
def test_a_broken_file_is_told_in_one_line(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "broken.bin"
    path.write_bytes(damage)
    with pytest.raises(AlignmentError) as caught:
        Lexicon.load(path)
    assert "\n" not in str(caught.value)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.bin"
    write_lexicon(path, small_table())
    whole = path.read_bytes()
    for length in range(len(whole) - 1, 0, -7):
        path.write_bytes(whole[:length])
        with pytest.raises(AlignmentError):
            read_lexicon(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(AlignmentError, match="cannot be read"):
        Lexicon.load(tmp_path / "absent.bin")


def test_the_shipped_lexicon_is_large_in_words_and_small_in_bytes() -> None:
    lexicon = shared_lexicon()
    assert find_lexicon().stat().st_size <= 4_000_000
    assert len(lexicon.source_words) >= 50_000
    assert len(lexicon.target_words) >= 50_000
    assert len(set(lexicon.source_words)) == len(lexicon.source_words)


def test_the_shipped_lexicon_is_made_of_probabilities() -> None:
    lexicon = shared_lexicon()
    assert lexicon.forward.min() > 0
    assert lexicon.forward.max() <= 1
    assert lexicon.backward.max() <= 1
    sums = np.bincount(lexicon._rows, weights=lexicon.forward, minlength=len(lexicon.source_words))
    assert sums.max() < 1.15  # amounts are kept to one step in seven per cent
    assert np.isclose(np.exp(lexicon.source_log_probabilities).sum(), 1, atol=0.02)
    assert np.isclose(lexicon.target_null_odds.sum(), 1, atol=1e-3)
    rises = np.diff(lexicon.columns.astype(np.int64)) > 0
    rises[lexicon.starts[1:-1][np.diff(lexicon.starts[1:]) > 0] - 1] = True
    assert rises.all()


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("maison", "house"),
        ("chat", "cat"),
        ("aujourd’hui", "today"),
        ("peut-être", "perhaps"),
        ("jamais", "never"),
        ("juillet", "july"),
        ("navire", "ship"),
        ("préfet", "prefect"),
        ("États-Unis", "united"),
        ("parlaient", "talking"),
        ("heureuse", "happy"),
    ],
)
def test_the_shipped_lexicon_knows_everyday_words(french: str, english: str) -> None:
    assert english in [word for word, _ in shared_lexicon().translations(french, limit=4)]


def test_nearly_all_words_of_a_text_are_known() -> None:
    text = (
        "Le nouveau préfet de police de Paris a regretté, lors d’une table ronde sur la sûreté des musées, l’absence "
        "d’intelligence artificielle dans la vidéosurveillance. Elle marchait lentement, rêveuse, le long des quais déserts."
    )
    assert (shared_lexicon().source_ids(words(text, Language.FRENCH)) >= 0).all()


def test_a_faithful_rendering_explains_the_french_better() -> None:
    lexicon = shared_lexicon()
    right, wrong, short, empty = lexicon.log_likelihoods(
        "Le chat dort sur le tapis.", ["The cat sleeps on the carpet.", "The coat sleeps on the door.", "The cat", ""]
    )
    assert 0 > right > wrong > empty > -1000
    assert right > short > empty
    assert lexicon.log_likelihoods("Xzqwv !", ["A cat.", ""]) == [0.0, 0.0]
    assert lexicon.log_likelihoods("Le chat", []) == []


def test_the_likelihood_is_that_of_model_one(small: Lexicon) -> None:
    french, english = small.source_words[0], small.target_words[:2]
    [found] = small.log_likelihoods(french, [" ".join(english)])
    explained = (
        sum(small.matrix(small.source_ids([french]), small.target_ids([e]))[1].item() for e in english)
        + small.source_null_odds[0]
        + 0.1 * np.exp(small.source_log_probabilities[0])
    )
    assert found == pytest.approx(np.log(explained / 3), abs=1e-5)
