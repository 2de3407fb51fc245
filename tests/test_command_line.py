"""The command `hrpark`, as people run it.

1. Exit status: 0 nothing to mend, 1 findings, 2 a file or a request that cannot be used.
2. Whatever a file is, a sentence says so; there is no traceback.
3. `--json` is data with stable ids; `--annotate` and `--html` write beside or into a folder and
   leave the original as it is.
4. What people wrote into a workbook is shown as it is: no markup, no script, no terminal commands.
5. A wrong code, day, decision, article or place to write is a sentence too.
6. What people read is Chinese, whatever the console was set to.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from dirty import blank, dirtied, number, text
from facts import ALL_FOR
from hostile import COMPOUND, book, pack
from messages import INFO, SERVICES, SITES, flawless
from typer.testing import CliRunner

from bureau.command_line import app, command_help
from schemas.findings import catalogue
from schemas.rules.eligibility import CONDITIONS
from workbook.limits import MOST_ROWS
from workbook.reading import read_workbook
from workbook.review import review
from workbook.samples import samples

if TYPE_CHECKING:
    from typer.testing import Result

HRPARK = Path(sys.executable).with_name("hrpark")
DECIDED = [word for key in ALL_FOR for word in ("--decision", f"{key}=符合")]


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the installed command in a process of its own."""
    return subprocess.run(
        [HRPARK, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100", **environment},
        timeout=120,
    )


def ask(*arguments: str | Path) -> Result:
    """Run the command in this process."""
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, [str(word) for word in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook that has nothing to mend, and one with a blank."""
    made = tmp_path_factory.mktemp("申报 [2026]")
    (made / "好.xlsx").write_bytes(flawless())
    (made / "缺.xlsx").write_bytes(dirtied(flawless(), blank(INFO, "C13")))
    return made


# -- status and print -----------------------------------------------------------------------------


def test_nothing_to_mend(folder: Path) -> None:
    done = run("check", folder / "好.xlsx", *DECIDED)
    assert (done.returncode, done.stderr) == (0, "")
    assert "总体结论：初步符合申报条件" in done.stdout
    assert "表内结果与重新计算相比：一致" in done.stdout
    assert review(flawless()).code in done.stdout
    assert done.stdout.rstrip().endswith("可以打印审批表盖章、报送。")


def test_something_to_mend(folder: Path) -> None:
    done = run("check", folder / "缺.xlsx")
    assert (done.returncode, done.stderr) == (1, "")
    assert "[错误] 园区信息 C13\n    “负责人（联系人）”未填。（依据：附件）\n" in done.stdout
    assert "下一步：先改正 1 处错误，再校验一次。" in done.stdout


def test_a_file_that_is_not_there() -> None:
    done = run("check", "没有.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "没有.xlsx：打不开文件（没有.xlsx）。请核对文件名和位置；"
        "文件在的，关闭正在使用它的程序后重试。\n"
    )


def test_conditions_and_score_are_printed(folder: Path) -> None:
    shown = ask("check", folder / "好.xlsx").stdout
    for condition in CONDITIONS:
        assert condition.title in shown
    assert "参考评分（非官方）：待填写" in shown
    assert "缺：基础设施、运营管理" in shown
    assert "总体结论：需人工研判" in shown


def test_the_same_problem_in_many_cells_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        dirtied(flawless(), *(text(SERVICES, f"D{row}", "部分") for row in range(5, 15)))
    )
    shown = ask("check", path).stdout
    assert "[错误] 服务与活动 D5、D6、D7、D8、D9、D10、D11、D12 等10处\n" in shown
    assert shown.count("[错误]") == 1


def test_output_cut_short_is_no_failure(folder: Path) -> None:
    with subprocess.Popen(
        [HRPARK, "check", folder / "好.xlsx"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


# -- files that cannot be used --------------------------------------------------------------------


def foreign() -> bytes:
    into = BytesIO()
    openpyxl.Workbook().save(into)
    return into.getvalue()


UNUSABLE: dict[str, tuple[bytes, str]] = {
    "空.xlsx": (b"", "空文件"),
    "加密.xlsx": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
    "旧.xlsx": (COMPOUND + "Workbook".encode("utf-16-le"), "另存为"),
    "网页.xlsx": (b"<html><table><tr><td>1</table>", "HTML"),
    "表格.xlsx": ("机构名称,营业收入\n甲,300\n".encode("gb18030"), "CSV"),
    "打包.xlsx": (pack({"申报.xlsx": flawless()}), "解压"),
    "截断.xlsx": (flawless()[:5000], "损坏"),
    "乱码.xlsx": (flawless()[:3000] + b"?" * 3000 + flawless()[6000:], "请"),
    "自制.xlsx": (foreign(), "不是认定申报工作簿"),
    "无表头.xlsx": (book('<row r="1"><c r="A1"><v>1</v></c></row>'), "不是认定申报工作簿"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_file_that_cannot_be_used_is_named(name: str, tmp_path: Path) -> None:
    data, word = UNUSABLE[name]
    (tmp_path / name).write_bytes(data)
    done = ask("check", tmp_path / name)
    assert done.exit_code == 2
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.stderr.startswith(f"{name}：文件")
    assert word in done.stderr
    assert done.stdout == ""


def test_many_files_in_one_run(folder: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "收到"
    mixed.mkdir()
    for name, (data, _) in UNUSABLE.items():
        (mixed / name).write_bytes(data)
    (mixed / "说明.docx").write_bytes(b"PK")
    (mixed / "~$好.xlsx").write_bytes(b"lock")
    (mixed / "好-校验意见.xlsx").write_bytes(b"a copy of ours")
    done = run("check", folder / "缺.xlsx", mixed, folder / "好.xlsx")
    assert done.returncode == 2
    assert done.stdout.count("申报条件（第六条）") == 2
    assert done.stdout.index("缺.xlsx") < done.stdout.index("好.xlsx")
    assert "Traceback" not in done.stderr
    told = {line.partition("：")[0] for line in done.stderr.splitlines() if "：文件" in line}
    assert told == set(UNUSABLE)


def test_a_folder_without_workbooks(tmp_path: Path) -> None:
    done = ask("check", tmp_path)
    assert done.exit_code == 2
    assert done.stderr == f"文件夹 {tmp_path} 里没有工作簿。\n"


def test_a_folder_s_other_files_are_named_and_its_files_told_apart(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "好.xlsx").write_bytes((folder / "好.xlsx").read_bytes())
    (tmp_path / "缺.xlsx").write_bytes((folder / "缺.xlsx").read_bytes())
    (tmp_path / "老.et").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    (tmp_path / "好-校验意见.html").write_text("ours")
    (tmp_path / "扫描.pdf").write_text("no workbook")
    done = ask("check", tmp_path)
    assert done.exit_code == 2
    assert "没有校验（不是工作簿）：扫描.pdf\n" in done.stderr
    assert "老.et：" in done.stderr
    table = done.stdout.partition("总览")[2]
    lines = {
        name: line for line in table.splitlines() for name in ("好", "缺", "老") if name in line
    }
    assert set(lines) == {"好", "缺", "老"}
    assert "不能用" in lines["老"]
    assert " 1 " in lines["缺"]


# -- data -----------------------------------------------------------------------------------------


def test_data_has_stable_ids(folder: Path) -> None:
    done = run("check", "--json", folder / "缺.xlsx", folder / "没有.xlsx", folder / "好.xlsx")
    assert done.returncode == 2
    first, missing, second = json.loads(done.stdout)
    assert [first["file"], missing["file"], second["file"]] == ["缺.xlsx", "没有.xlsx", "好.xlsx"]
    assert set(missing) == {"file", "unreadable"}
    assert [item["key"] for item in first["conditions"]] == [item.key for item in CONDITIONS]
    assert {item["id"] for item in first["findings"]} <= set(catalogue())
    (found,) = (item for item in first["findings"] if item["level"] == "error")
    assert {key: found[key] for key in ("id", "sheet", "cell", "label", "article")} == {
        "id": "required.missing",
        "sheet": "园区信息",
        "cell": "C13",
        "label": "负责人（联系人）",
        "article": "annex",
    }
    assert second["submission_code"] == review(flawless()).code
    assert second["overall"] == "需人工研判"
    assert second["law_date"] == second["filed_on"] == "2026-03-18"
    assert second["score"]["total"] is None
    assert second["workbook_results"] == "一致"


def test_decisions_and_jurisdiction_reach_the_review(folder: Path) -> None:
    (decided,) = json.loads(ask("check", "--json", *DECIDED, folder / "好.xlsx").stdout)
    assert decided["overall"] == "初步符合申报条件"
    (county,) = json.loads(ask("check", "--json", "-j", "231083", folder / "好.xlsx").stdout)
    assert county["jurisdiction"] == "231083"
    assert "示例" in county["instrument"]


# -- copies ---------------------------------------------------------------------------------------


def test_copies_are_written_beside_and_the_original_stays(tmp_path: Path) -> None:
    path = tmp_path / "宁安.xlsx"
    data = dirtied(flawless(), blank(INFO, "C13"))
    path.write_bytes(data)
    done = ask("check", "--annotate", "--html", path)
    assert done.exit_code == 1
    assert path.read_bytes() == data
    assert sorted(item.name for item in tmp_path.iterdir()) == [
        "宁安-校验意见.html",
        "宁安-校验意见.xlsx",
        "宁安.xlsx",
    ]
    assert done.stderr.count("已写出") == 2
    copy = openpyxl.load_workbook(tmp_path / "宁安-校验意见.xlsx")
    assert "校验意见" in copy.sheetnames
    assert "未填" in copy["园区信息"]["C13"].comment.text


def test_copies_go_where_they_are_wanted(folder: Path, tmp_path: Path) -> None:
    before = sorted(folder.iterdir())
    target = tmp_path / "新" / "意见"
    assert ask("check", "--html", "-o", target, folder / "好.xlsx").exit_code == 0
    assert [item.name for item in target.iterdir()] == ["好-校验意见.html"]
    assert sorted(folder.iterdir()) == before


def test_a_place_that_cannot_be_written_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "占用").write_text("a file")
    done = ask("check", "--html", "-o", tmp_path / "占用", folder / "好.xlsx")
    assert done.exit_code == 2
    assert "好.xlsx 的标注件或网页写不进" in done.stderr
    assert "请用 --output 换一个文件夹。" in done.stderr
    assert "总体结论" in done.stdout  # the review itself was made


class Page(HTMLParser):
    """What a page holds: the tags, the text outside style, and the attributes' names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


SCRIPT = '<script>alert("园区")</script>'
IMAGE = "\"'><img src=x onerror=alert(1)>"


def test_a_page_runs_nothing_that_people_wrote(tmp_path: Path) -> None:
    path = tmp_path / "a<b>.xlsx"
    changes = (
        text(INFO, "C5", IMAGE),
        text(INFO, "C11", SCRIPT),
        text(INFO, "C17", SCRIPT),
        text(SITES, "E5", IMAGE),
    )
    path.write_bytes(dirtied(flawless(), *changes))
    assert ask("check", "--html", path).exit_code == 1
    source = (tmp_path / "a<b>-校验意见.html").read_text(encoding="utf-8")
    page = Page(source)
    assert page.tags.isdisjoint({"script", "img", "b>.xlsx"})
    assert not {name for name in page.attributes if name.startswith("on")}
    assert SCRIPT in page.words
    assert IMAGE in page.words
    assert "http" not in source.replace("http://www.w3.org", "")  # it needs nothing from elsewhere


def test_a_page_says_all_that_was_found(folder: Path, tmp_path: Path) -> None:
    ask("check", "--html", "-o", tmp_path, folder / "缺.xlsx")
    words = Page((tmp_path / "缺-校验意见.html").read_text(encoding="utf-8")).words
    found = review((folder / "缺.xlsx").read_bytes())
    for item in found.findings:
        assert item.problem in words
        assert item.remedy in words
    for condition in found.conditions:
        assert condition.given in words
    assert found.code in words
    assert found.sha256 in words


@pytest.mark.parametrize("name", ["园[/区]", "[bold]园区[/]", "园区\\[x]", "园_x001B_[31m区"])
def test_the_terminal_shows_what_people_wrote(name: str, tmp_path: Path) -> None:
    path = tmp_path / "[red] 申报\x1b[b].xlsx"
    path.write_bytes(
        dirtied(
            flawless(), text(INFO, "C11", name), text(INFO, "C5", name), text(INFO, "C17", name)
        )
    )
    done = ask("check", path, tmp_path / "[red]没有\x1b[b].xlsx")
    assert isinstance(done.exception, SystemExit)
    assert done.exit_code == 2
    plain = name.replace("_x001B_", "")
    assert f"申报单位 {plain}" in done.stdout
    assert f"现填“{plain}”" in done.stdout
    assert "[red] 申报[b].xlsx" in done.stdout
    assert "[red]没有[b].xlsx：打不开文件" in done.stderr
    assert "\x1b" not in done.output


def test_a_long_entry_is_not_repeated_in_full(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(dirtied(flawless(), text(INFO, "C14", "电话\n" * 500)))
    (line,) = (
        line for line in ask("check", path).stdout.splitlines() if "不是有效的电话号码" in line
    )
    assert "电话 电话" in line
    assert len(line) < 120


# -- requests that cannot be met ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "-j", "231002", "a.xlsx"], "没有行政区划代码为“231002”的办法"),
        (["check", "-j", "../x", "a.xlsx"], "没有行政区划代码"),
        (["check", "--decision", "planning", "a.xlsx"], "“planning”写法不对"),
        (["check", "--decision", "planning=好", "a.xlsx"], "应为 条件=符合 或 条件=不符合"),
        (["check", "--decision", "route_a=符合", "a.xlsx"], "planning（规划论证）"),
        (["template", "-j", "999999"], "用 hrpark law --list 查看可用的代码"),
        (["template", "-d", "2025-12-31"], "自2026年1月1日起实施，2025-12-31尚未施行"),
        (["law", "-d", "2025-12-31"], "尚未施行"),
        (["law", "-d", "明天"], "“明天”不是日期"),
        (["law", "-j", "231083", "-d", "2026-06-30"], "自2026年7月1日起实施"),
        (["law", "--article", "18"], "没有第“18”条"),
        (["sample", "没有"], "没有示例“没有”"),
    ],
)
def test_what_cannot_be_met_is_a_sentence(arguments: list[str], sentence: str) -> None:
    done = ask(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert done.stderr.strip().endswith("。")


@pytest.mark.parametrize("rows", ["9", "5001", "many"])
def test_a_template_has_a_sensible_number_of_rows(rows: str, tmp_path: Path) -> None:
    assert ask("template", "--rows", rows, "-o", tmp_path / "a.xlsx").exit_code == 2
    assert not list(tmp_path.iterdir())


def test_the_longest_template_can_be_read(tmp_path: Path) -> None:
    assert ask("template", "--rows", str(MOST_ROWS), "-o", tmp_path / "a.xlsx").exit_code == 0
    assert len(read_workbook(tmp_path / "a.xlsx").sheets) == 12


@pytest.mark.parametrize("command", [["template", "--rows", "10"], ["sample", "dirty"]])
def test_a_place_that_cannot_be_written(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("a file")
    (tmp_path / "夹").mkdir()
    for target in (tmp_path / "文件" / "a.xlsx", tmp_path / "夹", Path("/proc/a.xlsx")):
        done = ask(*command, "-o", target)
        assert done.exit_code == 2
        assert done.stderr.startswith(f"写不了 {target}：")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["夹", "文件"]


@pytest.mark.parametrize("command", [["template", "--rows", "10"], ["sample", "dirty"]])
def test_what_may_have_been_filled_in_is_not_written_over(
    command: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("filled in over several days")
    done = ask(*command, "-o", target)
    assert (done.exit_code, target.read_text()) == (2, "filled in over several days")
    assert done.stderr.startswith(f"{target} 已经存在，没有动它。")
    assert ask(*command, "-o", target, "--overwrite").exit_code == 0
    assert target.read_bytes().startswith(b"PK")


# -- the other commands ---------------------------------------------------------------------------


def test_a_template_is_written_whole_and_is_ours(tmp_path: Path) -> None:
    target = tmp_path / "新" / "工作簿.xlsx"
    done = run("template", "--rows", "10", "-j", "231083", "-d", "2027-01-01", "-o", target)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"已生成 {target}（海林市人力资源服务产业园管理办法")
    assert [item.name for item in target.parent.iterdir()] == ["工作簿.xlsx"]
    found = review(target)
    assert (found.law.code, found.overall) == ("231083", "待填写")
    assert found.agreement == "一致"
    missing = {item.label for item in found.findings if item.id == "required.missing"}
    assert {"申报单位", "园区名称", "规划论证要点"} <= missing
    assert {item.id for item in found.findings} == {"required.missing", "table.empty"}


def test_the_law_as_data() -> None:
    law = json.loads(run("law", "--json", "-d", "2026-03-18").stdout)
    assert law["jurisdiction"] == "231000"
    figures = {key: figure["value"] for key, figure in law["parameters"].items()}
    by_hand = {
        "single_site_floor_area": "3000",
        "core_site_floor_area": "2000",
        "total_floor_area": "5000",
        "branch_sites": "3",
        "residents": "10",
        "total_gross_revenue": "3000",
        "gross_revenue_b": "300",
        "gross_revenue_c": "500",
        "net_service_revenue_d": "50",
    }
    assert by_hand.items() <= figures.items()
    assert all(figure["article"] for figure in law["parameters"].values())
    assert len(law["readings"]) > 5


def test_the_law_in_words() -> None:
    shown = ask("law").stdout
    assert "不少于3000平方米" in shown.replace("\n", "")
    assert "对条文的理解" in shown
    assert "示例办法，非正式文件" not in shown
    assert "示例办法，非正式文件" in ask("law", "-j", "231083").stdout


def test_the_jurisdictions_that_have_a_law() -> None:
    assert ask("law", "--list").stdout == "231000 牡丹江市\n231083 海林市（示例）\n"


def test_an_article_is_cited_and_quoted() -> None:
    shown = ask("law", "--article", "6(3)").stdout
    assert shown.startswith("《办法》第六条第（三）项\n")
    assert "园区建筑面积达到3000平方米（含）以上" in shown


def test_samples_are_listed_and_written(tmp_path: Path) -> None:
    listed = ask("sample").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(samples())
    done = ask("sample", "single-site-pass", "-o", tmp_path / "a.xlsx")
    assert done.exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == samples()["single-site-pass"].workbook()


def test_the_demonstration_shows_every_sample(tmp_path: Path) -> None:
    done = run("demo", "-o", tmp_path / "结果")
    assert (done.returncode, done.stderr) == (0, "")
    names = {item.name for item in (tmp_path / "结果").iterdir()}
    for key in samples():
        assert {f"{key}.xlsx", f"{key}-校验意见.xlsx", f"{key}-校验意见.html"} <= names
    assert "认定申报工作簿.xlsx" in names
    assert done.stdout.count("申报条件（第六条）") == len(samples())


# -- words ----------------------------------------------------------------------------------------


def test_every_command_explains_itself_in_chinese() -> None:
    shown = ask("--help").stdout
    for name, words in command_help().items():
        assert f"  {name} " in shown
        lines = [
            line for line in words.splitlines() if line.startswith("  ") and "--help" not in line
        ]
        assert lines
        starts = [line for line in lines if line.lstrip().startswith(("-", "FILE", "NAME"))]
        assert [line for line in starts if not any("一" <= mark <= "龥" for mark in line)] == []


def test_chinese_goes_out_as_utf_8_whatever_the_console(folder: Path) -> None:
    plain: dict[str, Any] = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = run("check", folder / "没有这个.xlsx", **plain)
    assert done.returncode == 2
    assert "打不开文件" in done.stderr
    assert run("law", "--list", **plain).stdout.startswith("231000 牡丹江市")


def test_a_small_figure_is_not_rounded_away(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(dirtied(flawless(), number(SITES, "H5", 2999.99)))
    shown = ask("check", path).stdout
    assert "建筑面积尚差0.01平方米" in shown
    assert "存在不符合项（可附例外说明）" in shown


def test_the_edition_with_macros_is_ours_and_can_be_checked(tmp_path: Path) -> None:
    path = tmp_path / "申报.xlsm"
    done = ask(
        *("template", "--edition", "xlsm", "--rows", "20", "-o", path),
        *("--server", "https://hr.example.gov.cn/", "--token", "abc"),
    )
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(path, keep_vba=True)
    conf = {row[0]: row[1] for row in book["xlwings.conf"].iter_rows(values_only=True)}
    assert conf["HRPARK_SERVER"] == "https://hr.example.gov.cn"
    assert conf["AUTH"] == "abc"
    assert conf["UDF MODULES"] == "udfs.functions"
    found = review(path)
    assert {finding.id for finding in found.findings if finding.id.startswith("workbook.")} == set()
    assert {finding.id for finding in found.findings if finding.id.startswith("template.")} == set()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--server", "https://a"], "--server 和 --token 只用于 --edition xlsm。"),
        (["--token", "a"], "--server 和 --token 只用于 --edition xlsm。"),
        (["--edition", "xlsm", "-o", "甲.xlsx"], "甲.xlsx 的扩展名应为 .xlsm，否则 Excel 打不开。"),
        (["-o", "甲.xlsm"], "甲.xlsm 的扩展名应为 .xlsx，否则 Excel 打不开。"),
    ],
)
def test_an_edition_that_would_not_open_is_refused(options: list[str], sentence: str) -> None:
    done = ask("template", *options)
    assert done.exit_code == 2
    assert sentence in done.output
