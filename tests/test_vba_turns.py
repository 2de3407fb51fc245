"""Which engine a button asks, in what order, with what; and how often cells ask one that is absent.

1. The server first, where the workbook names one; then local Python; then VBA alone.
2. What an engine is called with: its script, the address and the token, the order of arguments.
3. Each attempt that fails says why, and the next one goes on from the list as it was.
4. An engine that does not start is asked once, not by each of 500 cells, until 校验 is pressed.
5. 准备邮件 saves a copy, then opens a draft that says whom, what and where; it sends nothing.
"""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from vba_stand_ins import TOKEN, Engines

from workbook.button_words import OPEN
from workbook.layout import INFO

ADDRESS = "https://hr.example.cn/hrpark"
NOT_AVAILABLE = "Error 2042"
REFUSED = "HTTP 401 访问令牌不对或没有填写"
SERVER_FAILED = "在线校验没有成功（{}），改用下一种方式。"
PYTHON_FAILED = "本机 Python 没有成功（python is away），改用内置公式。"


def remote(script: str) -> str:
    return f"RunRemotePython {ADDRESS}/xlwings/custom-scripts-call/{script} {TOKEN}"


def local(script: str) -> str:
    return f"RunPython from macros import buttons; buttons.{script}()"


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    path = tmp_path_factory.mktemp("engines") / "connected.xlsm"
    return Engines(path, f"{ADDRESS}//", TOKEN)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    return Engines(tmp_path_factory.mktemp("engines") / "alone.xlsm")


@pytest.mark.parametrize(
    ("macro", "script"), [("HrparkReview", "review"), ("HrparkPreviewFixes", "preview_fixes")]
)
def test_the_server_comes_first_and_gets_the_token(
    connected: Engines, macro: str, script: str
) -> None:
    connected.behave(python=True, answers="server python")
    connected.app.run(macro)
    assert connected.calls() == [remote(script)]
    assert connected.said("button_message") == "said by server"


@pytest.mark.parametrize(
    ("macro", "script"), [("HrparkReview", "review"), ("HrparkPreviewFixes", "preview_fixes")]
)
def test_local_python_comes_second_and_the_server_s_reason_is_told(
    connected: Engines, macro: str, script: str
) -> None:
    connected.behave(fault=REFUSED, python=True, answers="server python")
    connected.app.run(macro)
    assert connected.calls() == ["is Python here", local(script)]
    assert connected.said("button_message") == f"{SERVER_FAILED.format(REFUSED)}said by python"


def test_a_server_that_writes_nothing_has_not_answered(connected: Engines) -> None:
    connected.put("button_stamp", "2026-11-23 09:00　在线校验")
    connected.behave(python=True, answers="python")
    connected.app.run("HrparkReview")
    assert connected.calls() == [remote("review"), "is Python here", local("review")]
    reason = SERVER_FAILED.format("server is away")
    assert connected.said("button_message") == f"{reason}said by python"


def test_vba_comes_last_and_goes_on_from_the_list_as_it_was(connected: Engines) -> None:
    connected.app.sheet(INFO).set_value("C14", "0453-1234567")
    sheet, cell = connected.place("button_findings")
    known = [OPEN, "错误", INFO, "C14", "联系电话", "0453-1234567", "程序才查的。", "", ""]
    for column, words in enumerate(known):
        connected.app.sheet(sheet).set_value(f"{chr(ord(cell[0]) + column)}{cell[1:]}", words)
    connected.put("button_stamp", "2026-11-23 09:00　在线校验")
    connected.behave(fault=REFUSED, python=True)
    connected.app.run("HrparkReview")
    assert connected.calls() == ["is Python here", local("review")]
    said = connected.said("button_message")
    assert said.startswith(f"{SERVER_FAILED.format(REFUSED)}{PYTHON_FAILED}校验完成：")
    assert said.endswith("0个已改正。")  # formulas do not tick off what they cannot judge
    assert connected.said("button_stamp").endswith("　内置公式")


