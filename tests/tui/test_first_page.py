"""The first page, painted without Textual: what Textual then draws is the same, and the terminal is left in order."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.ansi import AnsiDecoder
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from reader.bitext import Alignment, Bitext
from reader.config import DisplayConfig
from reader.documents import Role
from reader.documents import Segment as Sentence
from reader.memory import Memory, Shelf
from reader.tui.first_page import Opened, page_lines, screenful
from reader.tui.page import Display
from reader.tui.sheet import Sheet
from reader.tui.texts import Texts
from tests.faults import terminals
from tests.faults.terminals import Terminal
from tests.tui.conftest import Open
from tests.tui.tui_sessions import MemorySession, long_bitext, make_document, small_bitext

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "004_dc12630b29bfefa6.txt"
BEGINNING = "Suite aux r"
FINE = {"COLORTERM": "truecolor"}


def _cell(character: str, style: Style) -> tuple[object, ...]:
    def colour(which: str) -> object:
        found = getattr(style, which)
        if found is None or found.type is ColorType.DEFAULT:
            return None
        return found.triplet if found.triplet is not None else found.number

    attributes = tuple(bool(getattr(style, a)) for a in ("bold", "dim", "italic", "underline", "reverse"))
    return (character, attributes, colour("color"), colour("bgcolor"))


def _cells(segments: Iterator[Segment] | list[Segment]) -> list[tuple[object, ...]]:
    return [_cell(c, s.style or Style()) for s in segments for c in s.text]


def _ours(text: Text) -> list[tuple[object, ...]]:
    found = [Style() for _ in text.plain]
    for span in text.spans:
        for at in range(span.start, span.end):
            found[at] = span.style if isinstance(span.style, Style) else Style.parse(span.style)
    return [_cell(c, s) for c, s in zip(text.plain, found, strict=True)]


def _near(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """The same but for one step in a colour: Textual rounds a theme's colours on its way through another colour space."""
    if one[:2] != other[:2]:
        return False
    for a, b in zip(one[2:], other[2:], strict=True):
        if a == b:
            continue
        if (
            not (isinstance(a, tuple) and isinstance(b, tuple))
            or max(abs(x - y) for x, y in zip(a, b, strict=True)) > 1
        ):
            return False
    return True


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "terminal"])
@pytest.mark.parametrize(("size", "config"), [
    ((80, 24), {}),
    ((40, 12), {}),
    ((120, 36), {"ratio": 40, "width": 90, "spacing": 1}),
    ((80, 24), {"view": "french"}),
])  # fmt: skip
async def test_textual_draws_the_same_cells_in_the_same_colours(
    reading: Open, theme: str, size: tuple[int, int], config: Mapping[str, object]
) -> None:
    shown = DisplayConfig(theme=theme, **config)  # type: ignore[arg-type]
    async with reading(MemorySession(small_bitext()), size=size, display=shown) as hands:
        await hands.settled()
        view = hands.view
        lines = page_lines(
            Opened.of(hands.session), Display.wanted(shown), Texts(), width=view.room, height=view.size.height
        )
        sheet = Sheet(theme, FINE)
        for y, line in enumerate(lines):
            painted = AnsiDecoder().decode_line("".join(f"{sheet.sequence(n)}{t}" for t, n in line))
            theirs = _cells(list(view.render_line(y)))
            assert "".join(str(c[0]) for c in theirs) == painted.plain
            different = [(a, b) for a, b in zip(_ours(painted), theirs, strict=True) if not _near(a, b)]
            assert not different, f"line {y}: {different[:3]}"


async def test_it_opens_where_one_was(reading: Open) -> None:
    session = MemorySession(long_bitext(400))
    session.position = 333
    session.toggle_bookmark(334)
    async with reading(session, size=(80, 24)) as hands:
        await hands.settled()
        view = hands.view
        lines = page_lines(Opened.of(session), Display(), Texts(), width=view.room, height=view.size.height)
        assert view.cursor == 333
        assert [line.text for line in map(view.render_line, range(view.size.height))] == [
            "".join(text for text, _ in line) for line in lines
        ]
        assert any("★" in text for line in lines for text, _ in line)


