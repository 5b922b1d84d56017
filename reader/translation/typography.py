"""English typography for what the decoder says, and case and closing punctuation as the source has them."""

from __future__ import annotations

import re

__all__ = ["balance_quotes", "english_quotes", "is_shouted", "like_source", "lower_shouting", "without_added_quotes"]

_FRENCH_QUOTES = re.compile(r"«[\s\u00a0\u202f]*|[\s\u00a0\u202f]*»")
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[{—–/“‘-])$")
_OPENING_APOSTROPHE = re.compile(r"(?:^|[\s(\[{—–/“‘-])'")
_SPACE_BEFORE_STOP = re.compile(r"(?<=[\w”’)\]%])[ \u00a0\u202f]+(?=[,;:!?](?:[\s”’)]|$)|\.(?:[\s”’)]|$)(?!\.))")
_QUOTED = re.compile("[«»“”„\"‹›]|``|''|(?:^|[\\s(])['‘]")
_CLOSERS = "”’\"')]» \u00a0\u202f"
_END = re.compile(r"(\.{3}|[.!?…:;,]+)?([”’\"')\]»\s]*)$")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SHOUTED_RUN = re.compile(r"(?:(?<=\s)|^)[A-ZÀ-ÖØ-ÞŒŸ][A-ZÀ-ÖØ-ÞŒŸ’'-]*(?:[ \u00a0\u202f]+[A-ZÀ-ÖØ-ÞŒŸ’'-]+)+(?![\w])")
_SAID = re.compile(
    r"(?<=[,\w]) (?:(?:[Hh]e|[Ss]he|[Tt]hey|I|we|(?:the )?[A-Z]\w+(?: [A-Z]\w+)*) (?:has |had |have )?(?:said|says|say|told|added|explained|insisted)\b|said\b)"
)
_LONG_WORD = 4
_CAPITALS = (
    "I Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September"
    " October November December English French German Spanish Italian British American European Russian Chinese God"
)
_ALWAYS_CAPITAL = frozenset(_CAPITALS.split(" "))


def english_quotes(text: str) -> str:
    """Quotation marks and apostrophes as English prints them: “ ” and ’.

    A straight mark opens after space, dash or bracket and closes anywhere else.
    """
    text = text.replace("``", '"').replace("''", '"')
    text = _FRENCH_QUOTES.sub(lambda m: " “" if m.group().startswith("«") else "” ", text)
    text = re.sub(r"“\s+", "“", re.sub(r"\s+”", "”", text))
    text = re.sub(r"“\s+", "“", re.sub(r"\s+”", "”", _straight_marks_curled(text)))
    text = re.sub(r"”(?=\w)", "” ", re.sub(r"(?<=\w)“", " “", text))
    text = _SPACE_BEFORE_STOP.sub("", text)
    return re.sub(r" {2,}", " ", text).strip()


def _straight_marks_curled(text: str) -> str:
    if '"' not in text and not _OPENING_APOSTROPHE.search(text):
        return text.replace("'", "’")
    out: list[str] = []
    opened = 0
    for at, char in enumerate(text):
        before = "".join(out[-1:])
        if char in "“”":
            opened += 1 if char == "“" else -1
        if char == '"':
            out.append(_double(text, at, before, inside=opened > 0))
            opened += 1 if out[-1] == "“" else -1
        elif char == "'":
            opens = _OPENS_AFTER.search(before) and "'" in text[at + 1 :] and not text[at + 1 : at + 3].isdigit()
            out.append("‘" if opens else "’")
        else:
            out.append(char)
    return "".join(out)


def without_added_quotes(source: str, target: str) -> str:
    """The target without double quotation marks where the source has none of any kind.

    Decoders put them round what is said after a dash, in one line and not in the next.
    """
    return target if _QUOTED.search(source) else re.sub("[“”]", "", target)


