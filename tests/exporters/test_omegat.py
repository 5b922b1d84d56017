"""OmegaT, a translator's tool, in console mode: it translates with our TMX, and our XLIFF 1.2 goes through it and back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from reader.bitext import Bitext, Origin
from reader.exporters import export
from reader.memory.xliff_import import read_xliff

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
JAVA = shutil.which("java")
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>FR</source_lang><target_lang>EN</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OMEGAT.exists() or JAVA is None, reason="OmegaT is not installed"),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary", "home"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(PROJECT, encoding="utf-8")
    return tmp_path


def translate(project: Path) -> None:
    options = ["-Djava.awt.headless=true", f"-Duser.home={project / 'home'}", "-jar", str(OMEGAT), str(project)]
    command = [str(JAVA), *options, "--mode=console-translate"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    assert "Finished" in done.stdout, done.stdout + done.stderr


def test_it_translates_with_our_tmx(project: Path, bitext: Bitext) -> None:
    (project / "tm" / "auto" / "ours.tmx").write_bytes(export(bitext, "tmx"))
    (project / "source" / "a.txt").write_text("Rien n'a changé.\n\nIl était tard !\n\nAutre chose.\n", encoding="utf-8")
    translate(project)
    done = (project / "target" / "a.txt").read_text(encoding="utf-8-sig")
    assert done.split("\n\n") == ["Nothing has changed.", "It was late\u00a0!", "Autre chose.\n"]


def units(content: bytes) -> list[tuple[str | None, str, str, str | None]]:
    names = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    found = []
    for unit in etree.fromstring(content).iterfind(".//x:trans-unit", names):
        source, target = unit.find("x:source", names), unit.find("x:target", names)
        assert source is not None
        words = [
            "".join(str(part) for part in side.itertext()) if side is not None else "" for side in (source, target)
        ]
        found.append((unit.get("id"), words[0], words[1], target.get("state") if target is not None else None))
    return found


def test_our_xliff_goes_through_it_and_back(project: Path, bitext: Bitext) -> None:
    """OmegaT 3.6 takes the text of each target for what is to be translated; a memory of the project changes one."""
    written = export(bitext, "xliff")
    (project / "source" / "a.xlf").write_bytes(written)
    memory = export(bitext, "tmx").replace("Rien n'a changé.".encode(), b"Nothing has changed.")
    memory = memory.replace(
        b"<seg>Nothing has changed.</seg></tuv>\n    </tu>", b"<seg>All is as it was.</seg></tuv>\n    </tu>"
    )
    (project / "tm" / "auto" / "ours.tmx").write_bytes(memory)
    translate(project)
    expected = [
        (name, source, "All is as it was." if target == "Nothing has changed." else target, state)
        for name, source, target, state in units(written)
    ]
    assert units((project / "target" / "a.xlf").read_bytes()) == expected
    # What was the machine's and was left alone is still known for it when the file is imported again.
    before, after = (
        {u.source: u.origin for u in read_xliff(project / name / "a.xlf")} for name in ("source", "target")
    )
    assert before == after
    assert Origin.MACHINE in after.values()
    back = (
        (project / "target" / "a.xlf")
        .read_text(encoding="utf-8")
        .replace("The prefect said it 1.", "So said the prefect 1.")
    )
    (project / "back.xlf").write_text(back, encoding="utf-8")
    assert Origin.EDITED in {u.origin for u in read_xliff(project / "back.xlf") if u.target.startswith("So said")}
