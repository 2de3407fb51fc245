"""Plain answers: a sentence in Chinese that VBA, the task pane and a browser show as it is."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import PlainTextResponse

TOO_LARGE = "文件超过 {limit} MB，请删去图片、空白行和无关的工作表后再试。"
TOO_SLOW = "文件没有在限定时间内传完，请检查网络后再试。"
BUSY = "正在校验的文件太多，请过一两分钟再试。"
FAULT = "服务器出了错，已经记录。请稍后再试。"
_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def sentence(
    words: str, status: int, headers: Mapping[str, str] | None = None
) -> PlainTextResponse:
    """Give a sentence as the whole answer; half a character that it quotes becomes a `?`."""
    plain = words.encode(errors="replace").decode()
    return PlainTextResponse(plain, status, headers={**_ALWAYS, **(headers or {})})


def last_sentence(words: str, status: int) -> PlainTextResponse:
    """Give a sentence, then close: what the other side still sends is not wanted."""
    return sentence(words, status, {"Connection": "close"})


def too_large(limit: int) -> str:
    """Say how large a file may be; `limit` in bytes."""
    return TOO_LARGE.format(limit=f"{limit / 2**20:g}")
