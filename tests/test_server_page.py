"""The self-check page of the real server, as browsers and others post to it.

1. A workbook gets conditions, score and findings; its copy and a page to print for the asking.
2. A file that cannot be used gets its sentence and status 422, whatever it is.
3. Too much is refused while it arrives, announced or not; too many at once are told to wait.
4. Names of files are only shown: escaped, never a path; the copy is named after them (RFC 5987).
5. Nothing is kept: no file, no cookie, no word of content in the log.
6. Every answer forbids what the page does not need.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx
import openpyxl
import pytest
from hostile import COMPOUND, SHEET, book, pack, parts, twice
from serving import Server

from workbook.review import review
from workbook.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD, DIRTY = samples()["single-site-pass"], samples()["dirty"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEBIBYTE = 2**20


class Words(HTMLParser):
    """What a page says, and what elements it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: Counter[str] = Counter()
        self.attributes: list[str] = []
        self.feed(html)
        self.text = "".join(self.said)

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += [name for name, _ in attrs]


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client() as found:
        yield found


def post(
    client: httpx.Client, data: bytes, name: str = "宁安.xlsx", want: str = ""
) -> httpx.Response:
    form = {"want": want} if want else {}
    return client.post("/check", files={"workbook": (name, data)}, data=form)


def test_the_page_asks_for_a_workbook_and_says_that_nothing_is_kept(client: httpx.Client) -> None:
    for path in ("/", "/check"):
        page = Words(client.get(path).text)
        assert "不存盘，不留底" in page.text
        assert "不超过 20 MB" in page.text
        assert page.elements["input"] == 1


@pytest.mark.parametrize("key", samples())
def test_a_workbook_gets_the_same_review_as_everywhere(client: httpx.Client, key: str) -> None:
    data = samples()[key].workbook()
    found = review(data, name="宁安.xlsx")
    answer = post(client, data)
    assert answer.status_code == 200
    text = Words(answer.text).text
    assert found.code in text
    assert found.sha256 in text
    assert str(found.overall) in text
    for item in found.conditions:
        assert item.condition.title in text
        assert item.reason in text
    for group in found.groups:
        assert group.first.problem in text
        assert group.first.remedy in text


def test_findings_stand_under_their_sheets_with_counts(client: httpx.Client) -> None:
    found = review(DIRTY.workbook())
    text = Words(post(client, DIRTY.workbook()).text).text
    counts = Counter(one.place.sheet if one.place else "工作簿" for one in found.findings)
    assert len(counts) > 5
    for sheet, count in counts.items():
        assert f"{sheet}　{count} 处" in text


def test_the_copy_is_the_file_with_its_findings(client: httpx.Client) -> None:
    answer = post(client, DIRTY.workbook(), "绥芬河 2026.xlsx", "copy")
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="checked.xlsx"; filename*=UTF-8')
    assert unquote(disposition.partition("''")[2]) == "绥芬河 2026-校验意见.xlsx"
    names = openpyxl.load_workbook(BytesIO(answer.content), read_only=True).sheetnames
    assert names[-1] == "校验意见"


def test_the_page_to_print_is_one_of_its_own(client: httpx.Client) -> None:
    answer = post(client, GOOD.workbook(), want="print")
    page = Words(answer.text)
    assert page.elements["form"] == 0
    assert review(GOOD.workbook()).code in page.text


