"""How the tests of reading cells look at an outcome, and the hostile material they share."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from schemas.normalise import CellError, shown

if TYPE_CHECKING:
    from schemas.normalise import Normalised, RawCell, Value

DATA = Path(__file__).resolve().parent.parent / "schemas" / "data"

MESSAGES: dict[str, dict[str, str]] = {
    f"{group}.{name}": entry
    for path in sorted(DATA.glob("messages*.toml"))
    for group, entries in tomllib.loads(path.read_text(encoding="utf-8")).items()
    for name, entry in entries.items()
}

INVISIBLE = "\u200b\u200e\u202c\u202d\ufeff\u00ad\u2060\u3164"

# Characters of which dirty cells are made, far denser in traps than arbitrary text.
MARKS = (
    "0123456789０１２３.,，、/-—~:：()（）[]〔〕%￥㎡²元万亿千百十零〇两三五年月日号亩人家约余左右无同上转长期至今"
    "是否√×EXOIx \u00a0\u3000\n\t#REF!'" + INVISIBLE
)

typed = st.text(alphabet=MARKS, max_size=30) | st.text(max_size=40)
cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    typed,
    st.builds(CellError, st.sampled_from(["#REF!", "#N/A", "#DIV/0!"])),
)


def full_width(given: str) -> str:
    """Write ASCII letters, figures and marks as a Chinese keyboard in full-width mode does."""
    visible = set(string.ascii_letters + string.digits + string.punctuation)
    return "".join(chr(ord(mark) + 0xFEE0) if mark in visible else mark for mark in given)


def spoken(found: Normalised, raw: RawCell = "原文") -> list[str]:
    """Return what people read about an outcome, every placeholder filled and none left over."""
    ids = [name for name in (found.problem, found.warning, found.mended) if name]
    fill = {"label": "栏目", "given": shown(raw), **found.details}
    return [MESSAGES[name][part].format_map(fill) for name in ids for part in ("problem", "remedy")]


def seen(found: Normalised, raw: RawCell = "原文") -> tuple[Value | None, str | None]:
    """Return value and message id, once the message is known to exist at the right level."""
    spoken(found, raw)
    levels = {found.problem: "error", found.warning: "warning", found.mended: "mended"}
    for name, level in levels.items():
        assert name is None or MESSAGES[name]["level"] == level
    assert found.mended is None or found.problem is None
    return found.value, found.problem or found.warning or found.mended
