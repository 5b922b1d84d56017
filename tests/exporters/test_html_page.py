"""The page: self-contained, harmless, readable without colour; looked at and clicked in a real browser."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

from reader.bitext import Bitext
from reader.exporters import ExportOptions, Layout, export

CHROMIUM = shutil.which("chromium")


def page(bitext: Bitext, options: ExportOptions | None = None) -> html.HtmlElement:
    return html.fromstring(export(bitext, "html", options=options))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_nothing_is_fetched_and_only_our_own_script_runs(bitext: Bitext) -> None:
    found = page(bitext)
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        content = found.xpath(f"//{tag}")[0].text
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not found.xpath("//@src | //link | //@style | //@onclick")


def test_addresses_that_could_run_are_left_out(bitext: Bitext) -> None:
    addresses = page(bitext).xpath("//main//a/@href")
    assert "https://example.org/?a=1&b=2" in addresses
    assert not [address for address in addresses if "javascript" in address]


def test_each_side_says_its_language(bitext: Bitext) -> None:
    for name, language in (("fr", "fr"), ("en", "en")):
        found = page(bitext).xpath(f"//main//*[@class='{name}']")
        assert found
        assert {element.get("lang") for element in found} == {language}


def test_where_the_english_comes_from_is_a_letter_and_a_word(bitext: Bitext) -> None:
    found = [(b.text, b.get("title")) for b in page(bitext).xpath("//main//abbr")]
    assert found[:4] == [
        ("E", "edited by the reader"),
        ("M", "machine translation"),
        ("T", "recalled from memory"),
        ("H", "human translation"),
    ]


def test_typography_is_right_on_each_side(bitext: Bitext) -> None:
    found = page(bitext, ExportOptions(both=True))
    assert found.xpath("//h2[@class='fr']")[0].text_content() == "Le vol du Louvre\u00a0: «\u202fun échec\u202f»"
    assert "The theft of the Louvre: “a failure”" in text(found)
    assert "It was late!" in text(found)


def test_hidden_parts_are_there_when_asked_for(bitext: Bitext) -> None:
    assert "Accueil" not in text(page(bitext))
    shown = page(bitext, ExportOptions(hidden=True))
    assert "Accueil & <Actualités>" in text(shown)
    assert len(shown.xpath("//section[contains(@class, 'hidden')]")) == 2


def test_a_note_is_reached_from_both_languages(bitext: Bitext) -> None:
    shown = page(bitext, ExportOptions(hidden=True))
    identifiers = shown.xpath("//main//span/@id")
    assert len(identifiers) == 1
    assert shown.xpath(f"//sup/a[@href='#{identifiers[0]}']/text()") == ["1", "1"]
    assert not page(bitext).xpath("//sup/a")


def test_stacked_is_another_class_of_the_body(bitext: Bitext) -> None:
    assert page(bitext, ExportOptions(layout=Layout.STACKED)).xpath("//body/@class") == ["stacked"]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_the_english_is_hidden_until_clicked(bitext: Bitext, tmp_path: Path) -> None:
    """The page's own script, in a browser, told what to click by a script that the page's policy is widened for."""
    clicks = """
      document.querySelector('[name=reveal]').click();
      const cell = document.querySelector('.en'), t = cell.querySelector('.t');
      const said = [getComputedStyle(t).visibility, cell.getAttribute('role')];
      cell.click(); said.push(getComputedStyle(t).visibility, cell.getAttribute('aria-expanded'));
      document.querySelector('[value=only-fr]').click(); said.push(getComputedStyle(cell).display);
      document.title = said.join(' ');
    """
    source = export(bitext, "html").decode()
    digest = base64.b64encode(hashlib.sha256(clicks.encode()).digest()).decode()
    source = source.replace("script-src ", f"script-src 'sha256-{digest}' ").replace(
        "</body>", f"<script>{clicks}</script></body>"
    )
    file = tmp_path / "page.html"
    file.write_text(source, encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [*command, "--dump-dom", file.as_uri()], capture_output=True, text=True, timeout=600, check=True
    )
    title = re.search("<title>(.*?)</title>", done.stdout)
    assert title
    assert title[1] == "hidden button visible true none"
