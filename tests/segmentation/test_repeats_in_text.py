from __future__ import annotations

import random
import time

from reader.documents import Block, Document
from reader.segmentation import analyse, segment
from reader.segmentation.repeats import find_repeats

SENTENCES = [
    "Le conseil municipal a voté mardi soir la réouverture de la gare, fermée depuis trente ans.",
    "Trois trains par jour s’y arrêteront dès le printemps, selon la convention signée avec la région.",
    "Oui.",
    "Les habitants du quartier, réunis devant la mairie, ont accueilli la nouvelle avec prudence.",
    "« Nous n’attendons pas un miracle », a dit le maire en sortant de la séance.",
    "La salle d’attente, devenue un salon de coiffure, gardera ses fauteuils et ses miroirs.",
    "Le dernier chef de gare se souvient des étés où l’on refusait du monde dans les wagons.",
]
OTHERS = [
    "La rivière a débordé deux fois cet hiver, et personne ne s’en est étonné.",
    "Oui.",
    "Un pont neuf sera construit en aval, près de l’ancien moulin de la Combe.",
]


def document(lines: list[str]) -> Document:
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 2
    return Document("\n\n".join(lines), tuple(blocks))


def test_a_second_copy_points_to_the_first() -> None:
    text = [*SENTENCES, *OTHERS, *SENTENCES]
    assert find_repeats(text) == [None] * 10 + list(range(7))


def test_small_edits_and_a_lost_sentence_do_not_hide_a_copy() -> None:
    edited = [s.replace("a voté", "a adopté").replace("dernier chef", "vieux chef").upper() for s in SENTENCES]
    del edited[3]
    assert find_repeats([*SENTENCES, *OTHERS, *edited]) == [None] * 10 + [0, 1, 2, 4, 5, 6]


def test_a_sentence_added_to_a_copy_is_kept_apart() -> None:
    copy = [*SENTENCES[:3], "Le préfet, lui, n’avait pas encore répondu hier soir à nos questions.", *SENTENCES[3:]]
    assert find_repeats([*SENTENCES, *copy]) == [None] * 7 + [0, 1, 2, None, 3, 4, 5, 6]


def test_a_third_copy_points_to_the_first_too() -> None:
    assert find_repeats(SENTENCES * 3) == [None] * 7 + list(range(7)) * 2


def test_answers_and_refrains_are_no_repeats() -> None:
    refrain = [
        "Auprès de ma blonde",
        "Qu’il fait bon, fait bon, fait bon",
        "Auprès de ma blonde",
        "Qu’il fait bon dormir",
    ]
    verses = [[f"Premier vers du couplet numéro {n}", f"Et le second, qui n’a rien du {n}"] for n in "abcd"]
    song = [line for verse in verses for line in (*verse, *refrain)]
    talk = ["Tu viens ?", "Oui.", "Tu es sûr ?", "Oui.", "Alors viens.", "Oui."] * 3
    assert find_repeats(song) == [None] * len(song)
    assert find_repeats(talk) == [None] * len(talk)


def test_stock_phrases_far_apart_are_no_repeats() -> None:
    phrase = "Monsieur le Président, je suis heureux de prendre la parole aujourd’hui au sujet de ce projet de loi important."
    fillers = [f"La phrase numéro {n} ne ressemble qu’à elle-même, et encore {n * n} fois moins." for n in range(120)]
    text = [phrase, *fillers[:60], phrase, *fillers[60:], phrase]
    assert find_repeats(text) == [None] * len(text)


def test_a_repeat_in_the_middle_of_a_block_is_cut_out_of_it() -> None:
    first = " ".join(SENTENCES[:4])
    second = " ".join(SENTENCES[4:])
    doubled = document([first, second, OTHERS[0] + " " + first, second + " " + OTHERS[2]])
    found = analyse(doubled)
    texts = [found.text[b.start : b.end] for b in found.blocks]
    assert texts == [first, second, OTHERS[0], first, second, OTHERS[2]]
    assert [b.repeat_of for b in found.blocks] == [None, None, None, 0, 1, None]
    assert [b.hidden for b in found.blocks] == [False, False, False, True, True, False]


def test_a_copy_that_is_cut_otherwise_points_to_each_block_that_it_says_again() -> None:
    first, second = " ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])
    found = analyse(document([first, second, first + " " + second]))
    assert [b.repeat_of for b in found.blocks] == [None, None, 0, 1]
    assert "".join(s.text for s in segment(found)).count("Oui.") == 2


def test_fifty_thousand_lines_take_seconds() -> None:
    random.seed(3)
    words = [f"mot{n}" for n in range(3000)]
    lines = [" ".join(random.choices(words, k=12)) + "." for _ in range(30_000)]  # noqa: S311
    lines += lines[:10_000] + ["Oui, je le veux bien, monsieur le président."] * 10_000
    started = time.process_time()
    found = find_repeats(lines)
    assert time.process_time() - started < 60
    assert found[30_000:40_000] == list(range(10_000))
    assert sum(f is not None for f in found) < 10_010
