"""Plain text: encodings, line ends, hard wrapping, verse, dialogue."""

from __future__ import annotations

import gzip
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import Structure
from reader.errors import EmptyDocument, UnknownFormat
from reader.formats import read, read_bytes

SEEDS = Path(__file__).parents[2] / "seeds"
PROSE = (
    "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient si vite que je "
    "n’avais pas le temps de me dire : « Je m’endors. » Et, une demi-heure après, la pensée qu’il était temps de chercher le "
    "sommeil m’éveillait ; je voulais poser le volume que je croyais avoir encore dans les mains et souffler ma lumière."
)
OTHER = (
    "Je me demandais quelle heure il pouvait être ; j’entendais le sifflement des trains qui, plus ou moins éloigné, comme le "
    "chant d’un oiseau dans une forêt, relevant les distances, me décrivait l’étendue de la campagne déserte où le voyageur se "
    "hâte vers la station prochaine."
)


def block_texts(data: bytes, name: str = "x.txt") -> list[str]:
    document = read_bytes(data, name=name)
    return [document.text[block.start : block.end] for block in document.blocks]


def words(blocks: list[str]) -> list[str]:
    return [" ".join(block.split()) for block in blocks]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_a_seed_has_a_block_for_each_line(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    document = read(path)
    assert document.text == raw
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    assert [document.text[block.start : block.end] for block in document.blocks] == lines


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman", "iso8859-15"],
)
@pytest.mark.parametrize("text", [PROSE, "L’été, le cœur léger, elle payait 3,50 € à l’hôtel.\nÀ Noël, où êtes-vous ?"])
def test_encodings_are_found(encoding: str, text: str) -> None:
    if encoding == "iso8859-15":
        text = text.replace("’", "'")
    document = read_bytes(text.encode(encoding), name="x.txt")
    assert document.text == text


def test_latin_1_and_dos_are_found() -> None:
    text = "Le préfet a regretté, hier à Genève, où il était reçu, l'absence de caméras. Ça suffit, a-t-il répété."
    assert read_bytes(text.encode("latin-1"), name="x").text == text
    assert read_bytes(text.encode("cp850"), name="x").text == text


def test_utf_8_with_a_broken_byte_stays_utf_8() -> None:
    data = (PROSE * 3).encode() + b" caf\xe9 ferm\xc3\xa9 " + PROSE.encode()
    assert "café fermé" in read_bytes(data, name="x").text
    assert read_bytes(PROSE.encode()[: PROSE.encode().index("é".encode()) + 1], name="x").text.startswith("Longtemps")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_ends_keep_line_numbers(end: str) -> None:
    document = read_bytes(end.join(["Un.", "", "Trois.", "Quatre."]).encode(), name="x")
    assert [document.line(block.start) for block in document.blocks] == [1, 3, 4]


@pytest.mark.parametrize("width", [60, 72, 78, 100])
@pytest.mark.parametrize("separator", ["\n\n", "\n    "])
def test_wrapped_paragraphs_are_whole(width: int, separator: str) -> None:
    paragraphs = [PROSE, OTHER, PROSE + " " + OTHER]
    text = separator.join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert words(block_texts(text.encode())) == paragraphs


def test_a_wrapped_letter_with_a_heading_and_a_list() -> None:
    text = "\n".join(
        [
            "CHAPITRE PREMIER",
            textwrap.fill(PROSE, 70),
            "",
            "Il faut :",
            textwrap.fill("- " + OTHER, 70, subsequent_indent="  "),
            textwrap.fill("- " + PROSE, 70, subsequent_indent="  "),
        ]
    )
    assert words(block_texts(text.encode())) == ["CHAPITRE PREMIER", PROSE, "Il faut :", "- " + OTHER, "- " + PROSE]


def test_wrapped_dialogue_is_not_joined() -> None:
    speeches = ["— Vous voilà donc, dit-elle.", "— Me voilà, répondit-il.", "— " + OTHER, "— Et alors ?"]
    text = textwrap.fill(PROSE, 68) + "\n" + "\n".join(textwrap.fill(speech, 68) for speech in speeches)
    assert words(block_texts(text.encode())) == [PROSE, *speeches]


