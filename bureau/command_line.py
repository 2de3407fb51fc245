"""The command `hrpark`: make templates, check workbooks, show the law, show samples."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bureau.os_reasons import reason
from schemas.parameters import (
    CITY,
    Law,
    NotInForceError,
    UnknownJurisdictionError,
    first_day,
    jurisdictions,
    law_at,
)
from workbook.edition import Edition
from workbook.limits import DEFAULT_ROWS, MOST_ROWS

app = typer.Typer(
    name="hrpark",
    help="市级人力资源服务产业园认定：申报工作簿、校验与参考评分。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


_WORKBOOKS = {".xlsx", ".xlsm"}
# What a county may send instead: checking it says why it cannot be used, and what to do.
_SPREADSHEETS = _WORKBOOKS | {".xls", ".xlsb", ".et", ".ett", ".ods", ".csv"}


class Status(IntEnum):
    """What the command tells the shell."""

    NOTHING_WRONG = 0
    FINDINGS = 1
    UNUSABLE = 2


Jurisdiction = Annotated[
    str, typer.Option("--jurisdiction", "-j", metavar="CODE", help="行政区划代码。")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="同名的文件已经存在也写。")]
Day = Annotated[
    str, typer.Option("--date", "-d", metavar="DATE", help="适用日期，如 2026-03-18，默认今天。")
]


def _law(jurisdiction: str, day: str) -> Law:
    """Give the law asked for; a wrong code or day ends the command with a sentence."""
    try:
        given = date.fromisoformat(day) if day else None
    except ValueError:
        _stop(f"“{day}”不是日期，请写成 2026-03-18 的样子。")
    try:
        return law_at(given or max(first_day(jurisdiction), date.today()), jurisdiction)  # noqa: DTZ011
    except (UnknownJurisdictionError, NotInForceError) as error:
        _stop(str(error.args[0]))


def _stop(sentence: str) -> NoReturn:
    """End the command with a sentence for people."""
    typer.echo(sentence, err=True)
    raise typer.Exit(Status.UNUSABLE)


@app.command()
def template(  # noqa: PLR0913 - these are its options
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="写到哪个文件，默认 认定申报工作簿.xlsx。"
        ),
    ] = None,
    rows: Annotated[
        int, typer.Option(min=10, max=MOST_ROWS, metavar="ROWS", help="入驻机构表的行数。")
    ] = DEFAULT_ROWS,
    jurisdiction: Jurisdiction = CITY,
    day: Day = "",
    *,
    edition: Annotated[
        Edition, typer.Option("--edition", help="xlsx 不含宏；xlsm 带校验按钮和单元格函数。")
    ] = Edition.XLSX,
    server: Annotated[
        str, typer.Option("--server", metavar="URL", help="市局在线校验的网址，只用于 xlsm。")
    ] = "",
    token: Annotated[
        str, typer.Option("--token", metavar="TOKEN", help="在线校验的令牌，只用于 xlsm。")
    ] = "",
    overwrite: Overwrite = False,
) -> None:
    """生成空白的认定申报工作簿。"""
    from workbook.template import Macros, build  # noqa: PLC0415 - only this command writes templates

    macros = None
    if edition is Edition.XLSM:
        from macros.project import build_project  # noqa: PLC0415 - the same

        macros = Macros(build_project(), server.rstrip("/"), token)
    elif server or token:
        _stop("--server 和 --token 只用于 --edition xlsm。")
    output = output or Path(f"认定申报工作簿.{edition}")
    if output.suffix.lower() in _WORKBOOKS - {f".{edition}"}:
        _stop(f"{output} 的扩展名应为 .{edition}，否则 Excel 打不开。")
    law = _law(jurisdiction, day)
    _write(output, build(law, rows=rows, macros=macros), overwrite=overwrite)
    typer.echo(f"已生成 {output}（{law.instrument}，{rows} 行）。")


def _write(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write a file whole or not at all; what is there already may have been filled in."""
    from bureau.checking import write_whole  # noqa: PLC0415

    if path.is_file() and not overwrite:
        _stop(
            f"{path} 已经存在，没有动它。请用 --output 换一个名字；确实要覆盖的，加 --overwrite。"
        )
    try:
        write_whole(path, data)
    except OSError as error:
        _stop(f"写不了 {path}：{reason(error)}。请换一个文件夹，或关闭正在使用它的程序。")


