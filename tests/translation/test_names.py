from __future__ import annotations

import pytest

from reader.translation.names import find_names, mend_names, missing_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Patrice Faure a révélé le rapport.", ["Patrice Faure"]),
        ("Selon Arnaud Robinet, maire de Reims, rien.", ["Arnaud Robinet", "Reims"]),
        ("À cet égard, Laurence des Cars a parlé.", ["Laurence des Cars"]),
        ("Le ministre de l’Intérieur Laurent Nuñez est là.", ["Laurent Nuñez"]),
        ("Il vit à Londres, en Allemagne.", []),
        ("Les Ouzbeks et les Français", []),
        ("Dimanche, le Conseil a voté.", []),
        ("Aujourd’hui, il pleut. J’ai faim.", []),
        ("L’outil se nomme Savari.", ["Savari"]),
        ("Au XVIe siècle", []),
    ],
)
def test_find_names(text: str, names: list[str]) -> None:
    found = find_names(text)
    assert [s.target for s in found] == names
    assert all(text[s.start : s.end] == s.target for s in found)


def test_a_garbled_name_is_mended() -> None:
    names = find_names("Le ministre, Laurent Nuñez, a parlé.")
    assert mend_names(names, "The minister, Laurent Nuezez, spoke.") == "The minister, Laurent Nuñez, spoke."


def test_a_lost_accent_comes_back() -> None:
    names = find_names("L’outil de Thalès est prêt.")
    assert mend_names(names, "The tool of Thales is ready.") == "The tool of Thalès is ready."


def test_one_name_is_not_mended_into_another() -> None:
    names = find_names("Hier, Laurence Petitjean a quitté le Louvre.")
    assert "Laurence" in mend_names(names, "Yesterday, Laurence Petitjean left.")


def test_a_missing_name_is_said() -> None:
    names = find_names("Hier, Laurence Petitjean a quitté le Louvre.")
    assert [s.target for s in missing_names(names, "Laurence Petitjean left yesterday.")] == ["Louvre"]
