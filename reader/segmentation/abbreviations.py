"""Words that end in a full stop without ending a sentence, and words that open one."""

from __future__ import annotations

from reader.languages import Language

__all__ = ["BEFORE_NUMBER", "HALF_STARTERS", "MAYBE_END", "NEVER_END", "SPEECH_VERBS", "STARTERS", "TITLES"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _both(french: frozenset[str], english: frozenset[str]) -> dict[Language, frozenset[str]]:
    """The set for each language; a text in neither takes both."""
    either = french | english
    return {
        Language.FRENCH: french,
        Language.ENGLISH: english,
        Language.OTHER: either,
        Language.UNDETERMINED: either,
    }


# Before a name, written with a capital: the sentence goes on whatever follows.
TITLES = _both(
    _words(
        "M MM Mr Mrs Mme Mmes Mlle Mlles Mgr Dr Drs Pr Prof Me Mes Mtre Vve St Ste Sts Stes Gal Cdt Col Lt Capt Cne Sgt Adj Cap "
        "Rev Rév Hon Fr Th Ph Ch Cl Ed Éd Geo Wm Jr Cf Av Bd Boul Pl Rte Mt"
    ),
    _words(
        "M MM Mr Mrs Ms Messrs Mme Mlle Mons Dr Drs Prof Profs Rev Revd Hon Gen Col Maj Capt Cpt Lt Lieut Sgt Cpl Cmdr Comdr Adm Pres "
        "Gov Sen Sens Rep Reps Supt Insp Det Pvt Pte St Ste Sts Br Msgr Mgr Mt Ft Amb Atty Fr Th Ph Chas Geo Wm Jas Jos Thos Cf"
    ),
)

# In small letters: the sentence goes on.
NEVER_END = _both(
    _words("m mm mr mme mmes mlle mlles mgr dr pr cf c.-à-d c-à-d p.ex p.-ex ex. vs tél bd boul trad cit ibid"),
    _words("mr mrs dr prof cf i.e e.g ie eg viz vs v approx ed eds tel rev messrs"),
)

# The sentence goes on where a number, a Roman numeral or a reference follows: p. 12, art. L. 121-1, No. 5, Sept. 3.
BEFORE_NUMBER = _words(
    "p pp pag art arts al alin chap ch c fig figs vol vols t tome n no nos nr num sect sec § par para paras pt pts livr liv lib ver "
    "civ crim cass vers bk f fo fol ff l ll r d a q réf ref rem ann app tab tabl eq éq ex exs hymn op sc env approx ca circa v av apr est b né jan janv févr fév feb "
    "mar avr jun juil jul aug sept sep oct nov déc dec"
)

# These may end a sentence: it depends on whether what follows looks like a beginning. Written as here.
MAYBE_END = _words(
    "al Inc inc Ltd ltd Co Corp Bros Jr Sr Esq PhD Ph.D Blvd Rd Sq Bldg Dept Univ Assn Gov Gvt Govt hrs J.-C J.C av apr "
    "éds sq sqq suiv ss op.cit loc.cit Calif Conn Pa Fla Ill Ind Wis Minn Mo Ala Ariz Ark Colo Ga Kan Ky La Md Mich Mass Neb Nev "
    "Okla Ore Tenn Tex Vt Va Wash Wyo Ave St Sté Cie Ets Éts Me éd coll dir"
)

# Words that open sentences and are hardly ever names, by language; Language.OTHER holds all.
_FRENCH_STARTERS = _words(
    "il elle ils elles on nous vous je j tu ce c cette ces cela ça ceci mais et or donc ni car dans en pour par sur sous avec sans "
    "selon après avant depuis pendant lors lorsque quand si comme alors ainsi puis enfin aussi cependant pourtant toutefois "
    "néanmoins un une aucun aucune chaque plusieurs certains certaines tout tous toute toutes son sa ses leur leurs mon ma mes "
    "notre nos votre vos qui que quoi dont où quel quelle quels quelles pourquoi comment voici voilà y n s qu l d près parmi entre "
    "malgré grâce actuellement aujourd hier demain beaucoup bien peu trop jamais toujours parfois souvent déjà encore ici là "
    "lorsqu puisque puisqu bref certes ensuite peut outre dès jusqu afin chez vers sinon soit tandis tant tel telle"
)
_ENGLISH_STARTERS = _words(
    "the he she it they we you this that these those there here but and so yet then when while if as in on at by for from with "
    "without after before since during although though because however moreover nevertheless his her its our their your my an one "
    "some many most all both each every no not what who why how where which whether perhaps maybe now once afterwards meanwhile "
    "also only even such up down over under between among despite according to of unless until upon like unlike several few "
    "another other others nothing everyone everything nobody i a earlier later today yesterday recently finally first"
)
STARTERS = _both(_FRENCH_STARTERS, _ENGLISH_STARTERS)

# These open sentences too, yet names as well (Le Clézio, Du Bellay): what follows must be in small letters.
HALF_STARTERS = _words("le la les l des du de d au aux à a un une the")

# Verbs that tell who spoke: "Come!" John said.
SPEECH_VERBS = _words(
    "said asked cried replied answered exclaimed shouted whispered murmured muttered thought added continued returned "
    "repeated demanded inquired enquired remarked observed declared called screamed sighed began interrupted went says asks"
)
