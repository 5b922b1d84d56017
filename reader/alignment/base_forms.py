"""Under which words a dictionary lists a French word form, and what stands in a word that is several.

The regular endings are tried in turn, the irregular verbs are listed by their stems, with whatever stands before them
(``per|mettait``). A form that might be made so counts only if the lexicon knows the base form and has both rendered by like
English words: ``porte`` is no form of *port*.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reader.alignment.tokens import fold

if TYPE_CHECKING:
    from reader.alignment.lexicon import Lexicon

__all__ = ["base_forms", "spelt_out"]

_MOST = 2
_SHORTEST_STEM = 2
_LONGEST_PREFIX = 6
_RARER = 100  # a base form that is so much rarer than its form is a slip of somebody's pen
_FAR_BEHIND = 20  # and one that is so much rarer than another is not worth telling
_BEFORE_RE = "dtpcv"  # regular verbs in -re: rendre, battre, rompre, vaincre, suivre
_LONG_ENDING = 3  # letters
_SAME_START, _COMPARED = 4, 8  # letters of two English words of one family; renderings that are compared

# What elided words and contractions stand for.
_SPELT_OUT = {
    "l'": "le, la", "d'": "de", "n'": "ne", "s'": "se, si", "c'": "ce", "j'": "je", "m'": "me", "t'": "te", "qu'": "que",
    "jusqu'": "jusque", "lorsqu'": "lorsque", "puisqu'": "puisque", "quoiqu'": "quoique", "presqu'": "presque",
    "au": "à + le", "aux": "à + les", "du": "de + le", "des": "de + les", "auquel": "à + lequel", "auxquels": "à + lesquels",
    "auxquelles": "à + lesquelles", "duquel": "de + lequel", "desquels": "de + lesquels", "desquelles": "de + lesquelles",
}  # fmt: skip

_ENDINGS = {
    "I": "ons ez ais ait ions iez aient ant ante ants antes",  # imperfect, plural of the present, participle
    "E": "e es ent",
    "F": "ai as a ons ez ont ais ait ions iez aient",  # future and conditional, after their own stem
    "i": "is it îmes îtes irent ît isse isses issions issiez issent",
    "u": "us ut ûmes ûtes urent ût usse usses ussions ussiez ussent",
    "n": "ins int înmes întes inrent înt insse insses inssions inssiez inssent",
    "p": "_ e s es",  # past participle
    "t": "s t",
}
# Irregular verbs: stems with the kinds of endings that they take; a word after "=" stands for itself.
_IRREGULAR = """
avoir av:I aur:F e:u eu:p =ai =as =a =ont =aie =aies =ait =ayons =ayez =aient =ayant
être ét:I ser:F f:u =suis =es =est =sommes =êtes =sont =soit =sois =soyons =soyez =soient =été =étant
aller ir:F aill:E =vais =vas =va =vont
faire fais:I fer:F f:i fass:E fass:I fait:p =fais =fait =faites =font
pouvoir pouv:I pourr:F p:u puiss:E puiss:I =peux =peut =peuvent =pu
vouloir voul:I voudr:F voul:u veuill:E voulu:p =veux =veut =veulent =veuillez
savoir sav:I saur:F s:u sach:E sach:I su:p =sais =sait =savent
devoir dev:I devr:F d:u doiv:E du:p =dû =due =dues =dois =doit
voir voy:I verr:F v:i voi:E vu:p =vois =voit
venir ven:I viendr:F v:n vienn:E vien:t venu:p
tenir ten:I tiendr:F t:n tienn:E tien:t tenu:p
prendre pren:I prendr:F pr:i prenn:E pri:p =prends =prend =pris =prise =prises
mettre mett:I mettr:F m:i mett:E =mets =met =mis =mise =mises
dire dis:I dir:F d:i dis:E dit:p =dites
lire lis:I lir:F l:u lis:E li:t lu:p
élire élis:I élir:F él:u élis:E éli:t élu:p
écrire écriv:I écrir:F écriv:i écriv:E écri:t écrit:p
inscrire inscriv:I inscrir:F inscriv:i inscriv:E inscri:t inscrit:p
décrire décriv:I décrir:F décriv:i décriv:E décri:t décrit:p
crire criv:I crir:F criv:i criv:E cri:t crit:p
vivre viv:I vivr:F véc:u viv:E vi:t vécu:p
suivre suiv:I suivr:F suiv:i suiv:E sui:t suivi:p
croire croy:I croir:F cr:u croi:E croi:t cru:p
boire buv:I boir:F b:u boiv:E boi:t bu:p
recevoir recev:I recevr:F reç:u reçoiv:E reçoi:t reçu:p
apercevoir apercev:I apercevr:F aperç:u aperçoiv:E aperçoi:t aperçu:p
connaître connaiss:I connaîtr:F conn:u connaiss:E connai:t connaît:p connu:p
naître naiss:I naîtr:F naqu:i naiss:E nai:t =naît né:p
paraître paraiss:I paraîtr:F par:u paraiss:E parai:t =paraît paru:p
mourir mour:I mourr:F mour:u meur:E meur:t mort:p
courir cour:I courr:F cour:u cour:E cour:t couru:p
ouvrir ouvr:I ouvrir:F ouvr:i ouvr:E ouvert:p
couvrir couvr:I couvrir:F couvr:i couvr:E couvert:p
offrir offr:I offrir:F offr:i offr:E offert:p
souffrir souffr:I souffrir:F souffr:i souffr:E souffert:p
partir part:I partir:F part:i part:E par:t parti:p
sortir sort:I sortir:F sort:i sort:E sor:t sorti:p
sentir sent:I sentir:F sent:i sent:E sen:t senti:p
dormir dorm:I dormir:F dorm:i dorm:E dor:t dormi:p
servir serv:I servir:F serv:i serv:E ser:t servi:p
conduire conduis:I conduir:F conduis:i conduis:E condui:t conduit:p
produire produis:I produir:F produis:i produis:E produi:t produit:p
duire duis:I duir:F duis:i duis:E dui:t duit:p
construire construis:I construir:F construis:i construis:E construi:t construit:p
truire truis:I truir:F truis:i truis:E trui:t truit:p
craindre craign:I craindr:F craign:i craign:E crain:t craint:p
plaindre plaign:I plaindr:F plaign:i plaign:E plain:t plaint:p
peindre peign:I peindr:F peign:i peign:E pein:t peint:p
teindre teign:I teindr:F teign:i teign:E tein:t teint:p
joindre joign:I joindr:F joign:i joign:E join:t joint:p
rire ri:I rir:F r:i ri:E ri:t =ri
plaire plais:I plair:F pl:u plais:E plai:t =plaît plu:p
taire tais:I tair:F t:u tais:E tai:t tu:p
asseoir assey:I assiér:F ass:i assey:E =assied =assieds assis:p
valoir val:I vaudr:F val:u vaill:E =vaux =vaut valu:p
falloir =faut =fallait =faudra =faudrait =fallu =fallut =faille
pleuvoir =pleut =pleuvait =pleuvra =pleuvrait =plut
envoyer envoy:I enverr:F envoi:E
acquérir acquér:I acquerr:F acqu:i acquièr:E =acquiers =acquiert acquis:p
conclure conclu:I conclur:F concl:u conclu:E conclu:t conclu:p
"""
_NOUNS = """
oeil yeux
monsieur messieurs
madame mesdames
beau bel belle belles beaux
vieux vieil vieille vieilles
nouveau nouvel nouvelle nouvelles nouveaux
fou fol folle folles
blanc blanche blanches
franc franche franches
sec sèche sèches
frais fraîche fraîches
long longue longues
bon bonne bonnes
gros grosse grosses
bas basse basses
doux douce douces
faux fausse fausses
roux rousse rousses
public publique publiques
tout toute tous toutes
ce cet cette ces
mon ma mes
ton ta tes
son sa ses
notre nos
votre vos
celui celle ceux celles
quel quelle quels quelles
lequel laquelle lesquels lesquelles
le la les
un une
ciel cieux
travail travaux
"""
_VERBS = {
    "er": "é ée és ées e es ons ez ent ant ai as a âmes âtes èrent ais ait ions iez aient asse asses ât assions assiez assent "
    "erai eras era erons erez eront erais erait erions eriez eraient",
    "ir": "i ie is ies it issons issez issent issant issais issait issions issiez issaient îmes îtes irent isse isses "
    "irai iras ira irons irez iront irais irait irions iriez iraient",
    "re": "u ue us ues s ons ez ent ant ais ait ions iez aient is it îmes îtes irent rai ras ra rons rez ront rais rait rions riez "
    "raient",
}
# Endings of plurals and feminines, and what stands in their place in the base form.
_OTHERS = (
    ("aux", "al"), ("eaux", "eau"), ("trices", "teur"), ("trice", "teur"), ("euses", "eur eux"), ("euse", "eur eux"),
    ("ères", "er"), ("ère", "er"), ("ives", "if"), ("ive", "if"), ("elles", "el"), ("elle", "el"), ("ennes", "en"), ("enne", "en"),
    ("onnes", "on"), ("onne", "on"), ("es", "e _"), ("s", "_"), ("x", "_"), ("e", "_"),
)  # fmt: skip


def spelt_out(word: str) -> str:
    """What an elided word or a contraction stands for: ``à + le`` for *au*; empty for any other."""
    return _SPELT_OUT.get(fold(word), "")


def base_forms(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words that a dictionary may list a form under, the most frequent first, two at most; none for most base forms.

    Args:
        word: a French word as it stands in a text.
        lexicon: which words there are, and what they mean.
    """
    form = fold(word)
    known = lexicon.knows(form)
    least = _share(form, lexicon) / _RARER if known else 0.0
    listed = _listed().get(form) or [base for base in _with_prefix(form) if lexicon.knows(base)]
    found = {base for base in listed or _made(form) if base != form and lexicon.knows(base)}
    found = {base for base in found if _share(base, lexicon) >= least}
    if known and not listed:
        found = {base for base in found if _surely(form, base) or _alike(form, base, lexicon)}
    # An inflection of what is found too is no base form: ``actives`` is *actif*, not *active*.
    ranked = sorted(
        found - {one for one in found if found & (set(_made(one)) - {one})}, key=lambda b: -_share(b, lexicon)
    )
    return tuple(base for base in ranked[:_MOST] if _share(base, lexicon) * _FAR_BEHIND >= _share(ranked[0], lexicon))


