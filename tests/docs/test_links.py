"""Links and pictures of the pages lead somewhere."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT

_LINKED = (*PAGES, *(ROOT / name for name in ("CHANGELOG.md", "benchmarks/README.md", "models/training/README.md")))
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def _anchors(page: Path) -> set[str]:
    """The names that the headings of a page get where Markdown is shown on the web: small letters, dashes for spaces."""
    found = set()
    for heading in re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        name = unicodedata.normalize("NFC", heading.strip().lower())
        found.add(re.sub(r"[^\w\- ]", "", name).replace(" ", "-"))
    return found


def _broken(page: Path) -> list[str]:
    broken = []
    for target in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("page", _LINKED, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert _broken(page) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One two\n[a](#one-two) [b](#none) ![c](no.svg) `[d](e)` [f](https://example.org)\n", encoding="utf-8"
    )
    assert _broken(page) == ["#none", "no.svg"]


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, new = set(), {ROOT / "README.md"}
    while new:
        page = new.pop()
        reached.add(page)
        targets = (t.partition("#")[0] for t in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))))
        found = {(page.parent / t).resolve() for t in targets if t.endswith(".md") and ":" not in t}
        new |= found - reached
    assert set(PAGES) - reached == set()
