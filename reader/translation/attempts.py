"""One text and the ways to translate it: the first attempt, the further ones, and which result is best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, overload

from reader.translation.checks import check
from reader.translation.clauses import cut_clauses
from reader.translation.confidence import Evidence, confidence
from reader.translation.copies import Plainly, mend_copies
from reader.translation.doubled import without_doubles
from reader.translation.finishing import Peeled, finish, peel, prepare
from reader.translation.glossary import with_own_capitals
from reader.translation.invented import Renderings, mend_invented
from reader.translation.kept import Label, is_marked, put_back, take_labels, without_code_marks
from reader.translation.names import find_acronyms, find_names, mend_names, missing_names
from reader.translation.numbers import english_numbers
from reader.translation.placeholders import Protected, Span, literals, protect, without_overlaps
from reader.translation.set_phrases import dressed, is_set_phrase, set_phrase
from reader.translation.typography import like_source

if TYPE_CHECKING:
    from reader.translation.glossary import Glossary

__all__ = ["Attempt", "Candidate", "Decoded", "Decoding", "Job", "LazyJobs", "bare"]

# Pieces. Of 150 newstest2013 lines with 75 pieces and more, BLEU by limit: 30 18.5, 50 19.1, 65 19.2, 80 19.0, 100 17.7.
LONG = 65
_WEIGHTS = {
    "empty": 100, "copied": 8, "repetition": 6, "truncated": 5, "length": 5, "term": 4, "unknown": 3, "number": 3, "negation": 3, "name": 2, "invented": 2,
}  # fmt: skip
# Of 40 sentences with a glossary term: the English term set into the French keeps articles best but is lost in half of
# them; stand-ins hardly ever are, ABC leaves better English than John Smith where the term is no name.
_STAND_IN, _OTHER_STAND_IN = 0.15, 0.4
_ROUNDS = 2
_SET_PHRASE = 0.9  # how sure the phrase book is: what is said may be meant otherwise
_ASK_AGAIN = frozenset(_WEIGHTS) - {"name", "term", "invented"}


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the decoder searches."""

    beam_size: int
    no_repeat: int = 0


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the decoder said of one part: text, natural log of its probability, pieces, and whether it hit the limit.

    ``others`` reads what else the search had found, less likely.
    """

    text: str
    log_probability: float
    pieces: int
    cut: bool
    others: Callable[[], Sequence[Decoded]] = tuple


@dataclass(frozen=True, slots=True)
class Attempt:
    """A way to translate: the parts to be decoded one by one, what is kept out of them, how to search.

    ``handicap`` is taken off the mean log-probability when candidates are compared: ways that tend to hurt the grammar.
    """

    parts: tuple[str, ...]
    kept: Protected
    decoding: Decoding
    handicap: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finished translation and what the checks say of it."""

    text: str
    mean: float  # mean log-probability of a piece
    pieces: int
    score: float
    flags: tuple[str, ...]
    handicap: float = 0.0
    mended: int = 0  # words that were invented, or said twice

    @property
    def badness(self) -> tuple[float, float]:
        """Orders candidates, best first."""
        return sum(_WEIGHTS[f] for f in self.flags), self.handicap - self.mean


