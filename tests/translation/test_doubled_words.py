"""A word that the decoder said twice at once is said once, where no human would say it twice."""

from __future__ import annotations

import pytest

from reader.translation import Engine
from reader.translation.attempts import Decoded, Decoding, Job
from reader.translation.doubled import without_doubles
from reader.translation.glossary import Glossary

FRENCH = "Les scientifiques et les chercheurs ont vu le système en 2023."


@pytest.mark.parametrize(
    ("said", "once", "count"),
    [
        ("The scientists, scientists saw it.", "The scientists saw it.", 1),
        ("The fire fire fire system of 2023, 2023, they say.", "The fire system of 2023, they say.", 2),
        ("The Savari Savari software.", "The Savari software.", 1),
        ("Scientists scientists saw it.", "Scientists saw it.", 1),
        ("It is much, much better; what there is, is very, very good.", None, 0),
        ("They have said that that has happened; the ship shipped.", None, 0),
        ("The well-known known-how of Jean-Jean’s Jean-Jean’s-son.", None, 0),
    ],
)
def test_what_is_said_twice_at_once(said: str, once: str | None, count: int) -> None:
    assert without_doubles(FRENCH, said) == (said if once is None else once, count)


def test_what_the_french_says_twice_stays() -> None:
    said = "Books, books, always the Tango Tango."
    assert without_doubles("Des livres, des livres, toujours le Tango Tango.", said) == (said, 0)


def test_a_job_mends_it_and_flags_nothing(engine: Engine) -> None:
    job: Job = engine.with_glossary(Glossary()).job("Les chercheurs ont vu le système.")
    job.add(job.first(), [Decoded("The scientists scientists saw the system.", -3.0, 8, cut=False)])
    assert job.first().decoding == Decoding(engine.beam_size)
    assert (job.best.text, job.best.flags, job.best.mended) == ("The scientists saw the system.", (), 1)
