"""Read 统一社会信用代码 (GB 32100-2015)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from functools import lru_cache

from schemas.normalising.cells import (
    TOO_MANY_DIGITS,
    Normalised,
    RawCell,
    half_width,
    problem,
    settled,
    shown,
    visible,
)

LENGTH = 18
_LETTERS = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_REGION = slice(2, 8)
_BODY = slice(8, 16)
_BODY_CHECK = 16
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_SEPARATORS = re.compile(r"[\s\-_.·'‘’`]+")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}")
_TAIL_LOST = re.compile(r"[0-9]{15}000")
_LOOK_ALIKES = str.maketrans("OI", "01")


def credit_code(raw: RawCell) -> Normalised:
    """Read a credit code; the value is 18 characters in upper case.

    A wrong check character keeps the value beside the problem, so that duplicates are still seen;
    every other problem leaves no value and the cleaned text in `read_as`.
    """
    outcome = settled(raw)
    if outcome is not None:
        return outcome
    if not isinstance(raw, str):
        return _from_other(raw)
    code = raw if raw.isascii() and raw.isalnum() and raw.isupper() else _compact(raw)
    found = _checked(code)
    if code == raw or found.problem:
        return found
    return replace(found, mended="mended.code", details={**found.details, "read_as": code})


def _compact(raw: str) -> str:
    """Return a code without separators, in half width and upper case."""
    folded = half_width(visible(raw)).upper()
    if _SCIENTIFIC.fullmatch(folded):
        return folded
    return _SEPARATORS.sub("", folded)


def _from_other(raw: RawCell) -> Normalised:
    """Ask for a code stored as a number: 15 digits of it are left at most."""
    if isinstance(raw, int | float) and not abs(raw) < TOO_MANY_DIGITS:
        return problem("code.digits-lost")
    if isinstance(raw, bool | date | time):
        return problem("code.not-a-code")
    given = shown(raw)
    return problem("code.length", read_as=given, length=str(len(given)))


@lru_cache(maxsize=4096)
def _checked(code: str) -> Normalised:
    """Check a code in upper case."""
    if _SCIENTIFIC.fullmatch(code):
        return problem("code.digits-lost")
    if len(code) != LENGTH:
        return problem("code.length", read_as=code, length=str(len(code)))
    wrong = sorted(set(code) - _LETTERS)
    if wrong:
        return _misspelt(code, wrong)
    if not code[_REGION].isdecimal():
        return problem("code.region", read_as=code)
    return _summed(code)


def _summed(code: str) -> Normalised:
    """Check both sums of a well-formed code."""
    if code.startswith("0" * (LENGTH - 1)):
        return problem("code.all-zero", read_as=code)
    if code[-1] != _check_character(code):
        if _TAIL_LOST.fullmatch(code):  # a number of 15 digits, turned into text too late
            return problem("code.digits-lost")
        return Normalised(code, problem="code.check-digit", details={"read_as": code})
    warning = None if code[_BODY_CHECK] == _body_check(code[_BODY]) else "code.inner-check"
    return Normalised(code, warning=warning)


def _misspelt(code: str, wrong: list[str]) -> Normalised:
    """Name the characters no code holds, and suggest 0 and 1 only where the check then agrees."""
    letters = "、".join(wrong)
    suggested = code.translate(_LOOK_ALIKES)
    if set(suggested) <= _LETTERS and _checked(suggested).problem is None:
        return problem("code.look-alike", read_as=code, letters=letters, suggested=suggested)
    return problem("code.letters", read_as=code, letters=letters)


def _check_character(code: str) -> str:
    """Return the last character by GB 32100; only this sum, since the library bars lawful codes.

    `uscc.validate` wants digits in the first two places, where the standard allows letters.
    """
    from stdnum.cn import uscc  # noqa: PLC0415 (loading it takes longer than reading a workbook)

    return str(uscc.calc_check_digit(code[:-1]))


def _body_check(body: str) -> str:
    """Return the check character of the organisation code within, by GB 11714."""
    total = sum(int(mark, 36) * weight for mark, weight in zip(body, _BODY_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]
