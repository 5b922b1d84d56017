from __future__ import annotations

from reader.translation import Engine, Glossary, document_terms

PAIRS = [
    ("Le nouveau préfet de police de Paris a pris ses fonctions.", "The new Paris police prefect assumed office."),
    ("Patrice Faure est le préfet de police.", "Patrice Faure is the police prefect."),
    ("Les caméras de surveillance du musée filment.", "The museum’s surveillance cameras film."),
    ("Les casques ont disparu.", "The helmets are gone."),
]


def terms(pairs: list[tuple[str, str]]) -> dict[str, str]:
    return {t.source: t.target for t in document_terms(pairs)}


def test_phrases_and_names_are_found() -> None:
    found = terms(PAIRS)
    assert found["préfet de police"] == "police prefect"
    assert found["caméra de surveillance"] == "surveillance camera"
    assert found["Patrice Faure"] == "Patrice Faure"
    assert "casques" not in found


def test_what_is_rendered_in_two_ways_is_not_settled() -> None:
    two = [*PAIRS[:1], ("Le préfet de police est là.", "The prefect of police is there.")]
    assert "préfet de police" not in terms(two)


def test_a_lexicon_helps() -> None:
    pairs = [("Le casse du musée a eu lieu.", "The museum heist took place.")]
    assert "casse du musée" not in terms(pairs)
    found = document_terms(pairs, likeness=lambda f, e: float((f, e) in {("casse", "heist"), ("musee", "museum")}))
    assert ("casse du musée", "museum heist") in {(t.source, t.target) for t in found}


def test_no_pairs_no_terms() -> None:
    assert document_terms([]) == ()
    assert document_terms([("", ""), ("Oui.", "")]) == ()


def test_the_rest_of_the_document_keeps_to_them(engine: Engine) -> None:
    glossary = Glossary(document_terms(PAIRS))
    text = "Le préfet de police a répondu aux questions des députés."
    found = dict(engine.with_glossary(glossary).translate([text]))
    assert "police prefect" in found[0].text.lower()
    assert engine.with_glossary(glossary).decoding_id != engine.decoding_id


def test_no_part_of_a_name_and_no_verb_ends_a_term() -> None:
    pairs = [
        ("Le préfet de police Patrice Faure parle.", "Police prefect Patrice Faure speaks."),
        ("Trois caméras de police étaient là.", "Three police cameras were there."),
    ]
    found = {term.source for term in document_terms(pairs)}
    assert "préfet de police" in found
    assert not any(source.endswith("Patrice") or "étaient" in source or source.startswith("Troi") for source in found)