FILES: dict[str, tuple[bytes, str]] = {
    "空.xlsx": (b"", "空文件"),
    "文字.et": ("宁安市".encode(), "不是 Excel 工作簿"),
    "旧.xls": (COMPOUND, "另存为“Excel 工作簿（*.xlsx）”"),
    "别的.xlsx": (book('<row r="1"><c r="A1"><v>1</v></c></row>'), "《认定申报工作簿》"),
    "断.xlsx": (GOOD.workbook()[:20_000], "已损坏"),
    "炸弹.xlsx": (pack({**parts(""), SHEET: b" " * (120 * MEBIBYTE)}), "压缩比异常"),
    "重名.xlsx": (twice(), "内部有同名部件"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("want", ["", "copy", "print"])
def test_a_file_that_cannot_be_used_gets_its_sentence(
    client: httpx.Client, name: str, want: str
) -> None:
    data, says = FILES[name]
    answer = post(client, data, name, want)
    assert answer.status_code == 422
    text = Words(answer.text).text
    assert f"{name}：文件" in text
    assert says in text
    assert "没有校验成" in text


def test_a_form_without_a_file_asks_for_one(client: httpx.Client) -> None:
    empty = client.post("/check", files={"workbook": ("", b"")})
    other = client.post("/check", files={"else": ("a.xlsx", b"x")})
    two = client.post("/check", files=[("workbook", ("a", b"x")), ("workbook", ("b", b"x"))])
    plain = client.post("/check", data={"workbook": "x"})
    nothing = client.post("/check")
    boundless = client.post(
        "/check", content=b"--x", headers={"Content-Type": "multipart/form-data"}
    )
    broken = client.post(
        "/check", content=b"junk", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    strange = client.post(
        "/check",
        content=b'--x\r\nContent-Disposition: form-data; name="workbook"; filename="a"\r\n\r\nb',
        headers={"Content-Type": "multipart/form-data; boundary=x; charset=undefined"},
    )
    for answer in (empty, other, two, plain, nothing, boundless, broken, strange):
        assert (answer.status_code, "请先选择" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\县\\宁安.xlsx", "宁安.xlsx"),
        ("<script>alert(1)</script>.xlsx", "script.xlsx"),
        ("<b>宁安&amp;.xlsx", "b宁安&amp;amp;.xlsx"),
        ("\u202exslx.exe", "xslx.exe"),
        ("长" * 300 + ".xlsx", "长" * 75 + ".xlsx"),
        ("..", "工作簿.xlsx"),
    ],
)
def test_a_name_is_only_shown(client: httpx.Client, given: str, shown: str) -> None:
    html = post(client, b"x", given).text
    assert "<script>alert" not in html
    assert f"<p>{shown}：文件" in html


def test_a_strange_name_of_a_copy_is_a_name_still(client: httpx.Client) -> None:
    given = "..\\/x;a=b'*县.XLSM"
    headers = post(client, GOOD.workbook(), given, "copy").headers
    disposition = headers["content-disposition"]
    assert headers["content-type"] == "application/vnd.ms-excel.sheet.macroEnabled.12"
    quoted = "x%3Ba%3Db%27%E5%8E%BF-%E6%A0%A1%E9%AA%8C%E6%84%8F%E8%A7%81.xlsm"
    assert disposition == f"attachment; filename=\"checked.xlsm\"; filename*=UTF-8''{quoted}"


def chunks(size: int) -> Iterator[bytes]:
    yield b'--x\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"\r\n\r\n'
    for _ in range(size):
        yield b"0" * MEBIBYTE


def test_too_much_is_refused_announced_or_not(client: httpx.Client) -> None:
    announced = post(client, b"0" * (21 * MEBIBYTE))
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    chunked = client.post("/check", content=chunks(25), headers=form)
    for answer in (announced, chunked):
        assert (answer.status_code, "文件超过 20 MB" in answer.text) == (413, True)
    assert post(client, GOOD.workbook()).status_code == 200


def test_an_endless_upload_is_cut_off(client: httpx.Client) -> None:
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    try:
        answer = client.post("/check", content=chunks(2000), headers=form)
    except httpx.TransportError:
        return  # the server hung up while we were still sending
    assert answer.status_code == 413


def test_many_at_once_are_served_or_told_to_wait(tmp_path: Path) -> None:
    with Server(tmp_path / "busy", ("--at-once", "1")) as server:

        def one(_: int) -> int:
            with server.client() as client:
                answer = post(client, DIRTY.workbook())
                assert answer.status_code == 200 or "请过一两分钟再试" in answer.text
                return answer.status_code

        with ThreadPoolExecutor(24) as pool:
            statuses = Counter(pool.map(one, range(48)))
        assert statuses.keys() == {200, 503}
        assert statuses[200] >= 8
        with server.client() as client:
            assert post(client, DIRTY.workbook()).status_code == 200


def test_uploads_beside_each_other_are_not_mixed(server: Server) -> None:
    wanted = {key: review(one.workbook()).code for key, one in samples().items()}

    def one(key: str) -> str:
        with server.client() as client:
            answer = post(client, samples()[key].workbook())
            return answer.text if answer.status_code == 200 else key

    with ThreadPoolExecutor(4) as pool:
        pages = dict(zip(wanted, pool.map(one, wanted), strict=True))
    for key, code in wanted.items():
        assert code in pages[key]
        assert not [other for other in wanted.values() if other != code and other in pages[key]]


def test_nothing_is_kept(server: Server, client: httpx.Client) -> None:
    for want in ("", "copy", "print"):
        answer = post(client, DIRTY.workbook(), "绝密文件名.xlsx", want)
        assert "set-cookie" not in answer.headers
        assert "no-store" in answer.headers["cache-control"]
    post(client, b"0" * (5 * MEBIBYTE), "绝密文件名.xlsx")
    assert list(server.scratch.rglob("*")) == []
    found = review(DIRTY.workbook())
    for content in ("绝密文件名", found.park, found.applicant, found.code):
        assert content not in server.log


def test_every_page_forbids_what_it_does_not_need(client: httpx.Client) -> None:
    for answer in (client.get("/"), post(client, DIRTY.workbook()), post(client, b"")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        page = Words(answer.text)
        assert not [name for name in page.attributes if name.startswith("on") or name == "style"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../custom_scripts/__init__.py",
        "/static/..%2fcustom_scripts/__init__.py",
        "/static/%2e%2e/custom_scripts/__init__.py",
        "/static/..%5ccustom_scripts%5c__init__.py",
        "/static/C:/Windows/win.ini",
        "/static//etc/passwd",
        "/.env",
        "/docs",
        "/xlwings/custom-scripts-call/__class__",
    ],
)
def test_no_path_leads_elsewhere(server: Server, path: str) -> None:
    with httpx.Client(timeout=20) as raw:
        url = httpx.URL(server.url).copy_with(raw_path=path.encode())
        answer = raw.get(url)
    assert answer.status_code in {401, 404}


def test_the_server_says_which_versions_it_runs(client: httpx.Client) -> None:
    said = client.get("/health").json()
    assert said == {"status": "ok", "hrpark": "0.1.0", "xlwings": "0.37.8"}
