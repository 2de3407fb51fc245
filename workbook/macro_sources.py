"""Know our macros again when a workbook comes back.

Excel writes the VBA project anew whenever it saves, so its bytes say nothing: what counts is the
sources of its modules. A project that could hold or reach other code than those sources is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pyopenvba.cfb import CFB
from pyopenvba.vba import VBAProject, parse_vba_project

from workbook.errors import UnsafeMacroError

KNOWN_MACROS = Path(__file__).resolve().with_name("known_macros.txt")

_LARGEST = 4 * 2**20  # bytes: several times what Excel makes of our project
_STORAGES = ["VBA"]
_STREAMS = {"project", "projectwm", "projectlk"}
_CACHES = re.compile(r"dir|_vba_project|__srp_[0-9a-f]+")
# stdole, Office, Excel, VBA: what every project of Excel refers to. Others bring code of their own.
_LIBRARIES = {
    "00020430-0000-0000-C000-000000000046",
    "2DF8D04C-5BFA-101B-BDE5-00AA0044DE52",
    "00020813-0000-0000-C000-000000000046",
    "000204EF-0000-0000-C000-000000000046",
}

_LINES = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"""("(?:[^"]|"")*"?)|('.*)|(\s+)|(\w+)|(.)""")
# Hidden attributes; what LibreOffice adds to a module; what the VBA editor adds by a setting.
_NO_SOURCE = re.compile(r"attribute |rem attribute |option vbasupport ")
_NO_CODE = {"option explicit"}


def digest(project: bytes) -> str:
    """Return the SHA-256, in hexadecimal, of the sources in a vbaProject.bin.

    It is the same however Excel spells, indents and compiles them. Raises UnsafeMacroError for
    what is no honest project.
    """
    if len(project) > _LARGEST:
        raise UnsafeMacroError("宏过大")
    try:
        package = CFB.from_bytes(project)
        parsed = parse_vba_project(package)
        _check(package, parsed)
        return digest_of((module.name, module.source) for module in parsed.modules)
    except UnsafeMacroError:
        raise
    except Exception as error:  # whatever a hostile project causes is the project's doing
        raise UnsafeMacroError("宏已损坏") from error


def digest_of(modules: Iterable[tuple[str, str]]) -> str:
    """Return the digest of modules, given as name and source; those without code do not count."""
    lines = {name.casefold(): list(_normalised(source)) for name, source in modules}
    kept = sorted((name, held) for name, held in lines.items() if not set(held) <= _NO_CODE)
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()


@cache
def known_macros() -> frozenset[str]:
    """Return the digests of all macro projects that were ever issued."""
    lines = KNOWN_MACROS.read_text(encoding="ascii").splitlines()
    return frozenset(line.partition("#")[0].strip() for line in lines) - {""}


def _check(package: CFB, project: VBAProject) -> None:
    """Refuse what would let Excel run other code than the sources that are read here."""
    streams = [name.casefold() for name in package.list_streams_at(("VBA",))]
    read = [module.stream_name.casefold() for module in project.modules]
    rest = [name for name in streams if not _CACHES.fullmatch(name)]
    outside = {name.casefold() for name in package.list_streams_at()}
    if (
        package.list_storages_at() != _STORAGES
        or package.list_storages_at(("VBA",))
        or not outside <= _STREAMS
        or sorted(rest) != sorted(read)
        or len({module.name.casefold() for module in project.modules}) != len(project.modules)
    ):
        raise UnsafeMacroError("宏的结构异常")
    for reference in project.references:
        if reference.kind != "registered" or reference.guid.strip("{}").upper() not in _LIBRARIES:
            raise UnsafeMacroError("宏引用了其他程序")


def _normalised(source: str) -> Iterator[str]:
    """Give the lines of a source as they are the same in every spelling of the VBA editor."""
    for line in _LINES.split(source):
        words = "".join(_words(line.strip()))
        if words and not _NO_SOURCE.match(words):
            yield words


def _words(line: str) -> Iterator[str]:
    """Give strings and comments as they are, the rest in lower case, with spaces between words."""
    word, space = False, False
    for string, comment, blank, name, sign in _TOKEN.findall(line):
        if blank:
            space = True
            continue
        if name and word and space:
            yield " "
        yield string or comment or name.casefold() or sign
        word, space = bool(name), False
