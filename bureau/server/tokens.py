"""Who may call the server: a file of tokens, compared so that time tells nothing."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

REFUSED = "访问令牌不对或没有填写：请向市局索取本单位的令牌，填在任务窗格的“访问令牌”处。"
HOW_TO_MAKE = (
    "造一个令牌（把“宁安市”换成使用单位的名称）：\n"
    "  python -c \"import secrets; print('宁安市', secrets.token_urlsafe(24))\"\n"
    "把输出的一行存进一个文件（每个单位一行：名称 空格 令牌），再用 --token-file 指定这个文件。"
)
_SHORTEST = 20
_TOKEN = re.compile(r"[!-~]+")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class TokenFileError(Exception):
    """What is wrong with a token file, as a sentence for people."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The digests of the tokens that are let in, and whose they are; none lets everybody in."""

    names: Mapping[bytes, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Tell whether a token is asked for at all."""
        return bool(self.names)

    def who(self, given: str) -> str | None:
        """Give the name that a token belongs to, comparing it with every one of them."""
        presented = _digest(given.removeprefix("Bearer ").strip())
        found = None
        for digest, name in self.names.items():
            if hmac.compare_digest(digest, presented):
                found = name
        return found


def one_token(token: str, name: str = "HRPARK_TOKEN") -> Tokens:
    """Admit one token; raise TokenFileError when it is none."""
    return _tokens([(name, token)])


def read_tokens(path: Path) -> Tokens:
    """Read a file with `name token` on each line; raise TokenFileError.

    Blank lines and those that begin with # are passed over; Notepad's and PowerShell's encodings
    are understood.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except OSError as error:
        raise TokenFileError(f"打不开令牌文件 {path}：{error.strerror}。") from error
    except UnicodeDecodeError as error:
        raise TokenFileError(f"令牌文件 {path} 不是 UTF-8 编码，请另存为 UTF-8。") from error
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) == 1:
            raise TokenFileError(f"令牌文件第 {number} 行应为“名称 空格 令牌”。\n{HOW_TO_MAKE}")
        found.append((" ".join(words[:-1]), words[-1]))
    if not found:
        raise TokenFileError(f"令牌文件 {path} 里没有令牌。\n{HOW_TO_MAKE}")
    return _tokens(found)


def _tokens(found: list[tuple[str, str]]) -> Tokens:
    names: dict[bytes, str] = {}
    for name, token in found:
        if len(token) < _SHORTEST or not _TOKEN.fullmatch(token):
            raise TokenFileError(
                f"“{name}”的令牌不合要求：至少 {_SHORTEST} 个英文字母、数字或符号。\n{HOW_TO_MAKE}"
            )
        if names.setdefault(_digest(token), name) != name:
            raise TokenFileError(f"“{name}”的令牌与别的单位相同，请另造一个。")
    return Tokens(names)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


_ADMITTED = [Tokens()]


def admit(tokens: Tokens) -> None:
    """Say whom this process lets in."""
    _ADMITTED[0] = tokens


def admitted() -> Tokens:
    """Give whom this process lets in."""
    return _ADMITTED[0]