def balance_quotes(source: str, target: str) -> str:
    """The target with the quotation mark that the decoder dropped, where the source has both and the target one."""
    if _balance(source, "«“", "»”") or source.count('"') % 2:
        return target
    missing = _balance(target, "“", "”")
    if missing == 1 and not target.endswith(":"):
        said = _SAID.search(target, target.rindex("“"))
        at = said.start() if said else len(target.rstrip(".!?…"))
        return f"{target[:at]}”{target[at:]}" if not said or target[at - 1] == "," else f"{target[:at]},”{target[at:]}"
    if missing == -1:
        return f"“{target}" if source[:1] in '«“"' else target.replace("”", "", 1)
    return target


def _balance(text: str, opening: str, closing: str) -> int:
    return sum(text.count(c) for c in opening) - sum(text.count(c) for c in closing)


def _double(text: str, at: int, before: str, *, inside: bool) -> str:
    if not before:
        return "“"
    if _OPENS_AFTER.search(before) is None:
        return "”"
    if before.isspace() and inside and (at + 1 == len(text) or not text[at + 1].isalnum()):
        return "”"  # a closing mark that the decoder set apart
    return "“"


def is_shouted(text: str) -> bool:
    """Whether a text is set in capitals throughout, and is more than an acronym."""
    words = _WORD.findall(text)
    letters = "".join(words)
    return bool(letters) and letters.isupper() and (len(words) > 1 or len(letters) > _LONG_WORD)


def lower_shouting(text: str) -> str:
    """The text with its runs of capitals in lower case, since a decoder knows words by their usual case.

    Acronyms standing alone among other words stay.
    """
    if is_shouted(text):
        return _sentence_case(text)
    return _SHOUTED_RUN.sub(_lower_run, text)


def _lower_run(found: re.Match[str]) -> str:
    run = found.group()
    if not any(len(word) >= _LONG_WORD for word in _WORD.findall(run)):
        return run
    return _sentence_case(run) if found.start() == 0 else run.lower()


def _sentence_case(text: str) -> str:
    lowered = text.lower()
    for at, char in enumerate(lowered):
        if char.isalpha():
            return lowered[:at] + char.upper() + lowered[at + 1 :]
    return lowered


def like_source(source: str, target: str) -> str:
    """The target with capitals and closing punctuation where the source has them.

    Headings, fragments and single words are no sentences: a decoder trained on sentences adds capitals and full stops.
    """
    if not source or not target:
        return target
    target = _end_like(source, target)
    if is_shouted(source):
        return target.upper()
    return _start_like(source, target)


def _start_like(source: str, target: str) -> str:
    first, other = (next((i for i, c in enumerate(t) if c.isalnum()), None) for t in (source, target))
    if first is None or other is None or not target[other].isalpha() or not source[first].isalpha():
        return target
    if source[first].isupper():
        return target[:other] + target[other].upper() + target[other + 1 :]
    word = _WORD.match(target, other)
    stays = (
        word is None or word.group().split("’")[0] in _ALWAYS_CAPITAL or word.group()[1:].lower() != word.group()[1:]
    )
    if stays or re.search(rf"\b{re.escape(word.group() if word else '')}\b", source):
        return target
    return target[:other] + target[other].lower() + target[other + 1 :]


def _end_like(source: str, target: str) -> str:
    wanted = (_ending(source)[0] or "").replace("…", "...")
    found, closers = _ending(target)
    body = target[: len(target) - len(closers) - len(found)].rstrip()
    if wanted == found.replace("…", "..."):
        ending = "…" if wanted == "..." and "…" in source[-4:] else found
    elif not wanted or wanted in {",", ";", ":"} or wanted in {"...", "…"} or found in {"", ".", ",", ";"} or not found:
        ending = _plain_stop(source, body, wanted)
    else:
        ending = found if set(found) & set("!?") and set(wanted) & set("!?") else wanted
    if not closers and ending in {".", ","} and body.endswith("”"):
        return body + ending
    return body + ending + closers.rstrip()


def _plain_stop(source: str, body: str, wanted: str) -> str:
    """The stop to set: the source's, unless the last word brings its own full stop (Mr. etc.)."""
    if wanted == "...":
        return "…" if "…" in source[-4:] else "..."
    return "" if wanted == "." and body.endswith(".") else wanted


def _ending(text: str) -> tuple[str, str]:
    found = _END.search(text)
    if found is None:
        return "", ""
    return found.group(1) or "", found.group(2) or ""
