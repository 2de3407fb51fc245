"""Read free text: names, addresses, document numbers, licence numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, time

from schemas.normalising.cells import (
    INVISIBLE,
    TOO_MANY_DIGITS,
    Normalised,
    RawCell,
    problem,
    settled,
    shown,
    without_invisible,
)

_WIDE_ALPHANUMERICS = {
    code: code - 0xFEE0
    for start, end in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(start), ord(end) + 1)
}
# Characters that look like common ones but are not: a name copied from a PDF often holds them.
_LOOK_ALIKES = {
    code: unicodedata.normalize("NFKC", chr(code))
    for block in (range(0x2F00, 0x2FD6), range(0xF900, 0xFADA))
    for code in block
}
_FOLD = _WIDE_ALPHANUMERICS | _LOOK_ALIKES

_CHINESE = r"[^\x00-\u3000]"
_SOFT_BREAK = re.compile(
    rf"(?<={_CHINESE})[ \t\xa0\u3000]*[\n-\r\x85\u2028\u2029]\s*(?={_CHINESE})"
)
_SPACES = re.compile(r"\s+")
_UNCLEAN = re.compile(
    rf"[{INVISIBLE}\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    r"\u2f00-\u2fd5\uf900-\ufad9\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|  "
)

_YEAR_IN_BRACKETS = re.compile(r"[(\[{（［｛〔【〈《]((?:19|20)\d\d)[)\]}）］｝〕】〉》]", re.ASCII)
_ROUND = str.maketrans("([{［｛【〈《)]}］｝】〉》", "（" * 8 + "）" * 8)
_USUAL_LICENCE = re.compile(
    r"(?:（\w{1,4}）|\w{1,4})?"
    r"人(?:力资源)?服务?[证许备案可]{1,4}字?〔[0-9]{4}〕第?[0-9]{3,}号?"
)


def text(raw: RawCell, *, max_length: int = 200) -> Normalised:
    """Read text; the value is a str without invisible characters, line breaks and wide letters.

    Chinese punctuation stays as it is. A number becomes the text Excel shows. A text longer than
    `max_length` characters keeps its value beside the problem.
    """
    if type(raw) is not str:
        return _from_other(raw)
    if raw and raw[0] not in " #=D_" and raw[-1] != " " and not _UNCLEAN.search(raw):
        found = Normalised(raw)
    else:
        outcome = settled(raw)
        if outcome is not None:
            return outcome
        found = _cleaned(raw)
    length = len(str(found.value))
    if length <= max_length:
        return found
    details = {"length": str(length), "max_length": str(max_length)}
    return Normalised(found.value, problem="text.too-long", details=details)


def licence_number(raw: RawCell) -> Normalised:
    """Read a licence or filing number; the value is a str like （沪）人服证字〔2026〕第0100001号.

    No published national rule was found, so an unusual shape is a warning, never a problem.
    """
    if type(raw) is str and _USUAL_LICENCE.fullmatch(raw) and not _UNCLEAN.search(raw):
        return Normalised(raw)
    found = text(raw)
    if not isinstance(found.value, str) or found.problem:
        return found
    joined = "".join(found.value.split())
    value = _YEAR_IN_BRACKETS.sub(r"〔\1〕", joined).translate(_ROUND)
    warning = None if _USUAL_LICENCE.fullmatch(value) else "licence.unusual"
    if value != found.value:
        return Normalised(value, "mended.licence", details={"read_as": value}, warning=warning)
    return replace(found, warning=warning)


def _from_other(raw: RawCell) -> Normalised:
    """Read a cell that holds no text: a number is safe, a date may once have been 3-1."""
    outcome = settled(raw)
    if outcome is not None:
        return outcome
    if isinstance(raw, date | time):
        return problem("text.is-date", read_as=shown(raw))
    if isinstance(raw, int | float) and not abs(raw) < TOO_MANY_DIGITS:
        return problem("code.digits-lost")
    return Normalised(shown(raw))


def _cleaned(raw: str) -> Normalised:
    """Clean a text and name the strongest change."""
    visible = without_invisible(raw)
    folded = visible.translate(_FOLD)
    value = _SPACES.sub(" ", _SOFT_BREAK.sub("", folded)).strip()
    if value == raw:
        return Normalised(value)
    mended = "mended.spaces" if folded == visible else "mended.full-width"
    return Normalised(value, mended, details={"read_as": value})
