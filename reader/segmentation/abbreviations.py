"""Words that end in a full stop without ending a sentence, by what may follow them."""

from __future__ import annotations

from reader.languages import Language

__all__ = ["ALWAYS_ON", "BEFORE_NUMBER", "MAYBE_END", "SPEECH_VERBS", "STARTERS", "WEAK_STARTERS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A sentence goes on after these, whatever follows: titles before a name, "that is" and its kin.
_ALWAYS_FRENCH = _words(
    "m mm mme mmes mlle mlles mgr dr drs pr prof me mtre vve cf ie eg viz vs c.-à-d c-à-d càd p.ex p.-ex st ste "
    "gal cdt col lt cap cne sgt adj capt fr rev hon jr-st éd réf tél env approx ca resp dir coll trad intr compl suppl "
    "av bd boul sq pl rte imp fbg"
)
_ALWAYS_ENGLISH = _words(
    "m mm mr mrs ms messrs mme mlle mons mdm dr drs prof rev revd hon gen col maj capt cpt lt sgt cpl cmdr comdr adm pres gov sen "
    "rep supt insp det pvt pte st ste sr fr br msgr mgr esq-st mt ft cf ie e.g i.e eg viz vs v ca approx ed eds tel "
    "rt messrs amb atty dept-st"
)
ALWAYS_ON: dict[Language, frozenset[str]] = {
    Language.FRENCH: _ALWAYS_FRENCH,
    Language.ENGLISH: _ALWAYS_ENGLISH,
}

# A sentence goes on after these where a number, a Roman numeral or a reference follows: p. 12, art. L. 121-1, No. 5.
BEFORE_NUMBER = _words(
    "p pp pag art arts al alin chap ch c fig figs vol vols t tome n no nos nr num numéro sect sec § par para paras pt pts "
    "livr liv lib v vv ver vers bk f fo fol ff l ll r d a q réf ref rem ann annexe app tab tabl eq éq ex exs hymn op "
    "sc act jan janv févr fév feb mar mars avr apr mai may juin jun juil jul août aug sept sep oct nov déc dec lun mer jeu "
    "ven sam dim mon tue tues wed thu thur thurs fri sat sun"
)

# These may end a sentence: it depends on whether what follows looks like a beginning.
MAYBE_END = _words(
    "etc al inc ltd co corp bros jr sr esq phd ph.d m.d b.a m.a d.c u.s u.k u.n u.s.a e.u a.m p.m am pm ave blvd rd sq bldg "
    "dept univ assn gvt govt est min max sec hr hrs h j.-c j.c av apr s.a s.a.r.l s.n.c.f o.n.u u.e éds sq sqq suiv ss "
    "op.cit ibid id loc.cit b.c a.d bc ad n.b p.s r.i.p no-st mass calif conn pa va fla ill ind wis minn mo ala ariz ark "
    "colo del ga kan ky la md mich miss mont neb nev okla ore tenn tex vt wash wyo"
)

# Words that open sentences and hardly ever a name.
STARTERS = _words(
    "il elle ils elles on nous vous je j tu ce c cette ces cela ça ceci mais et or donc ni car dans en pour par sur sous avec "
    "sans selon après avant depuis pendant lors lorsque quand si comme alors ainsi puis enfin aussi cependant pourtant toutefois "
    "néanmoins un une aucun aucune chaque plusieurs certains certaines tout tous toute toutes son sa ses leur leurs mon ma mes "
    "notre nos votre vos qui que quoi dont où quel quelle quels quelles pourquoi comment voici voilà y n s qu l d "
    "the he she it they we you this that these those there here but and so yet then when while if as in on at by for from with "
    "without after before since during although though because however moreover nevertheless his her its their our your my "
    "an one some many most all both each every no not what who why how where which whether perhaps maybe now once "
    "afterwards meanwhile also only even such"
)
WEAK_STARTERS = _words("le la les des du de au aux à a i l")

# Verbs that tell who spoke: "Come!" John said.
SPEECH_VERBS = _words(
    "said asked cried replied answered exclaimed shouted whispered murmured muttered thought added continued returned "
    "repeated demanded inquired enquired remarked observed declared called screamed sighed began interrupted went says asks"
)
