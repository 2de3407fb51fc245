"""Read answers: yes or no, one of a list, several of a list."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from schemas.normalising.cells import (
    Normalised,
    RawCell,
    half_width,
    problem,
    settled,
    shown,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The two pairs the workbook itself offers; other spellings are mended.
_OFFERED = {"是": True, "否": False, "有": True, "无": False}
_YES = re.compile(r"[是有对已√✓✔☑🗹1yt]|是的|已有|yes|true")
_NO = re.compile(r"[否无不未×✗✘✕☐□☒0nf]|没有|不是|no|false")

_STRONG_SEPARATOR = re.compile(r"[、，,;；/／|｜\n\r\u2028\u2029]")
_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》「」", "()" * 7)


def yes_no(raw: RawCell) -> Normalised:
    """Read yes or no; the value is a bool."""
    if isinstance(raw, bool):
        return Normalised(raw)
    if isinstance(raw, str) and raw in _OFFERED:
        return Normalised(_OFFERED[raw])
    outcome = settled(raw)
    if outcome is not None:
        return outcome
    answer = half_width(visible(shown(raw))).lower().rstrip("。.")
    yes = _YES.fullmatch(answer)
    if yes or _NO.fullmatch(answer):
        value = yes is not None
        return Normalised(value, mended="mended.yes-no", details={"read_as": shown(value)})
    return problem("choice.not-yes-no", yes="是", no="否")


def choice(raw: RawCell, choices: Sequence[str], aliases: Mapping[str, str] = {}) -> Normalised:
    """Read one of `choices`; the value is the choice as declared.

    Width, case, white space and the kind of bracket do not matter. `aliases` leads from another
    name to a choice.
    """
    if isinstance(raw, str) and raw in choices:
        return Normalised(raw)
    outcome = settled(raw)
    if outcome is not None:
        return outcome
    found = _index(tuple(choices), tuple(aliases.items())).get(_key(shown(raw)))
    if found is None:
        return problem("choice.unknown", choices="、".join(choices))
    return Normalised(found, mended="mended.choice", details={"read_as": found})


def choices(raw: RawCell, choices: Sequence[str], aliases: Mapping[str, str] = {}) -> Normalised:
    """Read several of `choices`; the value is a tuple of them, in declared order, without repeats.

    An unknown part leaves no value: `details` names it, and in `read_as` what was understood.
    """
    outcome = settled(raw)
    if outcome is not None:
        return outcome
    return _several(shown(raw), tuple(choices), tuple(aliases.items()))


@lru_cache(maxsize=4096)
def _several(
    given: str, choices: tuple[str, ...], aliases: tuple[tuple[str, str], ...]
) -> Normalised:
    """Read a list; the same few lists fill a column."""
    index = _index(choices, aliases)
    found: set[str] = set()
    unknown: list[str] = []
    for part in _parts(given, index):
        name = index.get(_key(part))
        if name is None:
            unknown.append(part)
        else:
            found.add(name)
    value = tuple(name for name in choices if name in found)
    read_as = shown(value)
    if unknown or not value:
        return problem(
            "choice.unknown-part",
            unknown="、".join(unknown) or given.strip(),
            read_as=read_as or "无",
            choices="、".join(choices),
        )
    if read_as == given:
        return Normalised(value)
    return Normalised(value, mended="mended.choices", details={"read_as": read_as})


def _parts(given: str, index: Mapping[str, str]) -> list[str]:
    """Cut a list: a choice that holds a separator stays whole, and spaces separate last."""
    if _key(given) in index:
        return [given]
    parts: list[str] = []
    for part in map(visible, _STRONG_SEPARATOR.split(given)):
        if part:
            parts.extend([part] if _key(part) in index else part.split())
    return parts


@lru_cache(maxsize=256)
def _index(choices: tuple[str, ...], aliases: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Lead from every spelling's key to the choice it means."""
    return {_key(alias): name for alias, name in aliases} | {_key(name): name for name in choices}


def _key(given: str) -> str:
    """Return what is left of a name without width, case, white space and kind of bracket."""
    folded = unicodedata.normalize("NFKC", visible(given)).casefold().rstrip("。.")
    return "".join(folded.translate(_BRACKETS).split())
