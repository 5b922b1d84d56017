"""Whole documents as people paste them, with the role of every line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.documents import Document, Role
from reader.formats import read, read_bytes
from reader.segmentation import analyse

NEWS = """\
boilerplate|Aller au contenu principal
boilerplate|Menu
boilerplate|Se connecter
boilerplate|S’abonner à partir de 1 €
boilerplate|Accueil > Monde > Europe
|
title|Pourparlers de Genève : ce que l’on sait des négociations
|
standfirst|Les délégations se sont quittées dimanche sans accord, mais les discussions reprendront jeudi.
|
boilerplate|Par Jeanne Mercier avec AFP
boilerplate|Le 23 novembre 2025 à 18h42, modifié le 24 novembre 2025 à 07h10
boilerplate|Écouter l’article
boilerplate|00:00 / 03:21
boilerplate|Partager sur LinkedIn
boilerplate|Envoyer par mail
|
body|Les émissaires ont longuement discuté dimanche à Genève. Ils n’ont pas publié de communiqué commun.
|
body|« Nous avons avancé », a assuré le secrétaire d’État.
|
heading|Un texte retravaillé
|
body|Le plan initial comptait vingt-huit points. Il en compterait désormais dix-neuf, selon plusieurs sources.
|
link|LIRE AUSSI > Pourquoi le plan inquiète les Européens
|
body|Les Européens, eux, ont présenté leur propre version. Elle prévoit notamment :
list|- un cessez-le-feu immédiat ;
list|- des garanties de sécurité ;
list|- la libération des prisonniers.
|
boilerplate|Newsletter
boilerplate|L’essentiel de l’actu
boilerplate|Un tour d’horizon pour démarrer la journée
boilerplate|Votre adresse mail est collectée pour vous permettre de recevoir nos actualités. En savoir plus
|
body|Le porte-parole du gouvernement a simplement indiqué avoir pris connaissance des échanges de dimanche.
|
boilerplate|Dans la rubrique Monde
boilerplate|Au Japon, un séisme de magnitude 6,4 secoue le nord de l’île
boilerplate|Inondations : au moins quinze morts
|
boilerplate|Commentaires (12)
boilerplate|Jean75
boilerplate|Encore une réunion pour rien...
boilerplate|Il y a 2 heures
boilerplate|Signaler
|
boilerplate|Qui sommes-nous ?
boilerplate|Mentions légales
boilerplate|© La Gazette 2025. Tous droits réservés.
"""

NOVEL = """\
title|LES TROIS AMIS
|
heading|Première partie
|
heading|I
|
body|Ce matin-là, Pierre se leva tôt. La maison dormait encore, et le chien n’avait pas bougé.
|
body|— Tu pars déjà ? demanda sa mère.
|
body|— Oui.
|
body|Il prit le pain, l’embrassa et sortit. Dans la rue, personne ne le vit passer devant la mairie.
|
body|* * *
|
body|Le soir venu, il n’était pas rentré. On l’attendit jusqu’à minuit, puis on se coucha.
|
body|Oui.
|
heading|II
|
body|Il ne revint pas.
"""

ENGLISH = """\
boilerplate|Home
boilerplate|News
boilerplate|Sport
boilerplate|Sign in
|
title|The lost letters of Camille
|
boilerplate|By Our Paris Correspondent
boilerplate|12 March 2024
|
body|In 1893 the sculptor wrote to her brother from a small room on the Ile Saint-Louis. They were thought to be lost.
|
body|The letters were found last year in a trunk. One of them reads as follows:
|
quote|« Mon cher Paul, je travaille beaucoup et je ne vois personne. Le marbre est si cher que je modèle la terre. »
|
body|Nobody knows why she never sent it. Her brother was in Boston at the time.
|
boilerplate|Share this:
boilerplate|Click to share on Twitter (Opens in new window)
boilerplate|Related
boilerplate|Five French sculptors you should know
boilerplate|The house on the quay
boilerplate|Leave a Reply Cancel reply
boilerplate|Your email address will not be published. Required fields are marked *
"""

RECIPE = """\
title|Tarte aux pommes de ma tante
|
body|Pour 6 personnes
body|Préparation : 30 min
|
body|200 g de farine
body|100 g de beurre
body|1 pincée de sel
body|5 pommes
|
list|1. Mélangez la farine, le beurre et le sel du bout des doigts.
list|2. Ajoutez un peu d’eau et formez une boule.
list|3. Étalez la pâte, puis disposez les pommes en rosace.
"""


def lines_of(page: str) -> tuple[str, list[tuple[str, str]]]:
    pairs = [(role, line) for role, _, line in (row.partition("|") for row in page.splitlines())]
    return "\n".join(line for _, line in pairs), [pair for pair in pairs if pair[1]]


def analysed(text: str) -> Document:
    return analyse(read_bytes(text.encode(), name="page.txt"))


@pytest.mark.parametrize("page", [NEWS, NOVEL, ENGLISH, RECIPE], ids=["news", "novel", "english", "recipe"])
def test_each_line_of_a_page_has_its_role(page: str) -> None:
    text, wanted = lines_of(page)
    document = analysed(text)
    found = [(b.role.value, document.text[b.start : b.end]) for b in document.blocks]
    assert found == wanted


def test_vocabulary_alone_hides_no_paragraph() -> None:
    text = (
        "La newsletter du musée et ses commentaires sur Facebook ont fait l’objet d’un article dans la presse locale.\n\n"
        "Le directeur a répondu que les cookies, la publicité et les abonnements payants n’étaient pas l’affaire d’un musée.\n\n"
        "Il a rappelé que la vie privée des visiteurs était respectée, et que la politique du musée n’avait pas changé.\n"
    )
    assert all(not b.hidden for b in analysed(text).blocks)


def test_a_user_overrides_the_role_of_a_block() -> None:
    text, _ = lines_of(ENGLISH)
    document = read_bytes(text.encode(), name="page.txt")
    found = analyse(document, overrides=[(0, Role.BODY), (6, Role.BOILERPLATE), (99, Role.BODY)])
    assert (found.blocks[0].role, found.blocks[0].hidden) == (Role.BODY, False)
    assert (found.blocks[6].role, found.blocks[6].hidden) == (Role.BOILERPLATE, True)


def test_stray_punctuation_becomes_a_block_of_its_own() -> None:
    document = analysed(
        "Il est venu hier soir, dit-on, par le dernier train.\n\n. He came last night by the last train, it seems.\n"
    )
    assert [document.text[b.start : b.end] for b in document.blocks][1:] == [
        ".",
        "He came last night by the last train, it seems.",
    ]
    assert document.blocks[1].hidden


@pytest.mark.parametrize(
    ("name", "title", "shown", "hidden"),
    [
        (
            "article_chromium.html",
            "À Saint-Aubin, le train revient après trente ans",
            ["Ce qui change", "le premier à 6h42", "La salle d’attente restera"],
            [
                "Par Jeanne Mercier",
                "Les plus lus",
                "Enfin une bonne nouvelle",
                "À lire aussi",
                "Tout refuser",
                "Publicité",
            ],
        ),
        ("pandoc.epub", None, ["Ce qui change", "Voici venir le train du soir", "Personne ne s’en plaint"], []),
    ],
)
def test_files_of_other_programs(name: str, title: str | None, shown: list[str], hidden: list[str]) -> None:
    document = analyse(read(Path(__file__).parents[1] / "data" / "formats" / name))
    texts = {document.text[b.start : b.end]: b for b in document.blocks}
    if title:
        assert texts[title].role is Role.TITLE
    for part in shown:
        assert any(part in text and not b.hidden for text, b in texts.items()), part
    for part in hidden:
        assert any(part in text and b.hidden for text, b in texts.items()), part
        assert not any(part in text and not b.hidden for text, b in texts.items()), part


def test_a_text_after_the_comments_is_shown() -> None:
    english = [
        f"The {n} paragraph of the rendering is short, yet it is text and must be read beside the French one."
        for n in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    ]
    french = [
        "Le premier paragraphe du texte est court, mais c’est bien du texte.",
        "Le second l’est tout autant, dit-on.",
    ]
    document = analysed(
        "\n\n".join([*french, "Laisser un commentaire", *english, "Votre adresse e-mail ne sera pas publiée."])
    )
    hidden = [document.text[b.start : b.end] for b in document.blocks if b.hidden]
    assert hidden == ["Laisser un commentaire", "Votre adresse e-mail ne sera pas publiée."]


PROSE = "Le feu a pris au deuxième étage, selon les marins-pompiers, qui sont venus en nombre."


def test_a_caption_that_credits_its_picture_is_read() -> None:
    caption = "Les pompiers sont intervenus vers 3 heures. © AFP / Jean Durand"
    page = f"<p>{PROSE}</p><figure><figcaption>{caption}</figcaption></figure><p>{PROSE[:-1]} aussi.</p><p>{PROSE} Oui.</p>"
    document = analyse(read_bytes(page.encode(), name="x.html"))
    assert [b.hidden for b in document.blocks if "AFP" in document.text[b.start : b.end]] == [False]


def test_the_date_and_the_signature_of_a_letter_are_read(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    letter = docx.Document()
    said = [
        "Jean Dupont\n12, rue de la Paix\n75002 Paris",
        "Paris, le 3 mai 2024",
        "Madame,",
        PROSE,
        f"{PROSE[:-1]} aussi.",
        "Jean Dupont",
    ]
    for paragraph in said:
        letter.add_paragraph(paragraph)
    for item in ("une puce", "une autre"):
        letter.add_paragraph(item, style="List Bullet")
    letter.save(tmp_path / "x.docx")
    document = analyse(read(tmp_path / "x.docx"))
    assert not any(b.hidden for b in document.blocks)
    assert document.blocks[0].role is Role.BODY  # lines of an address are no title
    assert document.blocks[-1].role is Role.LIST
