"""Read the text of a measure and find its provisions by anchor.

An anchor is what engineers write (`6(3)`, `7(1)2`, `annex`); a citation is what people read
(第六条第（三）项). Every rule, parameter and message cites by anchor, and a test holds that each
anchor exists in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"^第([一二三四五六七八九十]+)条\s*")
_ITEM = re.compile(r"^[（(]([一二三四五六七八九十]+)[)）]\s*")
_SUBITEM = re.compile(r"^(\d+)\s*[.．]\s*")
_HEADING = re.compile(
    r"^(第[一二三四五六七八九十]+章\s*)?(总\s*则|运营管理|附\s*则|申报条件|认定程序|考核评估)$"
)
_ANCHOR = re.compile(r"(\d+)(?:\((\d+)\))?(\d+)?$")
ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Provision:
    """One anchored piece of the text: an article, an item, a sub-item or the annex."""

    anchor: str
    text: str


def chinese_number(n: int) -> str:
    """Write 1–99 as the law writes it (6 → 六, 14 → 十四)."""
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _number(text: str) -> int:
    head, ten, tail = text.rpartition("十")
    if not ten:
        return _DIGITS.index(text)
    return (_DIGITS.index(head) if head else 1) * 10 + (_DIGITS.index(tail) if tail else 0)


def citation(anchor: str) -> str:
    """Turn `6(3)` into 第六条第（三）项; raise ValueError for a malformed anchor."""
    if anchor == ANNEX:
        return "附件"
    match = _ANCHOR.match(anchor)
    if match is None:
        raise ValueError(anchor)
    article, item, subitem = match.groups()
    words = f"第{chinese_number(int(article))}条"
    if item:
        words += f"第（{chinese_number(int(item))}）项"
    if subitem:
        words += f"第{subitem}目"
    return words


@cache
def provisions(text_name: str) -> dict[str, Provision]:
    """Split the measure in `schemas/data/<text_name>` into provisions, keyed by anchor."""
    source = (files("schemas") / "data" / text_name).read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    article = anchor = ""
    for raw in source.splitlines():
        line = raw.strip()
        if not line or _HEADING.match(line):
            continue
        if line == "附件":
            article = anchor = ANNEX
        elif anchor != ANNEX:
            if match := _ARTICLE.match(line):
                article = anchor = str(_number(match[1]))
                line = line[match.end() :]
            elif article and (match := _ITEM.match(line)):
                anchor = f"{article}({_number(match[1])})"
                line = line[match.end() :]
            elif "(" in anchor and (match := _SUBITEM.match(line)):
                anchor = f"{anchor.partition(')')[0]}){match[1]}"
                line = line[match.end() :]
        if anchor:
            found.setdefault(anchor, []).append(line)
    return {key: Provision(key, "\n".join(lines)) for key, lines in found.items()}
