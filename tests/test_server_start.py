"""Starting the server: on what terms it runs, and what it refuses.

1. Open to the network only with tokens; it says how to make one.
2. A token file that is not right is a sentence; encodings of Windows programs are understood.
3. It says where it is, who may call, and under which licence.
4. Without the extra, a sentence with the command that installs it.
5. A port, an address, a name or a certificate that cannot be used is a sentence.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from serving import HRPARK, MULING, NINGAN, TOKEN_FILE, Server, ask, function_call

from bureau.server.tokens import TokenFileError, read_tokens

if TYPE_CHECKING:
    from pathlib import Path


def refused(*arguments: str, **environment: str) -> str:
    """Start a server that must not start, and give what it said."""
    done = subprocess.run(
        [HRPARK, "serve", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "hr.example.cn"])  # noqa: S104
def test_open_to_the_network_it_wants_tokens(host: str) -> None:
    said = refused("--host", host)
    assert f"对外服务（--host {host}）必须先设访问令牌" in said
    assert "secrets.token_urlsafe" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "没有令牌"),
        ("# 说明\n", "没有令牌"),
        ("宁安市\n", "第 1 行应为“名称 空格 令牌”"),
        ("宁安市 short\n", "“宁安市”的令牌不合要求：至少 20 个"),
        ("宁安市 一二三四五六七八九十一二三四五六七八九十\n", "“宁安市”的令牌不合要求"),
        (f"宁安市 {NINGAN}\n穆棱市 {NINGAN}\n", "“穆棱市”的令牌与别的单位相同"),
    ],
)
def test_a_token_file_that_is_not_right_is_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "tokens.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TokenFileError, match=says):
        read_tokens(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_token_files_of_windows_programs_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "tokens.txt"
    path.write_text(TOKEN_FILE.replace("\n", "\r\n"), encoding=encoding)
    tokens = read_tokens(path)
    assert (tokens.who(NINGAN), tokens.who(MULING), tokens.who("")) == ("宁安市", "穆棱市", None)
    assert NINGAN not in repr(tokens)


def test_what_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes(TOKEN_FILE.encode("gbk"))
    assert "不是 UTF-8 编码" in refused("--token-file", str(path))
    assert "打不开令牌文件" in refused("--token-file", str(tmp_path / "无"))
    assert "令牌不合要求" in refused(HRPARK_TOKEN="short")  # noqa: S106 - none
    assert "找不到文件" in refused("--certificate", str(tmp_path / "无.pem"))
    assert "要一起给出" in refused("--certificate", str(path))


def test_a_place_that_cannot_be_had_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"{port} 端口已被占用" in refused("--port", port)
    path = tmp_path / "tokens.txt"
    path.write_text(TOKEN_FILE, encoding="utf-8")
    for host in ("192.0.2.1", "x" * 100):
        said = refused("--host", host, "--token-file", str(path))
        assert f"不能在地址 {host} 上服务" in said


@pytest.mark.parametrize("hostname", ["https://hr.example.cn", "hr.example.cn/", "a b", "市局"])
def test_a_hostname_that_is_none_is_a_sentence(hostname: str) -> None:
    assert "--hostname 只写主机名" in refused("--hostname", hostname)


def test_a_certificate_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "none.pem"
    path.write_text("junk", encoding="utf-8")
    said = refused("--certificate", str(path), "--key", str(path))
    assert "须是配成一对的 PEM 文件" in said


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such modes")
def test_a_token_file_that_others_may_read_is_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "tokens.txt"
    path.write_text(TOKEN_FILE, encoding="utf-8")
    for mode, warned in ((0o600, False), (0o644, True)):
        path.chmod(mode)
        with Server(tmp_path / f"{mode}", ("--token-file", str(path))) as server:
            assert ("请执行 chmod 600" in server.log) == warned


def test_it_says_where_it_is_who_may_call_and_on_what_terms(tmp_path: Path) -> None:
    with Server(tmp_path / "one", environment={"HRPARK_TOKEN": MULING}) as server:
        assert f"网页自查　{server.url}/" in server.log
        assert "PolyForm Noncommercial 1.0.0" in server.log
        assert "已登记 1 个" in server.log
        with server.client(MULING) as client:
            assert ask(client, function_call("HRPARK_CHECK_CODE", "")).status_code == 200
    assert "Traceback" not in server.log
    assert server.process
    assert server.process.returncode in {0, -15}


def test_the_manifest_names_the_host_that_it_was_told(tmp_path: Path) -> None:
    own = {"XLWINGS_LICENSE_KEY": "noncommercial", "HRPARK_TOKEN": NINGAN}
    arguments = ("--hostname", "hr.example.cn")
    with Server(tmp_path / "named", arguments, own) as server, server.client() as client:
        manifest = client.get("/manifest.xml", headers={"Host": "evil.example"}).text
    assert "https://hr.example.cn/taskpane.html" in manifest
    assert "https://hr.example.cn/manifest.xml" in server.log
    assert "evil" not in manifest
    assert "xlwings.org" not in manifest
    assert "产业园认定申报校验" in manifest


@pytest.mark.parametrize("library", ["xlwings_server", "uvicorn"])
def test_without_the_extra_it_says_how_to_install_it(library: str) -> None:
    program = (
        f"import sys; sys.modules[{library!r}] = None; sys.argv = ['hrpark', 'serve']\n"
        "from bureau.command_line import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 2
    assert "请在代码目录执行 make server" in done.stderr
    assert library in done.stderr
