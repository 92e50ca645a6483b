"""The files of pages when writers are killed, disks are full, and people delete things by hand."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from groundwave.delivery.files import Files, Page
from tests.rooms.delivery import kill_writer
from tests.rooms.delivery.processes import ROOT

HTML = "text/html; charset=utf-8"


def heads(root: Path) -> dict[str, bytes]:
    """Each page as a reader of the contract finds it; one whose head and file do not fit is not there."""
    found = {}
    for head in (root / "tree").rglob("*.head"):
        if not head.name.startswith("."):
            said = json.loads(head.read_bytes())
            file = head.with_name(said["file"])
            body = file.read_bytes() if file.exists() else b""
            if hashlib.sha256(body).hexdigest() == said["sha256"]:
                found[head.name.removesuffix(".head")] = body
    return found


def names(root: Path) -> set[str]:
    return {path.name for path in (root / "tree").rglob("*") if path.is_file()}


def test_a_writer_killed_at_any_point_leaves_pages_old_or_new_and_a_restart_leaves_nothing_half(
    tmp_path: Path,
) -> None:
    whole = tmp_path / "whole"
    kill_writer.first(whole)
    old = heads(whole)
    kill_writer.second(whole)
    new, end = heads(whole), names(whole)
    for number in range(200):
        root = tmp_path / str(number)
        kill_writer.first(root)
        pid = os.fork()  # a process costs two hundred milliseconds to start, and there are sixty points to die at
        if pid == 0:
            kill_writer.main(root, number)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        for name, body in heads(root).items():
            assert body in (old.get(name), new.get(name)), f"{name} after {number}"
        files = Files(root)
        files.sweep_unfinished()
        left = names(root)
        assert not [name for name in left if name.startswith(".")]
        headed = {name.removesuffix(".head") for name in left if name.endswith(".head")}
        assert {name.partition(".")[0] for name in left} == headed, f"a page without a head after {number}"
        kill_writer.second(root)
        assert names(root) == end, f"what was begun is not finished after {number}"
        assert heads(root) == new
        if ended == 0:
            break
    assert number > 20


def test_a_disk_that_is_full_leaves_the_page_and_its_compressed_forms_as_they_were(tmp_path: Path) -> None:
    kill_writer.first(tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "tree").rglob("*") if path.is_file()}
    script = (
        "import resource, signal, sys\nfrom pathlib import Path\nfrom groundwave.delivery.files import Files, Page\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try:\n    Files(Path(sys.argv[1])).write(Page('/news', 200, 'text/html', b'<p>Second.</p>' * 400))\n"
        "except OSError as error:\n    sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == 7
    after = {path.name: path.read_bytes() for path in (tmp_path / "tree").rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("spoiled", ["news.html", "news.html.br", "news.html.gz"])
@pytest.mark.parametrize("how", ["deleted", "rubbish"])
def test_a_form_that_was_spoiled_is_found_and_written_again(tmp_path: Path, spoiled: str, how: str) -> None:
    files, page = Files(tmp_path), Page("/news", 200, HTML, b"<p>First.</p>")
    assert files.write(page)
    assert files.is_whole("/news", sha256=page.sha256)
    assert not files.write(page), "the same is not written twice"
    path = tmp_path / "tree" / spoiled
    path.unlink() if how == "deleted" else path.write_bytes(b"rubbish")
    assert not files.is_whole("/news", sha256=page.sha256)
    assert files.write(page)
    assert files.is_whole("/news", sha256=page.sha256)


def test_a_page_has_one_file_whatever_it_was_before(tmp_path: Path) -> None:
    files = Files(tmp_path)
    for key, kept in (("/news", "news.html"), ("/feed.xml", "feed.xml")):
        here, gone = Page(key, 200, HTML, b"Here."), Page(key, 410, HTML, b"Gone.")
        stem = kept.removesuffix(".html")
        for page, name in ((here, kept), (gone, f"{stem}.gone.html"), (here, kept)):
            files.write(page)
            assert names(tmp_path) == {name, f"{name}.br", f"{name}.gz", f"{stem}.head"}
        assert files.remove(key)
        assert names(tmp_path) == set()
        assert not files.remove(key)


def test_a_head_that_is_rubbish_is_no_page_and_names_no_other_file(tmp_path: Path) -> None:
    files, victim = Files(tmp_path), tmp_path / "victim"
    files.write(Page("/news", 200, HTML, b"First."))
    victim.write_bytes(b"kept")
    for rubbish in (b"", b"[]", b"{}", b'{"file": "../../victim"}', b'{"file": 3, "sha256": "x"}'):
        (tmp_path / "tree" / "news.head").write_bytes(rubbish)
        assert not files.is_whole("/news", sha256="x")
        assert files.write(Page("/news", 200, HTML, b"First."))
    (tmp_path / "tree" / "news.head").write_bytes(b'{"file": "../../victim"}')
    assert files.remove("/news")
    assert victim.exists()


def test_readers_are_told_also_when_the_whole_folder_was_emptied(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write(Page("/news", 200, HTML, b"First."))
    (tmp_path / "generation").unlink()
    files.write(Page("/news", 200, HTML, b"Second."))
    told = (tmp_path / "generation").read_bytes()
    assert len(told) == 8
    assert told != bytes(8)


def test_the_compressed_forms_are_the_page(tmp_path: Path) -> None:
    Files(tmp_path).write(Page("/news", 200, HTML, b"<p>First.</p>"))
    assert gzip.decompress((tmp_path / "tree" / "news.html.gz").read_bytes()) == b"<p>First.</p>"
