"""What the task pane shows beside the lists, in Chromium with the real server.

1. The conclusion, the score, the code and each condition of Article 6 as the workbook holds them.
2. While a script runs, progress is seen and no second one can be started.
3. What people wrote is words and never markup; findings come with remedy and article, and what can
   be tidied as it is and as it would be.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from facts import park, residents
from open_books import OpenBook
from test_server_pane import READY, press, signed_in

from schemas.parameters import CITY, law_at
from workbook.template import Macros, build

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from serving import Server

# 3600㎡ in one place and two institutions: the area is reached, ten institutions are not.
CONDITIONS = {
    "规划论证": ("需人工研判", "judge"),
    "服务经济发展": ("需人工研判", "judge"),
    "建筑面积": ("符合", "met"),
    "分园区数量": ("符合", "met"),
    "产业集聚度": ("不符合", "not"),
    "机构类型": ("需人工研判", "judge"),
    "运营管理": ("需人工研判", "judge"),
    "服务体系": ("符合", "met"),
    "社会效益": ("需人工研判", "judge"),
}


def book(**changed: Any) -> OpenBook:  # noqa: ANN401 - whatever the form takes
    law = law_at(date(2026, 3, 18), CITY)
    facts = park(residents=residents(2), **changed)
    return OpenBook.of(build(law, rows=12, facts=facts, macros=Macros(b"stands for a project")))


def test_the_conclusion_and_each_condition_are_shown(page: Page, server: Server) -> None:
    opened = book()
    signed_in(page, server, opened)
    assert page.inner_text("#overall") == "存在不符合项（可附例外说明）"
    assert page.get_attribute("#overall", "class") == "not"
    assert page.inner_text("#score") == "待填写"
    assert page.inner_text("#code") == "—"
    page.click("#summary summary")
    shown = page.locator("#conditions li")
    for (title, (outcome, tone)), item in zip(CONDITIONS.items(), shown.all(), strict=True):
        assert item.inner_text().split() == [title, outcome]
        assert item.locator(".tag").get_attribute("class") == f"tag {tone}"
    press(page, "review")
    code = page.inner_text("#code")
    assert code.count("-") == 2
    sheet, area = opened.names["meta_code"]
    held = "([s, a]) => HOST.model.sheets.find((one) => one.name === s).values[a[0]][a[1]]"
    row, column = int(area.rpartition("$")[2]) - 1, ord(area[1]) - ord("A")
    assert page.evaluate(held, [sheet, [row, column]]) == code


def test_a_score_is_shown_with_its_grade(page: Page, server: Server) -> None:
    opened = book()
    for name, value in (("result_evaluation_total", 71.5), ("result_evaluation_grade", "合格")):
        sheet, area = opened.names[name]
        opened.type_in(sheet, area.replace("$", ""), value)
    signed_in(page, server, opened)
    assert page.inner_text("#score") == "71.5 分（合格）"


_WATCH = """() => {
    globalThis.seen = [];
    const bar = document.getElementById("progress");
    const look = () => seen.push([bar.hidden, ...["review", "preview_fixes"].map(
        (id) => document.getElementById(id).disabled)]);
    new MutationObserver(look).observe(bar, { attributes: true, attributeFilter: ["hidden"] });
}"""


def test_progress_is_seen_while_a_script_runs(page: Page, server: Server) -> None:
    signed_in(page, server, book())
    page.wait_for_selector(READY)
    page.evaluate(_WATCH)
    press(page, "review")
    assert page.evaluate("seen") == [[False, True, True], [True, False, False]]


def test_what_people_wrote_is_no_markup(page: Page, server: Server) -> None:
    opened = book()
    hostile = "<img src=x>91"
    opened.type_in("入驻机构", "F5", hostile)
    signed_in(page, server, opened)
    press(page, "review")
    first = page.locator("#findings .item").first.inner_text()
    assert f"现填“{hostile}”" in first
    assert "请对照营业执照填写18位统一社会信用代码" in first
    assert "（第七条第（一）项第6目）" in first
    assert page.locator("#findings img").count() == 0


def test_what_can_be_tidied_is_shown_as_it_is_and_as_it_would_be(
    page: Page, server: Server
) -> None:
    opened = book()
    opened.type_in("园区信息", "C14", "（０４５３）７６２２３４５")
    signed_in(page, server, opened)
    press(page, "preview_fixes")
    said = page.locator("#fixes .item").inner_text()
    assert "（０４５３）７６２２３４５ → 0453-7622345" in said
    assert "C14" in said
