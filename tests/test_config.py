from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Config, load_config
from reader.errors import ConfigError


def _file(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml", environ={}) == Config()
    assert load_config(None, environ={}) == Config()


def test_options_win_over_environment_over_file(tmp_path: Path) -> None:
    file = _file(tmp_path, "[translation]\nthreads = 1\nbeam_size = 1\ndevice = 'cuda'\n")
    config = load_config(
        file,
        environ={"READER_TRANSLATION__THREADS": "2", "READER_TRANSLATION__BEAM_SIZE": "2", "HOME": "/"},
        options={"translation.threads": 3, "translation.package": None},
    )
    assert (config.translation.threads, config.translation.beam_size, config.translation.device) == (3, 2, "cuda")


@pytest.mark.parametrize("word", ["no", "0", "False", "off"])
def test_words_for_no(word: str) -> None:
    assert load_config(None, environ={"READER_MEMORY__ENABLED": word}).memory.enabled is False


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("[translation]\nthread = 1\n", "no key is called translation.thread", "did you mean translation.threads?"),
        ("[tranlation]\nthreads = 1\n", "no key is called tranlation", "did you mean translation?"),
        ("[translation]\nthreads = 'two'\n", "not a whole number", "docs/config.md"),
        ("[memory]\nenabled = 1\n", "not true or false", "docs/config.md"),
        ("translation = 1\n", "is a table", "[translation]"),
        ("[translation]\nbeam_size = 0\n", "translation.beam_size is 0", "1 or more"),
        ("[translation]\ndevice = 'gpu'\n", "translation.device is 'gpu'", "cpu, cuda"),
        ("[display]\nview = 'sid'\n", "display.view is 'sid'", "side, stacked, french, english"),
        ("[display]\nratio = 500\n", "display.ratio is 500", "20 to 80"),
        ("[display]\nlanguage = 'de'\n", "display.language is 'de'", "empty, en, fr"),
        ("[translation\n", "is no TOML", "mend the line"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, what: str, hint: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_config(_file(tmp_path, text), environ={})
    assert what in str(raised.value)
    assert hint in raised.value.hint


def test_keys_are_a_table_of_their_own(tmp_path: Path) -> None:
    config = load_config(_file(tmp_path, "[keys]\nquit = 'x,ctrl+c'\n"), environ={})
    assert dict(config.keys) == {"quit": "x,ctrl+c"}


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path, environ={})
