from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.translation import Engine, is_marked, marked, unmarked
from reader.translation.kept import Label, put_back, take_labels, without_code_marks


def renderings(word: str) -> Sequence[tuple[str, float]]:
    return {"note": [("note", 0.9)], "soir": [("night", 0.5), ("evening", 0.4)]}.get(word, ())


def test_marks_come_off_again() -> None:
    text = "Une note1 sur le(code)."
    with_marks = marked(text, labels=[(8, 9)], code=[(16, 22)])
    assert is_marked(with_marks)
    assert not is_marked(text)
    assert unmarked(with_marks) == text
    rest, labels = take_labels(with_marks)
    assert labels == (Label("1", 8),)
    clean, spans = without_code_marks(rest)
    assert clean == "Une note sur le(code)."
    assert [clean[s.start : s.end] for s in spans] == [s.target for s in spans] == ["(code)"]


@pytest.mark.parametrize(
    ("source", "target", "at", "wanted"),
    [
        ("Une note importante.", "An important note.", 8, "An important note1."),
        ("Il mourut hier soir, mais tard.", "Late, but he died last night.", 19, "Late, but he died last night1."),
        ("Il mourut hier.", "He died.", 14, "He died1."),  # before the full stop
        ("Il mourut hier.", "He died.", 15, "He died.1"),  # behind it
        ("Il mourut.", "", 10, "1"),
        ("Le zblorf dort bien.", "The zblorf sleeps well.", 9, "The zblorf1 sleeps well."),
    ],
)
def test_a_label_goes_where_it_stood(source: str, target: str, at: int, wanted: str) -> None:
    assert put_back(source, target, [Label("1", at)], renderings) == wanted


def test_two_labels_stay_in_order() -> None:
    assert put_back("Il mourut.", "He died.", [Label("1", 10), Label("2", 10)], None) == "He died.12"


def test_code_comes_through_and_labels_do_not_disturb(engine: Engine) -> None:
    code = "ouvrir(fichier)"
    text = f"Appelez la fonction {code} avant la fin."
    bare = "Le maire est parti."
    found = dict(
        engine.translate(
            [marked(text, code=[(20, 35)]), bare, marked(f"{bare}12", labels=[(len(bare), len(bare) + 2)])]
        )
    )
    assert code in found[0].text
    assert found[2].text == found[1].text + "12"
    assert not any(is_marked(h.text) for h in found.values())
