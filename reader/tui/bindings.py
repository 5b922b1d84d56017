"""Every key of the reading screen: its name for the config file, what it does, and where the help lists it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from reader.errors import ConfigError

__all__ = ["GROUPS", "KEYS", "PREFIXES", "Key", "bindings", "checked_keymap", "keys_shown"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or several, comma-separated, and the action they trigger.

    ``id`` is the name in the config file. ``what`` and ``tip`` are English; the texts module has their French.
    """

    id: str
    keys: str
    action: str
    what: str
    tip: str
    group: str


GROUPS = ("Moving", "Search", "View", "Words", "Work", "Copy and share", "Program")

KEYS = (
    Key("next", "j,down", "step(1)", "Next sentence", "With a number, that many: 5j", "Moving"),
    Key("previous", "k,up", "step(-1)", "Previous sentence", "With a number, that many: 5k", "Moving"),
    Key("next-paragraph", "right_curly_bracket", "paragraph(1)", "Next paragraph", "The first sentence of it", "Moving"),
    Key("previous-paragraph", "left_curly_bracket", "paragraph(-1)", "Previous paragraph", "Its first sentence", "Moving"),
    Key("page-down", "space,pagedown,ctrl+f", "page(1)", "Page down", "A screen on", "Moving"),
    Key("page-up", "backspace,pageup,ctrl+b", "page(-1)", "Page up", "A screen back", "Moving"),
    Key("half-down", "ctrl+d", "half(1)", "Half a page down", "Half a screen on", "Moving"),
    Key("half-up", "ctrl+u", "half(-1)", "Half a page up", "Half a screen back", "Moving"),
    Key("first", "g,home", "first", "Beginning", "With a number, that sentence: 120g", "Moving"),
    Key("last", "G,end", "last", "End", "With a number, that sentence: 120G", "Moving"),
    Key("percent", "percent_sign", "percent", "Go to per cent", "After a number: 50%", "Moving"),
    Key("contents", "t", "contents", "Table of contents", "Titles and headings to jump to", "Moving"),
    Key("forward", "right_square_bracket", "prefix('forward')", "Next …",
        "Then ] section, u unaligned, f flagged, c low confidence, e edited, n note, b bookmark, / hit", "Moving"),
    Key("backward", "left_square_bracket", "prefix('backward')", "Previous …",
        "Then [ section, u unaligned, f flagged, c low confidence, e edited, n note, b bookmark, / hit", "Moving"),
    Key("mark", "m", "prefix('mark')", "Set a mark", "Then a letter", "Moving"),
    Key("jump", "apostrophe,grave_accent", "prefix('jump')", "Go to a mark", "Then its letter; twice: back", "Moving"),
    Key("back", "ctrl+o", "back", "Jump back", "Where you were before the last jump", "Moving"),
    Key("bookmark", "B", "bookmark", "Bookmark", "Set or remove", "Moving"),
    Key("bookmarks", "quotation_mark", "bookmarks", "List bookmarks and notes", "Choose one to go there", "Moving"),
    Key("search", "slash", "search", "Search", "Both languages at once; case and accents make no difference", "Search"),
    Key("next-hit", "n", "hit(1)", "Next hit", "The next sentence that holds it", "Search"),
    Key("previous-hit", "N", "hit(-1)", "Previous hit", "The sentence before that holds it", "Search"),
    Key("hits", "l", "hits", "List of hits", "All sentences that hold it", "Search"),
    Key("concordance", "asterisk", "concordance", "Concordance", "The word under the cursor in the memory", "Search"),
    Key("english", "v", "prefer", "Human, machine or both", "Whose English to show where there are two", "View"),
    Key("hidden", "h", "hidden", "Hidden parts", "Show or fold menus, notices and repeats", "View"),
    Key("show-block", "H", "show_block", "Hide or keep this part", "Overrule what the program thought of it", "View"),
    Key("view", "V", "view", "Next view", "Side by side, stacked, French only, English only", "View"),
    Key("reveal", "e", "reveal", "Reveal the English", "Of this sentence, in the French-only view; hold the key to peek", "View"),
    Key("wider", "right_parenthesis", "ratio(5)", "Wider French", "The line between the columns moves right", "View"),
    Key("narrower", "left_parenthesis", "ratio(-5)", "Wider English", "The line between the columns moves left", "View"),
    Key("broader", "plus", "width(10)", "Wider text", "More columns of the screen", "View"),
    Key("slimmer", "minus", "width(-10)", "Narrower text", "Fewer columns of the screen", "View"),
    Key("spacing", "equals_sign", "spacing", "Spacing", "Empty lines between sentences: 0, 1, 2", "View"),
    Key("theme", "T", "theme", "Next theme", "Dark, light, high contrast, the terminal's own colours", "View"),
    Key("next-word", "w,right", "word(1)", "Next word", "Its counterparts light up on the other side", "Words"),
    Key("previous-word", "b,left", "word(-1)", "Previous word", "Its counterparts light up", "Words"),
    Key("word-by-letter", "W", "prefix('word')", "To a word", "Then its first letter: the next word in this sentence that begins with it", "Words"),
    Key("other-side", "tab", "side", "Other side", "From a word to its counterpart", "Words"),
    Key("look-up", "d,enter", "look_up", "Look the word up", "Translations, counterpart, examples, dictionaries", "Words"),
    Key("gaps", "i", "gaps", "What was left out", "Words that only one side has, underlined", "Words"),
    Key("vocabulary", "a", "vocabulary", "Add to the vocabulary", "The word, with this sentence", "Words"),
    Key("words", "A", "words", "Your vocabulary", "Words with their sentences: go there, status, remove, export", "Words"),
    Key("edit", "c", "edit", "Edit the translation", "Here; Enter keeps it", "Work"),
    Key("editor", "C", "editor", "Edit in $EDITOR", "In the editor of your choice", "Work"),
    Key("note", "o", "note", "Note", "Write something to this sentence", "Work"),
    Key("status", "s", "status", "Status", "Draft, checked, approved", "Work"),
    Key("retranslate", "r", "retranslate", "Translate again", "Let the machine try this sentence anew", "Work"),
    Key("merge", "J", "merge", "Merge with the next", "Make one pair out of two", "Work"),
    Key("split", "S", "split", "Split", "Make two pairs out of one", "Work"),
    Key("shift-down", "greater_than_sign", "shift(1)", "Push the English down", "Its last sentence goes to the next pair", "Work"),
    Key("shift-up", "less_than_sign", "shift(-1)", "Push the English up", "Its first sentence goes to the pair before", "Work"),
    Key("unlink", "X", "unlink", "Unlink", "French and English no longer belong together", "Work"),
    Key("glossary", "K", "glossary", "Glossary entry", "How this word is to be translated", "Work"),
    Key("undo", "u", "undo", "Undo", "Take back the last change", "Work"),
    Key("redo", "ctrl+r,U", "redo", "Redo", "Make the change again", "Work"),
    Key("copy", "y", "prefix('copy')", "Copy …", "Then f French, e English, y pair, p paragraph", "Copy and share"),
    Key("export", "x", "export", "Export", "Write the side-by-side text to a file", "Copy and share"),
    Key("browser", "O", "browser", "Open in the browser", "As a page of HTML", "Copy and share"),
    Key("help", "question_mark,f1", "help", "Help", "These keys", "Program"),
    Key("palette", "ctrl+p,colon", "palette", "All commands", "Search everything by name", "Program"),
    Key("library", "L", "library", "Library", "The documents that you have read", "Program"),
    Key("open", "f", "open", "Open a file", "Choose one from the file system", "Program"),
    Key("clear", "escape", "clear", "Clear", "Search, word cursor, number; an export is stopped", "Program"),
    Key("quit", "q,ctrl+q", "quit", "Quit", "Or back to the list", "Program"),
)  # fmt: skip

