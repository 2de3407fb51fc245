"""Tell what a folder of wheels lacks for an offline installation on Windows.

`python -m macros.wheels FOLDER` ends with a sentence for each requirement that no wheel meets.
"""

from __future__ import annotations

import email.parser
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

_WINDOWS = {
    "extra": "",
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}


def lacking(folder: Path) -> Iterator[str]:
    """Say of each requirement that the wheels of `folder` leave open: who asks for what."""
    there = {}
    for path in sorted(folder.glob("*.whl")):
        name, version, _, _ = parse_wheel_filename(path.name)
        there[name] = version
    for path in sorted(folder.glob("*.whl")):
        for asked in _asked(path):
            found = there.get(canonicalize_name(asked.name))
            if found is None or found not in asked.specifier:
                yield f"{path.name} 需要 {asked}，文件夹里是 {found or '没有'}"


def _asked(wheel: Path) -> Iterator[Requirement]:
    """Give what a wheel asks for on Windows, its extras left aside."""
    with zipfile.ZipFile(wheel) as package:
        name = next(one for one in package.namelist() if one.endswith(".dist-info/METADATA"))
        stated = email.parser.BytesParser().parsebytes(package.read(name))
    for line in stated.get_all("Requires-Dist", ()):
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate(_WINDOWS):
            yield asked


def main() -> None:
    """Check the folder named on the command line."""
    found = list(lacking(Path(sys.argv[1])))
    sys.exit("\n".join(found) if found else 0)


if __name__ == "__main__":
    main()