def _share(word: str, lexicon: Lexicon) -> float:
    """How many of all words are this one."""
    return math.exp(float(lexicon.source_log_probabilities[lexicon.source_ids([word])[0]]))


def _with_prefix(form: str) -> Iterator[str]:
    """The irregular verbs that a form may belong to, with something before them."""
    listed = _listed()
    for at in range(2, min(_LONGEST_PREFIX, len(form) - 2) + 1):
        yield from (form[:at] + base for base in listed.get(form[at:], ()) if base.endswith(tuple(_VERBS)))


def _made(form: str) -> Iterator[str]:
    """All that a form may be made of by a regular ending."""
    for ending, endings in _VERBS.items():
        for one in sorted(endings.split(), key=len, reverse=True):
            stem = form.removesuffix(one)
            if stem != form and len(stem) >= _SHORTEST_STEM and (ending != "re" or stem[-1] in _BEFORE_RE):
                yield from (changed + ending for changed in (_stems(stem) if ending == "er" else (stem,)))
    for ending, bases in _OTHERS:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= _SHORTEST_STEM:
            yield from (stem + base.replace("_", "") for base in bases.split())


def _stems(stem: str) -> Iterator[str]:
    """A stem of a verb in -er as its infinitive spells it: ``mange|ait``, ``commenç|ait``, ``appell|e``, ``préfèr|e``, ``emploi|e``."""
    yield stem
    if stem.endswith("ge"):
        yield stem[:-1]
    if stem.endswith("ç"):
        yield stem[:-1] + "c"
    if stem.endswith(("ll", "tt")):
        yield stem[:-1]
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    before, accent, after = stem.rpartition("è")
    if accent and after:
        yield from (before + "e" + after, before + "é" + after)


def _surely(form: str, base: str) -> bool:
    """Whether a form has an ending that only verbs have."""
    endings = _VERBS.get(base[-2:], "").split()
    return any(len(ending) >= _LONG_ENDING and form.endswith(ending) for ending in endings)


def _alike(form: str, base: str, lexicon: Lexicon) -> bool:
    """Whether both are rendered by like words."""
    ours, others = (
        {english[:_SAME_START] for english, _ in lexicon.translations(one, limit=_COMPARED)} for one in (form, base)
    )
    return bool(ours & others)


@cache
def _listed() -> dict[str, list[str]]:
    """The base forms of each form of an irregular word."""
    found: dict[str, list[str]] = {}
    for line in (_IRREGULAR + _NOUNS).splitlines():
        base, *parts = line.split() or ("",)
        for form in (form for part in parts for form in _forms(part)):
            if form != base and base not in found.setdefault(form, []):
                found[form].append(base)
    return found


def _forms(part: str) -> Iterator[str]:
    stem, _, kind = part.partition(":")
    if not kind:
        yield part.removeprefix("=")
    else:
        yield from (stem + ending.replace("_", "") for ending in _ENDINGS[kind].split())
