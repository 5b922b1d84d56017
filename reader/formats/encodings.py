"""The encoding of a text: byte-order marks and strict decoding first, then what reads like French or English.

Eight-bit encodings never fail to decode, so each candidate is judged by the characters it makes of the high bytes: letters
of French between letters, its quotes, dashes and spaces beside words. charset-normalizer is asked only where no candidate
convinces.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from reader.errors import UnknownFormat

__all__ = ["decode", "decode_declared", "looks_binary"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("cp1252", "iso8859-15", "mac-roman", "cp850")
_SAMPLE = 200_000
_ENOUGH = 0.6  # share of high bytes that must make sense; right guesses reach 0.95, wrong ones stay under 0.3
_MOSTLY = 20  # sound multi-byte characters for one broken byte: then it is damaged UTF-8
_LOWER = "éèêëàâäîïôöùûüçœæñáíóúß"
_UPPER = _LOWER[:-1].upper()
_SENSE = re.compile(
    rf"(?<=[a-zA-Z’'{_LOWER}])[{_LOWER}]|(?<![^\W\d_])[{_LOWER}{_UPPER}](?=[a-z'’\s{_LOWER}])|(?<=[A-Z’'{_UPPER}])[{_UPPER}]"
    r"|(?<![^\W\d_])[«“—–]|[»”](?![^\W\d_])|(?<=[^\W\d_])’(?=[^\W\d_])|(?<=[\w.?!»«—–,;])[\u00a0\u202f]|\u00a0(?=[»:;!?])"
    r"|[…€](?![^\W\d_])|(?<=\d)[°€]|(?<=[nN])°|‘(?=\w)"
)
_HIGH = re.compile(r"[^\x00-\x7f]")
_INVALID = re.compile("[\udc80-\udcff]+")
_CONTROLS = bytes(sorted({*range(32), 127} - set(b"\t\n\r\f\v\x1b\x08")))


def looks_binary(data: bytes) -> bool:
    """Whether bytes that carry no byte-order mark are no text in an eight-bit encoding or UTF-8."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(2, len(sample) // 200)


def decode(data: bytes, *, name: str) -> str:
    """The text that the bytes hold; its line ends and control characters are as they were.

    Raises:
        UnknownFormat: the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    if looks_binary(data):
        raise UnknownFormat(f"{name}: not a text", hint="it reads plain text, Markdown, HTML, EPUB, DOCX and PDF")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(data) or _decode_eight_bit(data)


def decode_declared(data: bytes, encoding: str, *, name: str) -> str:
    """The text in the encoding that a page or a header declares, where the bytes bear it out; else by the bytes."""
    try:
        codec = codecs.lookup(
            {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(encoding.lower(), encoding)
        )
        if data.startswith(tuple(bom for bom, _ in _BOMS)) or not codec._is_text_encoding:  # noqa: SLF001 - no other way to ask
            return decode(data, name=name)
        return data.decode(codec.name)
    except (LookupError, UnicodeError, ValueError):
        return decode(data, name=name)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every second byte of a Latin text is zero."""
    sample = data[:4096]
    if len(sample) < 4 or not sample.count(0):  # noqa: PLR2004 - two characters at least
        return None
    half = len(sample) // 2
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        others = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        if zeros.count(0) > 0.7 * half and others.count(0) == 0:
            return encoding
    return None


def _decode_damaged(data: bytes) -> str | None:
    """UTF-8 with a few foreign bytes, which are read as Windows-1252; None where it is not UTF-8 on the whole."""
    text = data.decode("utf-8", "surrogateescape")
    broken = sum(1 for _ in _INVALID.finditer(text))
    sound = sum(1 for _ in islice(_HIGH.finditer(text), 1_000_000)) - broken
    if sound < broken * _MOSTLY and not (broken == 1 and sound and text[-1] >= "\udc80"):
        return None
    return _INVALID.sub(lambda match: match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


def _decode_eight_bit(data: bytes) -> str:
    sample = data[:_SAMPLE]
    best, best_score = "cp1252", 0.0
    for encoding in _CANDIDATES:
        score = _plausibility(sample.decode(encoding, "replace"))
        if score > best_score + 0.005:
            best, best_score = encoding, score
    if best_score < _ENOUGH:
        best = _ask_charset_normalizer(sample) or best
    return data.decode(best, "replace")


def _plausibility(text: str) -> float:
    """The share of non-ASCII characters that stand where French or English would put them."""
    high = len(_HIGH.findall(text))
    return len(_SENSE.findall(text)) / high if high else 1.0


def _ask_charset_normalizer(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    match = from_bytes(sample[:50_000]).best()
    return match.encoding if match else None