@dataclass(slots=True)
class Job:
    """A text on its way through the decoder.

    Args:
        source: the text; parts of it may be marked, see ``kept``.
        measure: counts the pieces of a text.
        glossary: terms to keep to.
        beam_size: of the first attempt.
        renderings: what a French word may be in English; none: invented words stay.
        plainly: what a French word is in English by itself; none: copied words stay.
    """

    source: str
    measure: Callable[[str], int]
    glossary: Glossary
    beam_size: int
    renderings: Renderings | None = None
    plainly: Plainly | None = None
    candidates: list[Candidate] = field(default_factory=list)
    _peeled: Peeled = field(init=False)
    _text: str = field(init=False)
    _literals: list[Span] = field(init=False)
    _terms: list[Span] = field(init=False)
    _names: list[Span] = field(init=False)
    _labels: tuple[Label, ...] = field(init=False)
    _whole: str = field(init=False)
    _round: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        whole, self._labels = take_labels(self.source)
        self._whole, _ = without_code_marks(whole)
        marked = peel(whole)
        self._text, code = without_code_marks(prepare(marked.core))
        self._peeled = replace(marked, core=without_code_marks(marked.core)[0])
        self._literals = without_overlaps([*code, *literals(self._text)])
        taken = len(self._literals)
        both = without_overlaps([*self._literals, *self.glossary.find(self._text)]) if self.glossary else self._literals
        self._terms = [s for s in both if s not in self._literals] if taken or self.glossary else []
        self._names = self._free(find_names(self._text))

    def _free(self, spans: Sequence[Span]) -> list[Span]:
        """The spans that touch no literal and no term."""
        taken = [*self._literals, *self._terms]
        return [s for s in spans if not any(s.start < o.end and o.start < s.end for o in taken)]

    @property
    def settled(self) -> Candidate | None:
        """The translation of what needs no decoder: texts without a word, and set phrases."""
        if (phrase := self._set_phrase()) is not None:
            return phrase
        bare = self._text
        for span in reversed(self._literals):
            bare = bare[: span.start] + bare[span.end :]
        if any(c.isalpha() for c in bare):
            return None
        whole = self._whole if self._literals else english_numbers(self._whole, self._whole)
        return Candidate(self._labelled(whole), 0.0, 0, 1.0, ())

    def _set_phrase(self) -> Candidate | None:
        """What a phrase book says of the whole text; a term of the glossary in it comes first."""
        core = self._peeled.core
        english = None if self._literals or self._terms or self._labels else set_phrase(core)
        if english is None:
            return None
        said = dressed(core, finish(core, [(core, english.rstrip("?!"))]))  # the source says how it is ended
        whole = self._peeled.head + said + self._peeled.tail
        return Candidate(whole, 0.0, 0, _SET_PHRASE, ())

    def first(self) -> Attempt:
        """The attempt that mostly does."""
        return self._attempt(self._literals)

    def further(self) -> list[Attempt]:
        """The next attempts that may do better than the best candidate; the flags say which. Empty: no more to try."""
        self._round += 1
        if self._round > _ROUNDS:
            return []
        again, flags = self._round > 1, set(self.best.flags)
        attempts = []
        if "name" in flags:
            missing = missing_names(self._names, self.best.text)
            attempts.append(self._attempt(without_overlaps([*self._literals, *missing]), other_marks=again))
        if "term" in flags:
            attempts += self._with_terms(again=again)
        if "unknown" in flags and self._literals:
            attempts.append(self._attempt(self._literals, other_marks=again))
        if flags & _ASK_AGAIN:
            attempts += self._otherwise_decoded(again=again)
        return attempts

    def _with_terms(self, *, again: bool) -> list[Attempt]:
        fixed = without_overlaps([*self._literals, *self._terms])
        if again:
            return [replace(self._attempt(fixed, other_marks=True), handicap=_OTHER_STAND_IN)]
        return [self._inline(), replace(self._attempt(fixed), handicap=_STAND_IN)]

    def _otherwise_decoded(self, *, again: bool) -> list[Attempt]:
        """Greedily, which is cheap and mostly does; then clause by clause. Where it looped, no three pieces may come twice."""
        first = self.first()
        no_repeat = 3 if "repetition" in self.best.flags else 0
        if not again:
            return [replace(first, decoding=Decoding(1, no_repeat))]
        limit = max(12, min(30, sum(map(self.measure, first.parts)) // 2))
        clauses = tuple(cut_clauses(first.kept.text, limit, self.measure))
        narrow = Decoding(min(2, self.beam_size), no_repeat)
        return [Attempt(clauses, first.kept, narrow)] if clauses != first.parts else []

    def _attempt(self, spans: Sequence[Span], *, other_marks: bool = False) -> Attempt:
        kept = protect(self._text, spans, other_marks=other_marks)
        return Attempt(tuple(cut_clauses(kept.text, LONG, self.measure)), kept, Decoding(self.beam_size))

    def _inline(self) -> Attempt:
        """The English terms standing in the French: decoders tend to copy what they do not know."""
        kept = protect(self._text, self._literals)
        text = kept.text
        for span in reversed(self.glossary.find(text)):
            text = text[: span.start] + span.target + text[span.end :]
        return Attempt(tuple(cut_clauses(text, LONG, self.measure)), kept, Decoding(self.beam_size))

    def add(self, attempt: Attempt, decoded: Sequence[Decoded]) -> None:
        """Finish and check what the decoder made of an attempt; where it is at fault, also what else it had found."""
        if not self.candidates:  # and not before the decoder is at work: the lexicon may have to be opened for it
            self._names = without_overlaps([*self._names, *self._free(find_acronyms(self._text, self.renderings))])
        self.candidates.append(first := self._candidate(attempt, decoded))
        if first.flags and len(decoded) == 1:
            self.candidates += [self._candidate(attempt, [other]) for other in decoded[0].others()]

    def _candidate(self, attempt: Attempt, decoded: Sequence[Decoded]) -> Candidate:
        texts = list(zip(attempt.parts, (d.text for d in decoded), strict=True))
        english, lost = attempt.kept.restore(finish(self._peeled.core, texts))
        if not self._literals:
            english = like_source(self._peeled.core, english)
        english = with_own_capitals(self._terms, self._text, mend_names(self._names, english))
        english, doubled = without_doubles(self._text, english)
        english, mended = self._without_invented(english)
        mended += doubled
        if self.plainly is not None and self.renderings is not None:
            english = mend_copies(self._text, english, self.plainly, self.renderings, wanted=self._wanted)
        flags = self._flags(english, lost, cut=any(d.cut for d in decoded))
        pieces = sum(d.pieces for d in decoded)
        mean = sum(d.log_probability for d in decoded) / max(1, pieces)
        score = confidence(Evidence(self._text, english, mean, self.measure(self._text), pieces, flags, mended))
        whole = self._peeled.head + english + self._peeled.tail
        return Candidate(self._labelled(whole), mean, pieces, score, flags, attempt.handicap, mended)

    def _labelled(self, english: str) -> str:
        return put_back(self._whole, english, self._labels, self.renderings) if self._labels else english

    @property
    def _wanted(self) -> str:
        return " ".join(span.target for span in (*self._literals, *self._terms))

    def _without_invented(self, english: str) -> tuple[str, int]:
        """The English with what could be mended, and how many words that were."""
        if self.renderings is None:
            return english, 0
        return mend_invented(self._text, english, self.renderings, wanted=self._wanted)

    def _flags(self, english: str, lost: Sequence[str], *, cut: bool) -> tuple[str, ...]:
        flags = list(check(self._text, english, cut=cut, wanted=self._wanted))
        kept = [s.target for s in self._literals]
        if "unknown" not in flags and any(text in lost and text not in english for text in kept):
            flags.append("unknown")
        if missing_names(self._names, english):
            flags.append("name")
        if any(span.target.casefold() not in english.casefold() for span in self._terms):
            flags.append("term")
        return tuple(flags)

    @property
    def best(self) -> Candidate:
        """The candidate with the fewest and lightest flags, of these the likeliest."""
        return min(self.candidates, key=lambda c: c.badness)


def bare(text: str) -> bool:
    """Whether a text may need no decoder: figures, an address, code, a set phrase."""
    return " " not in text or is_marked(text) or not any(c.isalpha() for c in text) or is_set_phrase(text)


class LazyJobs(Sequence[Job]):
    """The jobs of some texts, each made when it is first asked for, so that the first page need not wait for the last.

    Args:
        texts: one for each job.
        make: makes the job of a text.
    """

    def __init__(self, texts: Sequence[str], make: Callable[[str], Job]) -> None:
        self._texts, self._make = texts, make
        self._made: dict[int, Job] = {}

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, index: int) -> Job: ...
    @overload
    def __getitem__(self, index: slice) -> list[Job]: ...
    def __getitem__(self, index: int | slice) -> Job | list[Job]:
        if isinstance(index, slice):
            return [self[i] for i in range(len(self))[index]]
        if index not in self._made:
            self._made[index] = self._make(self._texts[index])
        return self._made[index]
