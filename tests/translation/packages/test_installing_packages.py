"""Installing, going back, pinning, verifying and removing, from files and from a server on this machine."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import random
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.errors import NetworkError, PackageError, TranslationError
from reader.translation.package_folder import Package
from reader.translation.packages import embedded_package
from reader.translation.packages_download import Patience
from reader.translation.packages_index import choose_offer, parse_index
from reader.translation.packages_manager import PackageManager, Verdict
from reader.translation.packages_smoke import judge, sentence_for

ArchiveMaker = Callable[..., Path]
QUICK = Patience(attempts=2, pause=0.01)
SHIPPED = Path(__file__).parents[3] / "models"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """A folder, and the address under which a server shows it."""
    monkeypatch.setenv("no_proxy", "*")
    folder = tmp_path / "site"
    folder.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def says_cat(package: Package) -> str:
    return f"The cat, el gato of {package.id} sleeps."


def make_manager(tmp_path: Path, url: str = "", smoke: Callable[[Package], str] | None = says_cat) -> PackageManager:
    return PackageManager(
        tmp_path / "home" / "packages", cache=tmp_path / "cache", index_url=url, smoke=smoke, patience=QUICK
    )


def install(manager: PackageManager, wanted: str | Path, *, force: bool = False) -> Package:
    steps = list(manager.install(str(wanted), force=force))
    assert steps[-1].what == "done"
    assert steps[-1].package is not None
    return steps[-1].package


def offer(site: tuple[Path, str], archive: Path, version: str, **more: object) -> None:
    """Put an archive on the site and into its index."""
    folder, url = site
    shutil.copy(archive, folder / f"{version}.argosmodel")
    index = folder / "index.json"
    entries = json.loads(index.read_text(encoding="utf-8")) if index.exists() else []
    entry = {
        "from_code": "fr",
        "to_code": "en",
        "from_name": "French",
        "to_name": "English",
        "package_version": version,
    }
    entries.append({**entry, "links": ["ipfs://nowhere", f"{url}/{version}.argosmodel"], **more})
    index.write_text(json.dumps(entries), encoding="utf-8")


def test_a_file_is_installed_where_argostranslate_finds_it(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    manager = make_manager(tmp_path)
    package = install(manager, make_archive())
    assert package.path == tmp_path / "home" / "packages" / "translate-fr_en-1_0"
    assert manager.installed() == [package]
    # Nothing but packages may stand in that folder: argostranslate fails on any other.
    assert [p.name for p in package.path.parent.iterdir()] == ["translate-fr_en-1_0"]


def test_argostranslate_itself_lists_it(tmp_path: Path) -> None:
    [archive] = SHIPPED.glob("translate-fr_en-*.argosmodel")
    install(make_manager(tmp_path, smoke=None), archive)
    program = (
        "import argostranslate.package as p; print([(x.from_code, x.to_code) for x in p.get_installed_packages()])"
    )
    home = str(tmp_path / "home")
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"HOME": home, "ARGOS_PACKAGES_DIR": str(tmp_path / "home" / "packages")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[('fr', 'en')]"


def test_an_unpacked_folder_is_installed_too(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    with zipfile.ZipFile(make_archive()) as archive:
        archive.extractall(tmp_path / "unzipped")
    manager = make_manager(tmp_path)
    package = install(manager, tmp_path / "unzipped" / "fr_en")
    assert package.id == "fr_en-1.0"
    assert manager.verify(package).faults == ()
    (tmp_path / "unzipped" / "fr_en" / "link").symlink_to("/etc/passwd")
    with pytest.raises(PackageError, match="is a link"):
        install(manager, tmp_path / "unzipped" / "fr_en")


def test_a_package_comes_from_the_index_with_progress(
    make_archive: ArchiveMaker, tmp_path: Path, site: tuple[Path, str]
) -> None:
    archive = make_archive()
    offer(site, archive, "1.0", sha256=hashlib.sha256(archive.read_bytes()).hexdigest(), size=archive.stat().st_size)
    manager = make_manager(tmp_path, f"{site[1]}/index.json")
    steps = list(manager.install("translate-fr_en"))
    assert list(dict.fromkeys(step.what for step in steps)) == ["index", "download", "check", "try", "done"]
    downloads = [step for step in steps if step.what == "download"]
    assert downloads[-1].done == downloads[-1].total == archive.stat().st_size
    assert [p.id for p in manager.installed()] == ["fr_en-1.0"]
    assert list((tmp_path / "cache" / "downloads").iterdir()) == []
    assert [step.what for step in manager.install("fr_en")] == ["index", "done"]


def test_the_newest_is_taken_unless_a_version_is_named(
    make_archive: ArchiveMaker, tmp_path: Path, site: tuple[Path, str]
) -> None:
    for version in ("1.9", "1.10", "1.2"):
        offer(site, make_archive(version=version), version)
    manager = make_manager(tmp_path, f"{site[1]}/index.json")
    assert install(manager, "fr_en==1.2").version == "1.2"
    assert install(manager, "fr_en").version == "1.10"
    with pytest.raises(PackageError, match="not offered in version 7") as caught:
        install(manager, "fr_en-7")
    assert "1.10, 1.9, 1.2" in caught.value.hint
    with pytest.raises(PackageError, match="no package is called fr_xx"):
        install(manager, "fr_xx")


def test_what_comes_is_checked_against_what_was_promised(
    make_archive: ArchiveMaker, tmp_path: Path, site: tuple[Path, str]
) -> None:
    offer(site, make_archive(version="6.6"), "1.0")
    offer(site, make_archive(version="2.0"), "2.0", sha256="0" * 64)
    offer(site, make_archive(version="3.0"), "3.0", size=5)
    manager = make_manager(tmp_path, f"{site[1]}/index.json")
    for wanted, message in [
        ("fr_en-1.0", r"fr_en-6\.6 came"),
        ("fr_en-2.0", "checksum"),
        ("fr_en-3.0", "should have 5"),
    ]:
        with pytest.raises(PackageError, match=message):
            install(manager, wanted)
    assert manager.installed() == []
    assert list((tmp_path / "home" / "packages-reader").glob(".staging*")) == []


def test_a_page_instead_of_a_package_is_refused_and_not_kept(tmp_path: Path, site: tuple[Path, str]) -> None:
    page = tmp_path / "page"
    page.write_text("<html>not found</html>", encoding="utf-8")
    offer(site, page, "1.0")
    manager = make_manager(tmp_path, f"{site[1]}/index.json")
    with pytest.raises(PackageError, match="no package, or a damaged one"):
        install(manager, "fr_en")
    assert list((tmp_path / "cache" / "downloads").iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "message"),
    [("", "nothing came"), ("cat cat cat cat cat", "does not come to an end"), ("⁇ cat", "knows no words"),
     ("Enrolled students.", "became 'Enrolled students.'")],
)  # fmt: skip
def test_a_package_that_does_not_translate_is_not_trusted(
    make_archive: ArchiveMaker, tmp_path: Path, answer: str, message: str
) -> None:
    manager = make_manager(tmp_path)
    good = install(manager, make_archive())
    bad = make_manager(tmp_path, smoke=lambda _package: answer)
    with pytest.raises(PackageError, match=message):
        install(bad, make_archive(version="2.0"))
    assert manager.installed() == [good]


def test_a_package_that_breaks_the_engine_is_not_trusted(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    def breaks(package: Package) -> str:
        raise TranslationError(f"{package.id}: bad vocabulary")

    with pytest.raises(PackageError, match=r"cannot translate: .*bad vocabulary"):
        install(make_manager(tmp_path, smoke=breaks), make_archive())
    assert make_manager(tmp_path).installed() == []


def test_the_shipped_package_passes_its_trial(tmp_path: Path) -> None:
    from reader.translation.engine import Engine  # noqa: PLC0415 - only this test is that slow

    def translate(package: Package) -> str:
        [(_, hypothesis)] = list(Engine(package, threads=1).translate([sentence_for(package)]))
        return hypothesis.text

    [archive] = SHIPPED.glob("translate-fr_en-*.argosmodel")
    manager = make_manager(tmp_path, smoke=translate)
    package = install(manager, archive)
    record = manager.info(package).record
    assert record is not None
    assert judge(package, record.tried) == ""
    assert manager.verify(package).faults == ()


def test_going_back_and_forth_between_two_versions(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    manager = make_manager(tmp_path)
    install(manager, make_archive(version="1.0"))
    new = install(manager, make_archive(version="2.0"))
    assert manager.installed() == [new]
    assert manager.info(new).previous == ("1.0",)
    assert manager.rollback("fr_en").version == "1.0"
    assert [p.version for p in manager.installed()] == ["1.0"]
    assert manager.rollback("translate-fr_en").version == "2.0"
    assert manager.verify(manager.installed()[0]).faults == ()
    with pytest.raises(PackageError, match="no earlier version of fr_es"):
        manager.rollback("fr_es")


def test_installing_one_version_over_itself(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    manager = make_manager(tmp_path)
    install(manager, make_archive(weights=b"old"))
    again = install(manager, make_archive(weights=b"new"), force=True)
    assert [p.path for p in manager.installed()] == [again.path]
    assert (again.path / "model" / "model.bin").read_bytes() == b"new"
    assert manager.info(again).previous == ("1.0",)


def test_a_pinned_package_stays(make_archive: ArchiveMaker, tmp_path: Path, site: tuple[Path, str]) -> None:
    offer(site, make_archive(version="2.0"), "2.0")
    manager = make_manager(tmp_path, f"{site[1]}/index.json")
    install(manager, make_archive(version="1.0"))
    assert manager.pin("fr_en") == "1.0"
    for wanted in ("fr_en", make_archive(version="3.0")):
        with pytest.raises(PackageError, match=r"held at version 1\.0") as caught:
            install(manager, wanted)
        assert "pin fr_en --off" in caught.value.hint
    manager.unpin("fr_en")
    assert install(manager, "fr_en").version == "2.0"
    with pytest.raises(PackageError, match="no package de_en is installed"):
        manager.pin("de_en")


def test_verifying_finds_what_has_changed(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    manager = make_manager(tmp_path)
    package = install(manager, make_archive(extra={"fr_en/a": b"aa", "fr_en/b": b"bb", "fr_en/c": b"cc"}))
    assert manager.verify(package).faults == ()
    (package.path / "a").write_bytes(b"ax")
    (package.path / "b").write_bytes(b"bbb")
    (package.path / "c").unlink()
    (package.path / "d").write_bytes(b"")
    assert manager.verify(package).faults == (
        "a has changed", "b has 3 bytes, and had 2", "c is missing", "d was not part of the package",
    )  # fmt: skip


def test_verifying_the_embedded_package_and_a_strangers(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    manager = make_manager(tmp_path, smoke=None)
    embedded = embedded_package(tmp_path / "cache", shipped=SHIPPED)
    verdict = manager.verify(embedded)
    assert (verdict.recorded, verdict.faults) == (True, ())
    data = bytearray((embedded.path / "model" / "model.bin").read_bytes())
    data[5000] ^= 1
    (embedded.path / "model" / "model.bin").write_bytes(data)
    assert manager.verify(embedded).faults == ("model/model.bin has changed",)
    with zipfile.ZipFile(make_archive()) as archive:
        archive.extractall(manager.folder)
    [stranger] = manager.installed()
    assert not manager.verify(stranger).recorded


def test_removing_takes_earlier_versions_along(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    manager = make_manager(tmp_path)
    install(manager, make_archive(version="1.0"))
    install(manager, make_archive(version="2.0"))
    other = install(manager, make_archive(pair=("fr", "es")))
    assert [p.id for p in manager.remove("translate-fr_en")] == ["fr_en-2.0"]
    assert manager.installed() == [other]
    left = {p.name for p in (tmp_path / "home" / "packages-reader").rglob("*") if "fr_en" in p.name}
    assert left == set()
    with pytest.raises(PackageError, match="no package fr_en is installed"):
        manager.remove("fr_en")


def test_two_installations_do_not_meet(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    first = make_manager(tmp_path).install(str(make_archive()))
    next(first)
    with pytest.raises(PackageError, match="by another process"):
        list(make_manager(tmp_path).install(str(make_archive())))
    assert list(first)[-1].package is not None


def test_an_installation_that_is_broken_off_leaves_nothing(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    manager = make_manager(tmp_path)
    steps = manager.install(str(make_archive()))
    assert next(steps).what == "try"
    steps.close()  # type: ignore[attr-defined]
    assert manager.installed() == []
    assert list((tmp_path / "home" / "packages-reader").glob(".staging*")) == []


@pytest.mark.parametrize("seed", range(2))
def test_an_installer_that_is_killed_leaves_a_sound_package(
    make_archive: ArchiveMaker, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311
    archives = [
        make_archive(
            f"{v}.argosmodel",
            version=f"{v}.0",
            weights=rng.randbytes(200_000),
            extra={f"fr_en/{n}": b"x" for n in range(20)},
        )
        for v in (1, 2)
    ]
    manager = make_manager(tmp_path, smoke=None)
    install(manager, archives[0])
    program = (
        "import sys, itertools; from pathlib import Path\n"
        "from reader.translation.packages_manager import PackageManager\n"
        "manager = PackageManager(Path(sys.argv[1]), cache=Path(sys.argv[2]))\n"
        "print('ready', flush=True)\n"
        "for archive in itertools.cycle(sys.argv[3:]): list(manager.install(archive, force=True))\n"
    )
    command = [sys.executable, "-c", program, str(manager.folder), str(tmp_path / "cache"), *map(str, archives)]
    for _ in range(3):
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0, 0.2))
        process.kill()
        process.communicate()
        # Every folder there is a whole package: argostranslate would fail on any other.
        assert len(manager.installed()) == len(list(manager.folder.iterdir())) >= 1
        assert [manager.verify(package) for package in manager.installed()] == [
            Verdict(package, (), recorded=True) for package in manager.installed()
        ]
    last = install(manager, archives[1], force=True)
    assert manager.installed() == [last]
    assert list((tmp_path / "home" / "packages-reader").glob(".staging*")) == []


def test_off_line_the_kept_index_is_read_and_its_age_told(
    make_archive: ArchiveMaker, tmp_path: Path, site: tuple[Path, str]
) -> None:
    offer(site, make_archive(), "1.0")
    online = make_manager(tmp_path, f"{site[1]}/index.json").available()
    assert (online.age, [o.id for o in online.offers]) == (0, ["fr_en-1.0"])
    offline = make_manager(tmp_path, "http://127.0.0.1:9/index.json").available()
    assert offline.age > 0
    assert offline.offers == online.offers
    with pytest.raises(NetworkError, match="cannot be reached") as caught:
        make_manager(tmp_path / "fresh", "http://127.0.0.1:9/index.json").available()
    assert "install FILE.argosmodel" in caught.value.hint


def test_an_index_is_read_leniently_but_believed_little() -> None:
    good = {
        "from_code": "fr",
        "to_code": "en",
        "package_version": "1.9",
        "links": ["https://x/y", "file:///etc/passwd"],
    }
    index = [
        good, {**good, "package_version": "../../x"}, {**good, "from_code": "../x"}, {**good, "type": "sbd"},
        {**good, "links": "https://x"}, "text", None, {**good, "package_version": "1.10", "sha256": "short", "size": True},
    ]  # fmt: skip
    offers = parse_index(json.dumps(index).encode())
    assert [(o.id, o.links, o.sha256, o.size) for o in offers] == [
        ("fr_en-1.10", ("https://x/y",), "", None), ("fr_en-1.9", ("https://x/y",), "", None),
    ]  # fmt: skip
    assert choose_offer("fr_en", offers).version == "1.10"
    for data in (b"{}", b"<html>", b"\xff", b"[" * 100_000):
        with pytest.raises(PackageError, match="index is damaged"):
            parse_index(data)


def run_python(program: str, home: Path, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], env={"HOME": str(home), **more}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_index_is_argostranslates_own(tmp_path: Path) -> None:
    program = "from reader.translation.packages_index import argos_index_url; print(argos_index_url())"
    assert run_python(program, tmp_path).endswith("argospm-index/main/index.json")
    asked = run_python(program, tmp_path, ARGOS_PACKAGE_INDEX="https://example.org/mine/")
    assert asked == "https://example.org/mine/index.json"


def test_settings_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file where a folder should be", encoding="utf-8")
    program = (
        "from reader.errors import PackageError\n"
        "from reader.translation.packages_index import argos_index_url\n"
        "try: argos_index_url()\nexcept PackageError as error: print(error)"
    )
    assert "settings cannot be read" in run_python(program, tmp_path)


def test_finding_and_managing_packages_makes_no_folder_and_loads_no_argostranslate(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from reader.translation.packages_manager import PackageManager\n"
        "manager = PackageManager(Path.home() / 'packages', cache=Path.home() / 'cache')\n"
        "print(manager.installed(), any(name.split('.')[0] == 'argostranslate' for name in sys.modules))"
    )
    assert run_python(program, tmp_path) == "[] False"
    assert list(tmp_path.iterdir()) == []