def test_escape_sequences_of_a_document_do_not_reach_the_terminal() -> None:
    evil = "Bonjour \x1b]0;pris\x07 \x1b[31m le \x9b2J monde \u202e."
    document = make_document([(evil, Role.BODY), (evil, Role.BOILERPLATE)])
    segments = tuple(Sentence(i, b.start, b.end, evil) for i, b in enumerate(document.blocks))
    bitext = Bitext(document, document, segments, (), Alignment.source_only(2), (None, None))
    painted = screenful(Opened.of(MemorySession(bitext, title=evil)), Display(), Texts(), Sheet("dark", FINE), (80, 24))
    assert re.sub(r"\x1b\[[\d;]*[Hm]", "", painted).isprintable() is not False
    assert "pris" in painted
    assert "31m" not in re.findall(r"\x1b\[([\d;]*[Hm])", painted)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        (FINE, r"38;2;216;212;203"),
        ({"TERM": "xterm-256color"}, r"38;5;\d+"),
        ({"NO_COLOR": "1"}, r"\x1b\[0m"),
    ],
)
def test_colours_are_those_that_the_terminal_has(environ: Mapping[str, str], expected: str) -> None:
    assert re.search(expected, Sheet("dark", environ).sequence(("base",)))


def test_without_colour_only_attributes_are_left() -> None:
    sheet = Sheet("dark", {"NO_COLOR": "1"})
    assert sheet.sequence(("base", "title")) == "\x1b[0;1;4m"
    assert sheet.sequence(("current", "rule")) == "\x1b[0;2m"


@pytest.mark.parametrize("size", [(1, 1), (80, 3), (1, 24)])
def test_a_tiny_terminal_gets_no_early_page(size: tuple[int, int]) -> None:
    session = MemorySession(small_bitext())
    assert screenful(Opened.of(session), Display(), Texts(), Sheet("dark", FINE), size) == ""


_WAIT = """
import sys, time

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "textual.app":
            sys.meta_path.remove(self)
            print("<importing>", file=sys.__stderr__, flush=True)
            time.sleep({seconds})

sys.meta_path.insert(0, Slow())
"""


@contextmanager
def terminal(folder: Path, *arguments: str, seconds: float = 0.0) -> Iterator[Terminal]:
    """A reader that nothing has been opened with before; ``seconds``: how long Textual takes to be imported."""
    environ = {"READER_CACHE_DIR": str(folder / "cache")}
    if seconds:
        places = folder / "places"
        places.mkdir()
        (places / "sitecustomize.py").write_text(_WAIT.format(seconds=seconds), encoding="utf-8")
        environ["PYTHONPATH"] = str(places)
    with terminals.terminal(folder, *arguments, environ=environ) as found:
        yield found


def test_keys_pressed_before_textual_is_there_are_heeded_and_modes_put_back(tmp_path: Path) -> None:
    with terminal(tmp_path, str(SEED), seconds=2) as screen:
        before = screen.modes
        screen.wait(BEGINNING)
        screen.wait("<importing>")
        screen.type("jj")
        screen.wait("3/24")
        assert screen.written.count("\x1b[?1049h") == 1
        screen.type("q")
        assert screen.ended() == 0
        assert screen.modes == before
        assert screen.written.rstrip().endswith("\x1b[?1049l") or "\x1b[?1049l" in screen.written


def test_enter_pressed_before_the_list_is_there_opens_a_document(tmp_path: Path) -> None:
    with terminal(tmp_path, str(ROOT / "seeds"), seconds=2) as screen:
        screen.wait("<importing>")
        screen.type("j\r")
        screen.wait(BEGINNING)
        assert screen.left() == 0


