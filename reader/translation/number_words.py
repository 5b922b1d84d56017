"""Words that say numbers, in French and English, as far as a check must know them."""

from __future__ import annotations

import re

__all__ = ["worded_numbers"]

_ENGLISH = """
zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14
fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70
eighty=80 ninety=90 first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11
twelfth=12 hundred=100 hundreds=100 thousand=1000 thousands=1000 once=1 twice=2 double=2 both=2 couple=2 pair=2 half=0.5
dozen=12 noon=12 midnight=0 million=1000000 millions=1000000 billion=1000000000 billions=1000000000 single=1 a=1 an=1 quarter=4 triple=3 decade=10 century=100
january=1 february=2 march=3 april=4 may=5 june=6 july=7 august=8 september=9 october=10 november=11 december=12
"""
_FRENCH = """
zéro=0 un=1 une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14
quinze=15 seize=16 vingt=20 trente=30 quarante=40 cinquante=50 soixante=60 cent=100 cents=100 mille=1000 milles=1000
premier=1 première=1 deuxième=2 second=2 seconde=2 troisième=3 quatrième=4 cinquième=5 sixième=6 septième=7 huitième=8
neuvième=9 dixième=10 douzaine=12 midi=12 minuit=0 demi=0.5 demie=0.5 moitié=0.5 tiers=3 quart=4 dizaine=10 centaine=100
vingtaine=20 trentaine=30 quinzaine=15 cinquantaine=50 millier=1000 milliers=1000 double=2 triple=3 siècle=100 décennie=10 million=1000000
millions=1000000 milliard=1000000000 milliards=1000000000
janvier=1 février=2 mars=3 avril=4 mai=5 juin=6 juillet=7 août=8 septembre=9 octobre=10 novembre=11 décembre=12
"""
_TOKEN = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"(?<!\w)([IVX]{1,6})(?=e|ème|er|(?!\w))")
_TENS, _UNITS = range(20, 91), range(1, 20)


def _table(text: str) -> dict[str, str]:
    return dict(entry.split("=") for entry in text.split())


_TABLES = {True: _table(_FRENCH), False: _table(_ENGLISH)}


def worded_numbers(text: str, *, french: bool) -> set[str]:
    """The values that words and Roman figures of a text say; sums of tens and units among them, wherever they stand."""
    table = _TABLES[french]
    lowered = text.lower()
    values = {table[t] for t in _TOKEN.findall(lowered) if t in table}
    whole = {int(v) for v in values if v.isdigit()}
    values |= {str(a + b) for a in whole for b in whole if a in _TENS and b in _UNITS}
    values |= {str(_roman(m.group(1))) for m in _ROMAN.finditer(text)}
    if french and ("quatre-vingt" in lowered or "soixante-" in lowered):
        values |= {str(n) for n in range(70, 100)}
    return values


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