@app.command()
def check(  # noqa: PLR0913 - these are its options
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="要校验的工作簿，或放工作簿的文件夹。")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON 数据。")] = False,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="另存一份标注了问题的工作簿，原文件不动。")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="另存一份可打印的网页。")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="上两项写到哪里，默认原文件旁。"),
    ] = None,
    decision: Annotated[
        list[str] | None,
        typer.Option(
            "--decision", metavar="KEY=RESULT", help="市局研判，如 planning=符合；可多次。"
        ),
    ] = None,
    jurisdiction: Annotated[
        str | None,
        typer.Option("--jurisdiction", "-j", metavar="CODE", help="不按工作簿，按此行政区划代码。"),
    ] = None,
) -> None:
    """校验工作簿：逐格查错，对照第六条，计算参考评分。

    退出状态：0 没有要改的，1 有问题，2 文件不能用。
    """
    from workbook.reading import prepare  # noqa: PLC0415 - only this command reads files

    prepare()  # starts the reader, which gets ready while pandas loads
    from bureau.checking import check_files  # noqa: PLC0415 - loading pandas takes a while

    if jurisdiction is not None and jurisdiction not in jurisdictions():
        _law(jurisdiction, "")
    raise typer.Exit(
        check_files(
            list(_workbooks(files)),
            as_json=as_json,
            annotate=annotate,
            html=html,
            output=output,
            decisions=_decisions(decision or []),
            jurisdiction=jurisdiction,
        )
    )


def _workbooks(paths: list[Path]) -> Iterator[Path]:
    """Give the files named, and the spreadsheets of the folders named but for our own copies."""
    from workbook.layout import RETURNED_SUFFIX  # noqa: PLC0415

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(file for file in path.iterdir() if not file.name.startswith((".", "~$")))
        ours = {file for file in inside if file.stem.endswith(RETURNED_SUFFIX)}
        found = [file for file in inside if file.suffix.lower() in _SPREADSHEETS]
        if not found:
            _stop(f"文件夹 {path} 里没有工作簿。")
        yield from (file for file in found if file not in ours)
        others = [file.name for file in inside if file not in ours and file not in found]
        if others:
            typer.echo(f"没有校验（不是工作簿）：{'、'.join(others)}", err=True)


def _decisions(given: list[str]) -> dict[str, str]:
    from schemas.outcomes import Outcome  # noqa: PLC0415
    from schemas.rules.eligibility import COUNTING  # noqa: PLC0415

    keys = {condition.key: condition.title for condition in COUNTING}
    decisions = {}
    for text in given:
        key, _, word = text.partition("=")
        if key not in keys or word not in {Outcome.MET, Outcome.NOT_MET}:
            names = "、".join(f"{key}（{title}）" for key, title in keys.items())
            _stop(f"“{text}”写法不对，应为 条件=符合 或 条件=不符合。条件有：{names}。")
        decisions[key] = word
    return decisions


@app.command()
def law(
    jurisdiction: Jurisdiction = CITY,
    day: Day = "",
    *,
    listing: Annotated[bool, typer.Option("--list", help="列出有办法的行政区划。")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON 数据。")] = False,
    article: Annotated[
        str, typer.Option("--article", metavar="ARTICLE", help="显示条文，如 6(4)。")
    ] = "",
) -> None:
    """显示办法的参数、理解和条文。"""
    if listing:
        for code, name in jurisdictions().items():
            example = "（示例）" if law_at(first_day(code), code).example else ""
            typer.echo(f"{code} {name}{example}")
        return
    shown = _law(jurisdiction, day)
    if article:
        provision = shown.provisions.get(article)
        if provision is None:
            _stop(f"没有第“{article}”条。可查：{'、'.join(shown.provisions)}。")
        typer.echo(f"{shown.cite(article)}\n{provision.text}")
        return
    if as_json:
        from bureau.law_data import law_data  # noqa: PLC0415

        typer.echo(json.dumps(law_data(shown), ensure_ascii=False, indent=2))
        return
    from rich.console import Console  # noqa: PLC0415

    from bureau.console import print_law  # noqa: PLC0415

    print_law(shown, Console())


@app.command()
def sample(
    name: Annotated[str, typer.Argument(metavar="NAME", help="示例名称；不写则列出全部。")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="写到哪个文件。")
    ] = None,
    *,
    overwrite: Overwrite = False,
) -> None:
    """取一份填好的示例工作簿。"""
    from workbook.samples import samples  # noqa: PLC0415

    known = samples()
    if not name:
        for item in known.values():
            typer.echo(f"{item.key:<24}{item.title}")
        return
    if name not in known:
        _stop(f"没有示例“{name}”。可选：{'、'.join(known)}。")
    target = output or Path(f"{name}.xlsx")
    _write(target, known[name].workbook(), overwrite=overwrite)
    typer.echo(f"已写出 {target}：{known[name].title}。")


@app.command()
def demo(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="结果放到哪个文件夹。")
    ] = Path("build/demo"),
) -> None:
    """演示：生成模板，校验全部示例，写出标注件和网页。"""
    from bureau.demonstration import demonstrate  # noqa: PLC0415

    demonstrate(output, _law(CITY, ""))


