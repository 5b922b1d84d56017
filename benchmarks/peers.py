"""Environments for the programs that ours is measured beside: made by name from the registry, kept in a cache folder.

None of them ever enters the project's own environment. One that cannot be had is a line with its reason, not a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

__all__ = ["PEERS", "Missing", "environment"]

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fr-en-reader-benchmarks"
# Environment -> what is installed by name, with its dependencies, and what without them.
PEERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "epy": (("epy-reader", "setuptools<80"), ()),
    "segmentation": (("sentencex", "pysbd"), ()),
    "alignment": (("pypi-bleualign", "galechurch", "nltk", "setuptools<80"), ()),
    "memory": (("translate-toolkit", "rapidfuzz"), ()),
    # Its sentence splitters bring several gigabytes and are switched off where it is measured: empty modules stand in for them.
    "argos": (
        ("ctranslate2", "sentencepiece", "sacremoses", "packaging", "numpy", "beautifulsoup4", "lxml", "pymupdf",
         "python-docx", "python-pptx", "openpyxl", "odfpy", "pysrt"),
        ("argostranslate", "argos-translate-files", "translatehtml"),
    ),
}  # fmt: skip
_STAND_INS = {
    "stanza": "Pipeline = object\n",
    "minisbd": "import types\n\nSBDetect = object\nmodels = types.SimpleNamespace(list_models=list)\n",
}
_PATIENCE = 240  # seconds


class Missing(Exception):  # noqa: N818 - it says what is so, not that something failed
    """A peer that cannot be had, and why."""


def environment(name: str) -> Path:
    """The Python of a peer's environment, made when it is first asked for.

    Raises:
        Missing: it cannot be made here.
    """
    home = CACHE / name
    python, ready = home / "bin" / "python", home / "ready"
    made_of = repr((PEERS[name], _STAND_INS))
    if ready.exists() and ready.read_text(encoding="utf-8") == made_of:
        return python
    uv = shutil.which("uv")
    if uv is None:
        raise Missing("there is no uv here to install it with")
    whole, bare = PEERS[name]
    _run([uv, "venv", "--quiet", "--clear", str(home)])
    install = [uv, "pip", "install", "--quiet", "--python", str(python)]
    _run([*install, *whole])
    if bare:
        _run([*install, "--no-deps", *bare])
        packages = next((home / "lib").glob("python*")) / "site-packages"
        for module, source in _STAND_INS.items():
            (packages / f"{module}.py").write_text(source, encoding="utf-8")
    ready.write_text(made_of, encoding="utf-8")
    return python


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise Missing(f"its installation took over {_PATIENCE} s") from error
    if done.returncode:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise Missing(f"it cannot be installed: {lines[-1] if lines else 'uv does not say why'}")