@pytest.mark.parametrize("path", [SEED, ROOT / "seeds"])
def test_an_interrupt_before_textual_is_there_leaves_the_terminal_in_order(tmp_path: Path, path: Path) -> None:
    with terminal(tmp_path, str(path), seconds=600) as screen:
        before = screen.modes
        screen.wait("<importing>")
        screen.type("\x03")
        assert screen.ended() == 130, screen.written[-3000:]
        assert screen.modes == before
        if path == SEED:
            assert screen.written.index("\x1b[?1049l") > screen.written.index(BEGINNING)
            assert "\x1b[?25h" in screen.written
        assert "reader: interrupted" in screen.written
        assert "Traceback" not in screen.written


def test_a_termination_before_textual_is_there_leaves_the_terminal_in_order(tmp_path: Path) -> None:
    with terminal(tmp_path, str(SEED), seconds=600) as screen:
        before = screen.modes
        screen.wait("<importing>")
        screen.kill(signal.SIGTERM)
        assert screen.ended() == 128 + signal.SIGTERM
        assert screen.modes == before
        assert "\x1b[?1049l" in screen.written


def test_a_wrong_key_in_the_configuration_is_said_on_the_usual_screen(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text('[keys]\nnonsense = "x"\n', encoding="utf-8")
    with terminal(tmp_path, str(SEED)) as screen:
        before = screen.modes
        assert screen.ended() == 5
        assert screen.modes == before
        assert screen.written.index("\x1b[?1049l") < screen.written.index("reader: ")


def _long(folder: Path, count: int) -> Path:
    text = folder / "long.txt"
    text.write_text(
        "\n\n".join(f"Le musée numéro {n} a fermé ses portes hier soir. Le préfet {n} a parlé." for n in range(count)),
        encoding="utf-8",
    )
    return text


def test_the_beginning_of_a_long_text_is_there_while_the_rest_is_read(tmp_path: Path) -> None:
    count = 4000
    text = _long(tmp_path, count)
    with terminal(tmp_path, str(text)) as screen:
        screen.wait("Opening long.txt")
        assert "Le musée numéro 0 a fermé" in screen.written
        screen.type("G")
        screen.wait(f"{2 * count}/{2 * count}", seconds=240)
        screen.type("q")
        assert screen.ended() == 0
    with terminal(tmp_path, str(text)) as screen:
        screen.wait("Opening long.txt")
        assert "numéro 0" not in screen.written, "it was left at its end"
        screen.wait(f"Le musée numéro {count - 1}", seconds=240)


@pytest.mark.parametrize("way", ["q", "\x03", signal.SIGTERM, signal.SIGHUP])
def test_one_may_leave_while_the_rest_is_read(tmp_path: Path, way: str | signal.Signals) -> None:
    text = _long(tmp_path, 30_000)
    with terminal(tmp_path, str(text)) as screen:
        before = screen.modes
        screen.wait("reading the rest", seconds=240)
        screen.type("jj")
        if isinstance(way, str):
            screen.type("q" if way == "q" else f"{way}q")
        else:
            screen.wait("▌ Le musée numéro 1 ")
            screen.kill(way)
        assert screen.ended() == (0 if isinstance(way, str) else 128 + way)
        assert "60000" not in screen.text, "it had read all of it: too fast a machine for this test"
        assert screen.modes == before
        assert screen.written.rindex("\x1b[?1049l") > screen.written.rindex("reading the rest")
        assert "Traceback" not in screen.text
    with Memory(tmp_path / "data" / "memory.sqlite3") as memory:
        [document] = Shelf(memory).recent()
        assert document.position == len("Le musée numéro 0 a fermé ses portes hier soir. Le préfet 0 a parlé.\n\n")


def test_the_first_page_looks_as_the_reader_was_left(tmp_path: Path) -> None:
    with terminal(tmp_path, str(SEED)) as screen:
        screen.wait(r"1/24")
        assert "│" in screen.text
        screen.type("V")
        screen.wait("Stacked")
        screen.type("q")
        assert screen.ended() == 0
    with terminal(tmp_path, str(SEED), seconds=2) as screen:
        screen.wait("<importing>")
        assert BEGINNING in screen.text
        assert "│" not in screen.text