@app.command()
def excel(
    workbooks: Annotated[
        list[Path] | None, typer.Argument(metavar="WORKBOOK", help="要解除锁定的工作簿。")
    ] = None,
) -> None:
    """把本机的 Excel 接到本机的 Python（Windows），并解除工作簿的锁定。"""
    from macros import desktop  # noqa: PLC0415 - only this command needs xlwings

    python = Path(sys.executable)
    try:
        written = desktop.connect(python)
        for path in workbooks or ():
            if not path.is_file():
                _stop(f"没有这个文件：{path}")
            marked = desktop.unblock(path)
            typer.echo(f"{path}：{'已解除锁定' if marked else '没有锁定'}。")
    except OSError as error:
        _stop(f"写不了 {error.filename}：{reason(error)}。请关闭 Excel 后再试。")
    typer.echo(f"已登记本机 Python：{python}\n记在：{written}")
    if desktop.engine(python) is None:
        _stop(
            "没有找到 xlwings 的接口文件，Excel 还用不上本机 Python：只有 Windows 上有，"
            "且版本须与工作簿一致。工作簿照样能用，由内置公式计算。"
        )
    typer.echo("好了。打开 .xlsm 工作簿，启用宏，首页“计算方式”应显示“本机 Python”。")


@app.command()
def serve(  # noqa: PLR0913 - these are its options
    *,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="在哪个地址服务，默认只限本机。")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, metavar="PORT", help="端口。")
    ] = 8000,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            metavar="FILE",
            help="令牌文件，每行“名称 令牌”；只一个令牌的，可改设环境变量 HRPARK_TOKEN。",
        ),
    ] = None,
    hostname: Annotated[
        str,
        typer.Option("--hostname", metavar="NAME", help="写进加载项清单的网址，如 hr.example.cn。"),
    ] = "",
    max_upload: Annotated[
        int, typer.Option("--max-upload", min=1, max=30, metavar="MB", help="一次最多上传多少。")
    ] = 20,
    at_once: Annotated[
        int, typer.Option("--at-once", min=1, max=64, metavar="COUNT", help="最多同时校验几份。")
    ] = 2,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="HTTPS 证书（PEM）。")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="证书的私钥（PEM）。")
    ] = None,
) -> None:
    """启动服务器：网页自查，以及给 Excel 加载项和“校验”按钮用的服务。"""
    for library in ("xlwings_server", "uvicorn", "python_multipart"):
        # Looked for only: xlwings-server must find its environment prepared when it is imported.
        if find_spec(library) is None:
            _stop(
                f"还没有安装服务器部分（缺 {library}）。请在代码目录执行 make server；"
                "收到的是安装包的，见 docs/guide-server.md“安装与启动”。"
            )
    from bureau.server.settings import MEBIBYTE, Settings  # noqa: PLC0415 - needs the extra
    from bureau.server.tokens import (  # noqa: PLC0415 - the same
        HOW_TO_MAKE,
        TokenFileError,
        Tokens,
        one_token,
        read_tokens,
    )

    single = os.environ.pop("HRPARK_TOKEN", "")
    try:
        tokens = (
            read_tokens(token_file) if token_file else one_token(single) if single else Tokens()
        )
    except TokenFileError as error:
        _stop(str(error))
    settings = Settings(
        host, port, hostname, max_upload * MEBIBYTE, at_once, tokens, certificate, key
    )
    if not settings.local and not tokens:
        _stop(f"对外服务（--host {host}）必须先设访问令牌。\n{HOW_TO_MAKE}")
    for path in (certificate, key):
        if path and not path.is_file():
            _stop(f"找不到文件 {path}。")
    if (certificate is None) != (key is None):
        _stop("证书（--certificate）和私钥（--key）要一起给出。")
    from bureau.server.readiness import obstacle, open_to_others  # noqa: PLC0415 - the same
    from bureau.server.running import introduction, run  # noqa: PLC0415 - the same

    if why := obstacle(settings):
        _stop(why)
    if token_file and open_to_others(token_file):
        typer.echo(f"提醒：别的用户也能读 {token_file}，请执行 chmod 600 {token_file}。", err=True)
    typer.echo(introduction(settings))
    run(settings)


def command_help() -> dict[str, str]:
    """Give the help of every command by name, for the reference in the documents."""
    from typer.testing import CliRunner  # noqa: PLC0415 - only the documents need it

    names = [item.callback.__name__ for item in app.registered_commands if item.callback]
    runner = CliRunner(env={"COLUMNS": "88", "TERMINAL_WIDTH": "88"})
    return {name: runner.invoke(app, [name, "--help"], prog_name="hrpark").output for name in names}


def main() -> None:
    """Run the command; Chinese goes out as UTF-8 whatever the console was set to."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    app()