# What may follow a key that waits for another one.
PREFIXES = {
    "forward": "] section · u unaligned · f flagged · c unsure · e edited · n note · b bookmark · / hit",
    "backward": "[ section · u unaligned · f flagged · c unsure · e edited · n note · b bookmark · / hit",
    "mark": "a letter",
    "word": "the first letter of a word in this sentence",
    "jump": "a letter · ' back",
    "copy": "f French · e English · y pair · p paragraph",
}


def bindings() -> list[BindingType]:
    """The bindings of the reading screen.

    With priority, so that each key has been acted on before the next is looked at: of a fast "/oui", no letter may go to
    the text while the search line is still to come.
    """
    return [Binding(k.keys, k.action, k.what, show=False, id=k.id, tooltip=k.tip, priority=True) for k in KEYS]


def checked_keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """The user's keys by the names of the bindings.

    Raises:
        ConfigError: a name is unknown.
    """
    known = [k.id for k in KEYS]
    for name in keys:
        if name not in known:
            from rapidfuzz import process  # noqa: PLC0415 - only an error needs it

            nearest = process.extractOne(name, known)
            raise ConfigError(
                f"keys: no action is called {name}", hint=f"did you mean {nearest[0]}?" if nearest else ""
            )
    return dict(keys)


_SIGNS = {
    "right_curly_bracket": "}", "left_curly_bracket": "{", "right_square_bracket": "]", "left_square_bracket": "[",
    "percent_sign": "%", "apostrophe": "'", "grave_accent": "`", "quotation_mark": '"', "slash": "/", "asterisk": "*",
    "right_parenthesis": ")", "left_parenthesis": "(", "plus": "+", "minus": "-", "equals_sign": "=",
    "greater_than_sign": ">", "less_than_sign": "<", "question_mark": "?", "colon": ":", "pagedown": "PgDn",
    "pageup": "PgUp", "escape": "Esc", "down": "↓", "up": "↑", "left": "←", "right": "→", "space": "Space",
    "backspace": "⌫", "enter": "Enter", "tab": "Tab", "home": "Home", "delete": "Del", "end": "End", "comma": ",",
}  # fmt: skip


def keys_shown(keys: str, said: Callable[[str], str] = str) -> str:
    """Keys as a person writes them: ``right_curly_bracket,ctrl+d`` is ``} ^D``.

    Args:
        keys: with commas between them.
        said: gives the name of a key in the language of the interface.
    """
    shown = []
    for key in keys.split(","):
        *modifiers, last = key.strip().split("+") if key.strip() != "+" else ["+"]
        name = _SIGNS.get(last, last.upper() if last[0] == "f" and last[1:].isdigit() else last)
        name = said(name) if len(name) > 1 else name
        shown.append("^" + name.upper() if modifiers == ["ctrl"] else "+".join([*modifiers, name]))
    return " ".join(shown)
