"""What is chosen by key of the looks is there at the next start, unless the configuration has been changed since."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.bitext import Preference
from reader.config import DisplayConfig
from reader.tui.geometry import View
from reader.tui.looks import Looks
from reader.tui.page import Display
from tests.tui.conftest import Open

CONFIG = DisplayConfig(theme="dark", ratio=40)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "display.json"


async def test_the_next_start_looks_as_the_last_one_was_left(reading: Open, file: Path) -> None:
    async with reading(looks=Looks(CONFIG, file)) as hands:
        await hands.press("T", "V", "v", "right_parenthesis", "equals_sign")
        left = hands.view.display_options
        theme = hands.app.theme
    assert (left.view, left.prefer, left.ratio, left.spacing) == (View.STACKED, Preference.MACHINE, 45, 1)
    async with reading(looks=Looks(CONFIG, file)) as hands:
        assert hands.view.display_options == left
        assert hands.app.theme == theme != "dark"
        await hands.press("h")
    async with reading(looks=Looks(CONFIG, file)) as hands:
        assert not hands.view.display_options.expand, "hidden parts are of one document"


async def test_a_divider_that_was_dragged_is_kept(reading: Open, file: Path) -> None:
    async with reading(looks=Looks(CONFIG, file), size=(80, 24)) as hands:
        divider = hands.view.page.geometry.width * 40 // 100
        before = hands.view.display_options.ratio
        for x in range(divider - 3, divider + 4):
            await hands.pilot.mouse_down(hands.view, offset=(x, 3))
            await hands.pilot.hover(hands.view, offset=(x + 12, 3))
            await hands.pilot.mouse_up(hands.view, offset=(x + 12, 3))
            if hands.view.display_options.ratio != before:
                break
        ratio = hands.view.display_options.ratio
    assert ratio > before
    assert Looks(CONFIG, file).display.ratio == ratio


def test_a_choice_holds_until_the_configuration_says_something_else(file: Path) -> None:
    Looks(CONFIG, file).keep_theme("light")
    Looks(CONFIG, file).keep(replace(Display.wanted(CONFIG), ratio=60))
    assert Looks(CONFIG, file).display == replace(CONFIG, theme="light", ratio=60)
    assert Looks(replace(CONFIG, theme="contrast"), file).display.theme == "contrast"
    assert Looks(replace(CONFIG, theme="contrast"), file).display.ratio == 60
    assert Looks(CONFIG, file).display.theme == "light", "a variable set for one start forgets nothing"


def test_what_the_configuration_says_anyway_is_no_choice(file: Path) -> None:
    looks = Looks(CONFIG, file)
    looks.keep(Display.wanted(CONFIG))
    assert not file.exists()
    looks.keep_theme("light")
    looks.keep_theme("dark")
    assert json.loads(file.read_text(encoding="utf-8")) == {}
    assert list(file.parent.iterdir()) == [file]


def test_without_a_file_nothing_is_kept_but_today(tmp_path: Path) -> None:
    looks = Looks(CONFIG)
    looks.keep_theme("light")
    assert looks.display.theme == "light"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way", encoding="utf-8")
    looks = Looks(CONFIG, tmp_path / "data" / "display.json")
    looks.keep_theme("light")
    assert looks.display.theme == "light"


_NAMES = st.sampled_from(["theme", "view", "english", "ratio", "width", "spacing", "keys", "is"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["dark", "side", "both"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["is", "over"]) | _NAMES, inner),
    max_leaves=6,
)


@given(st.dictionaries(_NAMES, _JSON | st.fixed_dictionaries({"is": _JSON, "over": st.sampled_from([40, 0, "dark"])})))
def test_a_damaged_file_says_nothing_that_makes_no_sense(
    tmp_path_factory: pytest.TempPathFactory, kept: object
) -> None:
    file = tmp_path_factory.mktemp("looks") / "display.json"
    file.write_text(json.dumps(kept), encoding="utf-8")
    found = Looks(CONFIG, file).display
    Display.wanted(found)
    assert found.theme in {"dark", "light", "contrast", "terminal"}
    assert found.view in list(View)
    assert 20 <= found.ratio <= 80


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_json_says_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "display.json"
    file.write_bytes(content)
    assert Looks(CONFIG, file).display == CONFIG