def test_verse_keeps_its_lines() -> None:
    verse = [
        "Sous le pont Mirabeau coule la Seine",
        "Et nos amours",
        "Faut-il qu’il m’en souvienne",
        "La joie venait toujours après la peine.",
    ]
    text = (
        textwrap.fill(PROSE, 72)
        + "\n\n"
        + "\n".join("   " + line for line in verse)
        + "\n\n"
        + textwrap.fill(OTHER, 72)
    )
    assert words(block_texts(text.encode())) == [PROSE, *verse, OTHER]
    stanza = "C’est un trou de verdure où chante une rivière,\nAccrochant follement aux herbes des haillons\nD’argent ; où le soleil, de la montagne fière,\nLuit : c’est un petit val qui mousse de rayons."
    document = read_bytes(stanza.encode(), name="x")
    assert [block.structure for block in document.blocks] == [Structure.VERSE] * 4


def test_paragraphs_on_one_line_each_are_never_joined() -> None:
    lines = [PROSE, OTHER, "Accueil", "Politique", "Sports et loisirs", OTHER[:90], PROSE[:100]]
    assert block_texts("\n".join(lines).encode()) == [line.strip() for line in lines]


def test_a_form_feed_ends_a_paragraph_unless_the_sentence_runs_on() -> None:
    wrapped = textwrap.fill(PROSE, 72).split("\n")
    inside = "\n".join([*wrapped[:2], "\f" + wrapped[2], *wrapped[3:]])
    assert words(block_texts((inside + "\n\fUn autre chapitre.").encode())) == [PROSE, "Un autre chapitre."]


def test_control_and_escape_characters_go() -> None:
    document = read_bytes(
        "\x1b[1;31mRouge\x1b[0m et\x07 \x1b]0;titre\x07vert\u202e, bleu\x9b31m\u00ad.\n".encode(), name="x"
    )
    assert document.text == "Rouge et vert, bleu31m.\n"


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_text_is_tiled_and_free_of_controls(text: str) -> None:
    try:
        document = read_bytes(text.encode("utf-8", "surrogatepass"), name="x.txt", format="plain_text")
    except (EmptyDocument, UnknownFormat):
        return
    kept = [c for c in document.text if not c.isspace()]
    told = [c for block in document.blocks for c in document.text[block.start : block.end] if not c.isspace()]
    assert kept == told
    assert not any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in document.text)


@settings(deadline=None)
@given(st.lists(st.text("abcé .,«»—-", max_size=40), max_size=20))
def test_line_numbers_are_those_of_the_file(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    document = read_bytes(text.encode(), name="x.txt")
    assert document.text.split("\n") == lines


def test_five_megabytes_on_one_line_are_quick() -> None:
    data = ("Il pleut, dit-elle à sa mère. " * 170_000).encode()
    start = time.process_time()
    document = read_bytes(data, name="x.txt")
    assert len(document.blocks) == 1
    assert time.process_time() - start < 60


def test_gzipped_text_is_unpacked() -> None:
    assert block_texts(gzip.compress(b"Un.\n") + gzip.compress(b"Deux.\n"), "x.txt.gz") == ["Un.", "Deux."]


SUBTITLES = """1
00:00:01,600 --> 00:00:04,200
Bonjour à tous,
et bienvenue dans ce film.

2
00:00:05,900 --> 00:00:07,999
- Tu viens ?
- Non, je reste ici.
"""


def test_subtitles_are_read_without_their_numbers_and_times() -> None:
    document = read_bytes(SUBTITLES.encode(), name="x.txt")
    said = [document.text[b.start : b.end] for b in document.blocks if b.structure is not Structure.NAVIGATION]
    assert said == ["Bonjour à tous,\net bienvenue dans ce film.", "- Tu viens ?", "- Non, je reste ici."]
    hidden = [document.text[b.start : b.end] for b in document.blocks if b.structure is Structure.NAVIGATION]
    assert hidden == ["1", "00:00:01,600 --> 00:00:04,200", "2", "00:00:05,900 --> 00:00:07,999"]


def test_one_line_of_times_makes_no_subtitles() -> None:
    said = "La commande suivante coupe le film :\n\n00:00:01,600 --> 00:00:04,200\n\nElle ne dure pas longtemps."
    assert len(block_texts(said.encode())) == 3
    assert all(b.structure is not Structure.NAVIGATION for b in read_bytes(said.encode(), name="x.txt").blocks)


def test_a_line_that_ends_amid_a_phrase_runs_on_before_a_name() -> None:
    said = "Je te confirme la réunion de mardi. Peux-tu apporter le dossier de\nMme Lefèvre ? Nous en aurons besoin pour la suite du projet."
    assert len(block_texts(f"Bonjour,\n\n{said}\n".encode())) == 2
    apart = "Je te confirme la réunion de mardi. Peux-tu apporter le dossier bleu\nMme Lefèvre le veut. Nous en aurons besoin pour la suite du projet."
    assert len(block_texts(f"Bonjour,\n\n{apart}\n".encode())) == 3