def test_without_an_address_no_server_is_asked_and_python_once(alone: Engines) -> None:
    alone.behave(answers="server python")
    for _ in range(2):
        alone.app.run("HrparkPreviewFixes")
    assert alone.calls() == ["is Python here"]
    assert alone.said("button_message") == "没有可以确定整理的内容。"


@pytest.mark.parametrize("macro", ["HrparkApplyFixes", "HrparkUndoFixes"])
def test_fixes_are_written_without_an_engine(connected: Engines, macro: str) -> None:
    connected.behave(python=True, answers="server python")
    connected.app.run(macro)
    assert connected.calls() == []


def test_a_copy_is_saved_and_then_a_draft_opened(alone: Engines) -> None:
    alone.behave(python=True, answers="server python")
    alone.put("park_name", "宁安园区")
    alone.put("applicant_name", "宁安市人民政府")
    alone.app.run("HrparkMail")
    saved, draft = alone.calls()
    path = alone.path.with_name("认定申报_宁安园区.xlsm")
    assert saved == f"SaveCopyAs {path}"
    address, _, said = draft.removeprefix("FollowHyperlink mailto:").partition("?")
    assert address == ""
    ((subject,), (body,)) = (parse_qs(said)[part] for part in ("subject", "body"))
    assert subject == "认定申报：宁安园区（宁安市人民政府）"
    assert body.startswith("牡丹江市人力资源和社会保障局：\r\n")
    assert body.endswith(f"附件：{path}")
    assert alone.said("button_message").startswith(f"已另存为 {path}，邮件草稿已打开")


def test_a_button_pressed_while_the_server_works_does_nothing(connected: Engines) -> None:
    connected.behave(python=True, answers="server", presses="review")
    connected.app.run("HrparkReview")
    assert connected.calls() == [remote("review")]


def cells(book: Engines, count: int) -> set[str]:
    """Let cells ask a function, and give what they show."""
    return {str(book.app.run("HRPARK_CHECK_CODE", "甲")) for _ in range(count)}


def test_an_engine_that_does_not_start_is_asked_once_until_the_button(connected: Engines) -> None:
    connected.app.run("HrparkFunctions.HrparkTryFunctionsAgain")
    connected.app.run("xlwings.BehaveInCells", False, False)  # noqa: FBT003 - VBA takes no names
    assert cells(connected, 50) == {NOT_AVAILABLE}
    assert connected.calls() == ["start"]
    connected.behave(answers="server")
    connected.app.run("HrparkReview")
    connected.app.run("xlwings.BehaveInCells", True, False)  # noqa: FBT003 - the same
    assert cells(connected, 1) == {"answered"}


def test_an_engine_that_never_answered_is_given_up(connected: Engines) -> None:
    connected.app.run("HrparkFunctions.HrparkTryFunctionsAgain")
    connected.app.run("xlwings.BehaveInCells", True, True)  # noqa: FBT003 - the same
    assert cells(connected, 50) == {NOT_AVAILABLE}
    assert connected.calls().count("start") == 3


def test_an_engine_that_answered_may_decline_as_often_as_it_must(connected: Engines) -> None:
    connected.app.run("HrparkFunctions.HrparkTryFunctionsAgain")
    connected.app.run("xlwings.BehaveInCells", True, False)  # noqa: FBT003 - the same
    assert cells(connected, 1) == {"answered"}
    connected.app.run("xlwings.BehaveInCells", True, True)  # noqa: FBT003 - the same
    assert cells(connected, 9) == {NOT_AVAILABLE}
    assert connected.calls().count("start") == 9


def test_the_arguments_go_out_in_their_order(connected: Engines) -> None:
    connected.app.run("HrparkFunctions.HrparkTryFunctionsAgain")
    connected.app.run("xlwings.BehaveInCells", True, False)  # noqa: FBT003 - the same
    connected.app.run("HRPARK_FLOOR_AREA", "edition", "law", "sites")
    assert connected.calls() == ["start", "udfs.functions HRPARK_FLOOR_AREA edition law sites"]
