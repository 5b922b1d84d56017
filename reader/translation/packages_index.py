"""What packages there are to install: the index that argostranslate reads, and the last copy of it."""

from __future__ import annotations

import contextlib
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import NetworkError, PackageError
from reader.translation.packages_download import Patience, fetch
from reader.translation.packages_versions import version_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Index", "Offer", "argos_index_url", "choose_offer", "load_index", "parse_index"]

_COPY = "index.json"
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that can be installed. ``sha256`` and ``size`` are empty and None where the index does not say."""

    from_code: str
    to_code: str
    from_name: str
    to_name: str
    version: str
    links: tuple[str, ...]
    sha256: str = ""
    size: int | None = None

    @property
    def name(self) -> str:
        """As installed packages are called: ``fr_en``."""
        return f"{self.from_code}_{self.to_code}"

    @property
    def id(self) -> str:
        """Name and version: ``fr_en-1.9``."""
        return f"{self.name}-{self.version}"


@dataclass(frozen=True, slots=True)
class Index:
    """What an index offers. ``age`` is how old it is in seconds; above 0 it is the copy that was kept, read off line."""

    offers: tuple[Offer, ...]
    age: float = 0.0


def argos_index_url() -> str:
    """Where argostranslate looks: its setting ARGOS_PACKAGE_INDEX, in the environment or its settings file.

    Raises:
        PackageError: argostranslate's settings cannot be read.
    """
    try:
        # Importing it makes folders in the home: only who goes on line meets that.
        from argostranslate import settings  # noqa: PLC0415
    except (OSError, ImportError, ValueError, AssertionError) as error:
        raise PackageError(
            f"argostranslate's settings cannot be read: {error}", hint="check ~/.config/argos-translate/settings.json"
        ) from error
    return str(settings.remote_package_index)


def load_index(url: str, *, cache: Path, patience: Patience | None = None) -> Index:
    """Fetch the index, and keep a copy; off line, read the copy.

    Raises:
        NetworkError: it does not come, and there is no copy.
        PackageError: what comes is no index.
    """
    copy = cache / _COPY
    try:
        data = fetch(url, patience=patience)
    except NetworkError:
        try:
            offers = parse_index(copy.read_bytes())
            return Index(offers, max(1.0, time.time() - copy.stat().st_mtime))
        except (OSError, PackageError):
            pass
        raise
    offers = parse_index(data)
    with contextlib.suppress(OSError):  # a copy is a comfort
        cache.mkdir(parents=True, exist_ok=True)
        staged = copy.with_suffix(".new")
        staged.write_bytes(data)
        staged.replace(copy)
    return Index(offers)


def parse_index(data: bytes) -> tuple[Offer, ...]:
    """Read an index of argostranslate's form: a list of the packages' metadata. Entries that say too little are left out.

    Raises:
        PackageError: it is no list.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise PackageError(f"the package index is damaged: {error}") from error
    if not isinstance(found, list):
        raise PackageError("the package index is damaged: it is no list")
    offers = [offer for entry in found if isinstance(entry, dict) and (offer := _offer(entry))]
    offers.sort(key=lambda o: version_key(o.version), reverse=True)
    return tuple(sorted(offers, key=lambda o: o.name))


def _offer(entry: dict[str, Any]) -> Offer | None:
    texts = {
        key: str(entry.get(key) or "") for key in ("from_code", "to_code", "from_name", "to_name", "package_version")
    }
    links = entry.get("links")
    if entry.get("type", "translate") != "translate" or not isinstance(links, list):
        return None
    if not all(re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?", texts[key]) for key in ("from_code", "to_code")):
        return None
    if not re.fullmatch(r"[\w.+-]{0,40}", texts["package_version"]):
        return None
    sha256, size = str(entry.get("sha256") or entry.get("checksum") or ""), entry.get("size")
    return Offer(
        from_code=texts["from_code"],
        to_code=texts["to_code"],
        from_name=texts["from_name"] or texts["from_code"],
        to_name=texts["to_name"] or texts["to_code"],
        version=texts["package_version"] or "0",
        links=tuple(str(link) for link in links if str(link).startswith(("http://", "https://"))),
        sha256=sha256.lower() if _SHA256.fullmatch(sha256) else "",
        size=size if isinstance(size, int) and not isinstance(size, bool) and size > 0 else None,
    )


def choose_offer(wanted: str, offers: Iterable[Offer]) -> Offer:
    """The offer of a name: the newest, or of the version that the name ends in (``fr_en-1.9``, ``fr_en==1.9``).

    Raises:
        PackageError: there is none.
    """
    listed = list(offers)
    name, _, version = wanted.removeprefix("translate-").replace("==", "-").partition("-")
    named = [offer for offer in listed if offer.name == name]
    found = [offer for offer in named if version in ("", offer.version)]
    if found:
        return found[0]
    if named:
        versions = ", ".join(offer.version for offer in named)
        raise PackageError(f"{name} is not offered in version {version}", hint=f"there are: {versions}")
    raise PackageError(f"no package is called {wanted}", hint="see what there is: reader packages available")
