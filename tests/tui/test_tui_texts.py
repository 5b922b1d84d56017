from __future__ import annotations

import ast
import importlib
import re
import runpy
from pathlib import Path

import pytest

import reader.tui
from reader.exporters import EXPORTERS
from reader.tui.bindings import GROUPS, KEYS, PREFIXES, keys_shown
from reader.tui.commands import SPELT_OUT
from reader.tui.screens.at_hand import SHORT
from reader.tui.screens.help import LEGEND
from reader.tui.screens.reading import ReadingScreen
from reader.tui.texts import Texts, language_of
from reader.tui.texts_french import FRENCH
from reader.tui.widgets.options import Options
from reader.tui.widgets.status_line import FLAG_WORDS
from reader.tui.widgets.title_line import PREFERENCES


def said_in_code() -> set[str]:
    """Every English text that the interface is asked for, as it stands in the code."""
    found: set[str] = set()
    for path in Path(reader.tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", None) or getattr(
                getattr(node, "func", None), "id", None
            )
            if (
                isinstance(node, ast.Call)
                and name in {"say", "texts", "_texts", "needs_whole", "wait_for_whole"}
                and node.args
            ):
                first = node.args[0]
                choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                found |= {c.value for c in choices if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    return found


def test_everything_that_is_said_has_its_french() -> None:
    wanted = said_in_code() | set(GROUPS) | set(PREFIXES.values()) | {k.what for k in KEYS} | {k.tip for k in KEYS}
    wanted |= {name for name, _, _ in SPELT_OUT} | {what for _, what in LEGEND}
    wanted |= set(SHORT.values()) | set(FLAG_WORDS.values()) | set(PREFERENCES.values())
    wanted |= {form.description for form in EXPORTERS.values()}
    assert len(wanted) > 150
    assert sorted(wanted - FRENCH.keys()) == []


def test_the_french_takes_the_same_values() -> None:
    for english, french in FRENCH.items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", french)), english


@pytest.mark.parametrize(
    ("wanted", "environ", "language"),
    [
        ("", {"LANG": "fr_FR.UTF-8"}, "fr"),
        ("", {"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ("en", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("", {}, "en"),
    ],
)
def test_the_language_is_what_is_asked_for_else_the_terminals(
    wanted: str, environ: dict[str, str], language: str
) -> None:
    assert language_of(wanted, environ) == language


def test_texts_put_values_in() -> None:
    assert Texts("fr")("{n} hits", n=3) == "3 résultats"
    assert Texts()("{n} hits", n=3) == "3 hits"


def test_keys_are_shown_as_people_write_them() -> None:
    assert keys_shown("right_curly_bracket,ctrl+d,G") == "} ^D G"
    assert keys_shown("space,pagedown,end,g", Texts("fr")) == "Espace PgSuiv Fin g"


def test_no_key_is_bound_twice() -> None:
    keys = [key for k in KEYS for key in k.keys.split(",")]
    assert len(keys) == len(set(keys))


def test_ids_are_unique() -> None:
    assert len({k.id for k in KEYS}) == len(KEYS)


def test_the_page_of_keys_is_up_to_date() -> None:
    script = Path(reader.tui.__file__).parents[2] / "scripts" / "keys_reference.py"
    if not script.exists():
        pytest.skip("the scripts are not here")
    page = runpy.run_path(str(script))["page"]()
    assert (script.parents[1] / "docs" / "keys.md").read_text(encoding="utf-8") == page, "run scripts/keys_reference.py"


def test_every_dialog_stands_on_the_page_of_keys() -> None:
    script = Path(reader.tui.__file__).parents[2] / "scripts" / "keys_reference.py"
    if not script.exists():
        pytest.skip("the scripts are not here")
    listed = {kind for _, _, kind in runpy.run_path(str(script))["_DIALOGS"]}
    modules = [
        importlib.import_module(f"reader.tui.{path.parent.name}.{path.stem}")
        for path in Path(reader.tui.__file__).parent.glob("*/*.py")
    ]
    with_keys = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and kind.__module__.startswith("reader.tui") and vars(kind).get("BINDINGS")
    }
    with_keys.discard(ReadingScreen)  # whose keys the tables above those of the dialogs hold
    with_keys.discard(Options)  # whose one key of its own is Enter as a line feed
    assert len(with_keys) > 8
    assert {kind for kind in with_keys if not any(issubclass(known, kind) for known in listed)} == set()


def test_every_flag_of_the_checks_has_its_words() -> None:
    from reader.translation import FLAGS  # noqa: PLC0415

    assert FLAG_WORDS.keys() == FLAGS.keys()


def test_the_short_names_are_of_bindings() -> None:
    assert SHORT.keys() <= {k.id for k in KEYS}
