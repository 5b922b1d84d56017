"""Names of outputs: nice where they can be, different always."""

from __future__ import annotations

from pathlib import Path, PurePath

from hypothesis import given
from hypothesis import strategies as st

from reader.pipeline.naming import output_names


def named(*inputs: str, taken: tuple[str, ...] = (), whole: bool = False) -> list[str]:
    found = output_names([PurePath(i) for i in inputs], [".html"], taken=[Path("/in") / t for t in taken], whole=whole)
    return [str(names[".html"]) for names in found]


def test_a_document_gives_its_name() -> None:
    assert named("a.txt", "sub/b.md", "c.txt.gz") == ["a.html", "sub/b.html", "c.html"]


def test_two_that_would_meet_keep_their_suffixes() -> None:
    assert named("a.txt", "a.md", "b.txt") == ["a.txt.html", "a.md.html", "b.html"]
    assert named("Été.txt", "e\u0301te\u0301.md") == ["Été.txt.html", "e\u0301te\u0301.md.html"]


def test_an_input_is_never_written_over() -> None:
    assert named("page.html", taken=("page.html",)) == ["page.html.html"]


def test_whole_names_depend_on_no_other_input() -> None:
    assert named("a.txt", whole=True) == ["a.txt.html"]


def test_long_names_are_cut_and_stay_apart() -> None:
    first, second = named("x" * 250 + "1.txt", "x" * 250 + "2.txt")
    assert first != second
    assert max(len(first), len(second)) <= 200


@given(
    st.lists(st.text(st.sampled_from("aAé.tx1"), min_size=1, max_size=6).filter(lambda s: s.strip(".")), max_size=12)
)
def test_names_never_meet(names: list[str]) -> None:
    inputs = [PurePath(f"{at % 2}") / name for at, name in enumerate(dict.fromkeys(names))]
    found = output_names(inputs, [".html", ".en.epub", ".epub"])
    everything = [str(name).casefold() for each in found for name in each.values()]
    assert len(everything) == len(set(everything))
