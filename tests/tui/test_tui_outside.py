"""What the reader does outside itself: the clipboard, the editor, the library."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.widgets import DirectoryTree, OptionList

from reader.documents import Block, Document
from reader.errors import ConfigError
from reader.memory import Memory, Shelf
from reader.tui import clipboard
from reader.tui.app import ReaderApp
from reader.tui.editing_outside import edit_outside
from reader.tui.screens.library import LibraryScreen
from tests.tui.conftest import Open, until
from tests.tui.tui_sessions import MemorySession, small_bitext


def program(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("variable", "name"), [("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip"), ("DISPLAY", "xsel"), ("TMUX", "tmux")]
)
def test_the_systems_clipboard_gets_the_text(tmp_path: Path, variable: str, name: str) -> None:
    program(tmp_path, name, f"cat > {tmp_path}/held")
    environ = {variable: "x", "PATH": str(tmp_path)}
    assert clipboard.put("Élève", environ=environ) == name
    assert (tmp_path / "held").read_text(encoding="utf-8") == "Élève"


def test_a_clipboard_that_fails_or_is_not_there_harms_nobody(tmp_path: Path) -> None:
    assert clipboard.put("x", environ={"PATH": str(tmp_path)}) == ""
    program(tmp_path, "xclip", "exit 3")
    assert clipboard.put("x", environ={"DISPLAY": ":0", "PATH": str(tmp_path)}) == ""


def test_the_editor_gets_the_text_and_its_french(tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        "p = pathlib.Path(sys.argv[1])\n"
        "text = p.read_text(encoding='utf-8')\n"
        "assert '# Le français.' in text, text\n"
        "p.write_text(text.replace('old', 'new'), encoding='utf-8')\n",
        encoding="utf-8",
    )
    assert edit_outside("The old text.", above="Le français.", editor=f"{sys.executable} {script}") == "The new text."


def test_an_editor_that_is_not_there_is_said_in_words() -> None:
    with pytest.raises(ConfigError, match="no-such-editor"):
        edit_outside("x", above="y", editor="no-such-editor")


def shelf_with(tmp_path: Path, *titles: str) -> Shelf:
    shelf = Shelf(Memory(None))
    for title in titles:
        file = tmp_path / f"{title}.txt"
        file.write_text(title, encoding="utf-8")
        document = Document(title, (Block(0, len(title)),), name=str(file))
        shelf.opened(document, path=str(file), title=title)
    return shelf


async def test_the_library_finds_by_title_opens_and_forgets(tmp_path: Path) -> None:
    shelf = shelf_with(tmp_path, "Germinal", "L’Été", "Nana")
    opened: list[str] = []

    def opener(pair: tuple[Path, ...]) -> MemorySession:
        opened.append(pair[0].name)
        return MemorySession(small_bitext(), title=pair[0].name)

    app = ReaderApp(session=MemorySession(small_bitext()), opener=opener, library=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("L")
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        assert screen.query_one(OptionList).option_count == 3
        await pilot.press("e", "t", "e")
        assert screen.query_one(OptionList).option_count == 1
        await pilot.press("enter")
        await until(pilot, lambda: bool(opened))
        assert opened == ["L’Été.txt"]
        await until(pilot, lambda: bool(app.screen.query(".reading-view")))
        await pilot.press("L", "n", "a", "n", "a", "ctrl+x")
        assert len(shelf.recent()) == 3
        await pilot.press("ctrl+x")
        assert [d.title for d in shelf.recent()] == ["L’Été", "Germinal"]
        await pilot.press("escape", "q")
        await pilot.pause()
        assert app.is_running


async def test_a_file_can_be_picked(reading: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading() as hands:
        await hands.press("f")
        assert len(hands.app.screen.query(DirectoryTree)) == 1
        await hands.press("minus", "j", "k", "escape")
        assert hands.app.screen is hands.screen


def texts_in(folder: Path) -> list[str]:
    return [f.read_text(encoding="utf-8") for f in folder.rglob("*") if f.is_file()]


async def test_the_glossary_takes_a_word(reading: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    async with reading() as hands:
        await hands.press("j", "w", "w", "K")
        await hands.type("first")
        await hands.press("enter")
        assert "première\tfirst" in "".join(texts_in(tmp_path))
