"""The list of documents, and opening from it."""

from __future__ import annotations

import threading
from pathlib import Path

from textual.widgets import OptionList, Static

from reader.errors import MissingDocument
from reader.memory import Counts, Memory, Shelf
from reader.pipeline.glancing import glance
from reader.tui.app import ReaderApp
from reader.tui.screens.documents import ListScreen
from tests.tui.conftest import until
from tests.tui.tui_sessions import MemorySession, small_bitext


async def test_a_list_of_documents() -> None:
    opened: list[Path] = []

    def opener(pair: tuple[Path, ...]) -> MemorySession:
        opened.append(pair[0])
        if pair[0].name == "b.txt":
            raise MissingDocument("b.txt is not there", hint="look elsewhere")
        return MemorySession(small_bitext())

    app = ReaderApp([(Path("a.txt"),), (Path("b.txt"),)], opener)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("j", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.query(OptionList)
        await pilot.press("k", "enter")
        await until(pilot, lambda: bool(app.screen.query(".reading-view")))
        await pilot.press("q")
        await pilot.pause()
        assert app.screen.query(OptionList)
    assert opened == [Path("b.txt"), Path("a.txt")]


async def test_the_list_tells_titles_progress_and_shares(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("new.txt", "read.txt", "broken.epub")]
    paths[0].write_text("Le chat dort\n\nLe chat dort dans la maison depuis ce matin.\n", encoding="utf-8")
    paths[2].write_bytes(b"PK no book")
    shelf = Shelf(Memory(None))
    document = small_bitext().source_document
    shelf.opened(document, path=str(paths[1]), title="Ce que j’ai lu")
    shelf.keep_position(document.content_id, len(document.text) // 2)
    shelf.keep_counts(document.content_id, Counts(segments=10, human=2, machine=8))
    app = ReaderApp([(path,) for path in paths], library=shelf, glancer=glance)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        new, read, broken = (str(options.get_option_at_index(i).prompt) for i in range(3))
        assert "Le chat dort\n" in new
        assert "12 words" in new
        assert "Ce que j’ai lu" in read
        assert "50%" in read
        assert "human 20% · machine 80%" in read
        assert "broken.epub" in broken
        shelf.keep_position(document.content_id, len(document.text))
        assert isinstance(app.screen, ListScreen)
        app.screen.on_screen_resume()
        assert "100%" in str(options.get_option_at_index(1).prompt)


async def test_a_slow_document_is_announced_and_then_shown() -> None:
    go = threading.Event()

    def opener(_pair: tuple[Path, ...]) -> MemorySession:
        go.wait(240)
        return MemorySession(small_bitext())

    app = ReaderApp([(Path("a.txt"),)], opener)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Opening a.txt" in str(app.screen.query_one(Static).render())
        go.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.query(".reading-view")


async def test_the_only_document_that_does_not_open_ends_the_reader() -> None:
    def opener(_pair: tuple[Path, ...]) -> MemorySession:
        raise MissingDocument("not there")

    app = ReaderApp([(Path("a.txt"),)], opener)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.return_value is not None)
    assert isinstance(app.return_value, MissingDocument)
