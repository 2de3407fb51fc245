"""Functions on the real server say what the rules say: the third face, through HTTP.

1. Every case by hand and generated cases, sent as the add-in sends them: no disagreement.
2. Excel is told of every function, with Chinese help; every one is answered.
3. A token lets in; no token, a wrong one and another scheme do not, before anything is read.
4. What is no call is refused with a sentence and is not tried again.
5. No answer is #N/A where the add-in can show it, an error where it cannot.
6. Several counties at once get each its own answers, and nobody waits for a large one.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest
from case import MET, NOT_MET
from cases import CASES as BY_HAND
from cases import MOST_ROWS
from cell_ranges import ranges
from facts import park, residents
from generated import RESIDENT_ROWS, application
from serving import MULING, NAMED, NINGAN, Server, ask, computed_call, function_call

from schemas.evaluation import Evaluation
from schemas.expression import Value
from schemas.parameters import CITY, law_at
from schemas.published import LONGEST_HELP, Answers, edition, published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    import httpx

    from schemas.evaluation import Facts

GENERATED, ASKED = 2000, 4  # how many generated cases, and how many functions of each case
ROWS = max(RESIDENT_ROWS, MOST_ROWS) + 2
LAW = law_at(date(2026, 3, 18), CITY)
COMPUTED = [one for one in published() if one.answers in {Answers.RESULT, Answers.COLUMN}]
NOT_AVAILABLE = {"result": [[{"type": "Error", "errorType": "NotAvailable"}]]}
REFUSED = "访问令牌不对或没有填写"


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client(NINGAN) as found:
        yield found


def shown(value: Value) -> object:
    """Write a value as JSON brings it back."""
    if value is None:
        return ""
    return value if isinstance(value, str) else float(str(value))


def wanted(name: str, evaluation: Evaluation) -> object:
    entry = NAMED[name]
    if entry.answers is Answers.RESULT:
        return [[shown(evaluation.result(entry.target))]]
    table, _, key = entry.target.partition(".")
    values = [[shown(value)] for value in evaluation.column(table, key)]
    height = len(values) if table in {"services", "materials"} else ROWS
    return values + [[""]] * (height - len(values))


def disagreements(client: httpx.Client, facts: Facts, names: list[str]) -> list[str]:
    evaluation, cells = Evaluation(facts), ranges(facts, ROWS, desktop=False)
    found = []
    for name in names:
        answer = ask(client, computed_call(name, cells))
        said = answer.json()["result"] if answer.status_code == 200 else answer.text
        if said != wanted(name, evaluation):
            found.append(f"{name}: said {said!r}, the rules {wanted(name, evaluation)!r}")
    return found


def turn(number: int) -> list[str]:
    """Give the functions whose turn it is, so that all have theirs many times over."""
    names = [entry.name for entry in COMPUTED]
    start = number * ASKED % len(names)
    return (names + names)[start : start + ASKED]


def test_the_server_agrees_on_every_case_written_by_hand(client: httpx.Client) -> None:
    assert len(BY_HAND) >= 243
    for number, case in enumerate(BY_HAND):
        about = [f"HRPARK_{key.upper()}" for key in case.ends] + ["HRPARK_OVERALL"]
        names = dict.fromkeys([*(name for name in about if name in NAMED), *turn(number)])
        found = disagreements(client, case.facts, list(names))
        assert not found, f"{case.name}: {found[:3]}"


def test_the_server_agrees_on_generated_applications(client: httpx.Client) -> None:
    for seed in range(GENERATED):
        found = disagreements(client, application(seed, LAW), turn(seed))
        assert not found, f"seed {seed}: {found[:3]}"


def test_every_function_is_answered(client: httpx.Client) -> None:
    facts = park(residents=residents(12))
    assert disagreements(client, facts, [entry.name for entry in COMPUTED]) == []
    cells = ranges(facts, ROWS, desktop=False)
    call = function_call(
        "HRPARK_EXPLAIN",
        "建筑面积",
        edition(),
        *(cells[block.key] for block in NAMED["HRPARK_EXPLAIN"].blocks),
    )
    ((article, *_),) = ask(client, call).json()["result"]
    assert article == "第六条第（三）项"
    typed = {"type": "Double", "basicValue": 46099, "numberFormat": "yyyy/m/d"}
    for name, given, said in (
        ("HRPARK_CHECK_DATE", typed, "正确"),
        ("HRPARK_CHECK_DATE", 46099, "正确"),  # as the add-in sends a cell that shows a date
        (
            "HRPARK_CHECK_AMOUNT",
            {"type": "Error", "basicValue": "#REF!"},
            "“金额”显示的是公式错误“#REF!”，没有数值。",
        ),
        ("HRPARK_CHECK_CODE", None, ""),
        ("HRPARK_CHECK_PHONE", "0453-7622345", "正确"),
        ("HRPARK_CHECK_LICENCE", "（黑）人服证字〔2024〕第1000123号", "正确"),
    ):
        ((answer,),) = ask(client, function_call(name, given)).json()["result"]
        assert answer == said, name


def test_excel_is_told_of_every_function(server: Server) -> None:
    with server.client() as anybody:
        told = anybody.get("/xlwings/custom-functions-meta.json").json()["functions"]
        code = anybody.get("/xlwings/custom-functions-code.js").text
    assert {one["name"]: one["description"] for one in told} == {
        entry.name: entry.help for entry in published()
    }
    assert len(told) == 41
    for one in told:
        helps = [given["description"] for given in one["parameters"]]
        assert helps == [given.help for given in NAMED[one["id"]].arguments]
        assert all(len(text) <= LONGEST_HELP for text in (one["description"], *helps))
        assert f'CustomFunctions.associate("{one["id"]}"' in code


@pytest.mark.parametrize(
    "header",
    [None, "", NINGAN[:-1], f"{NINGAN}x", NINGAN.lower(), f"Basic {NINGAN}", "宁安"],
)
def test_a_stranger_is_sent_away(server: Server, header: str | None) -> None:
    with server.client() as stranger:
        if header is not None:
            stranger.headers["Authorization"] = header
        for path in ("custom-functions-call", "custom-scripts-call/review"):
            answer = stranger.post(f"/xlwings/{path}", content=b"{")
            assert answer.status_code == 401
            assert answer.text.startswith(REFUSED)


def test_a_stranger_is_sent_away_whatever_the_size_of_what_he_sends(server: Server) -> None:
    with server.client("wrong") as stranger:
        for path in ("custom-functions-call", "custom-scripts-call/review"):
            answer = stranger.post(f"/xlwings/{path}", content=b" " * (21 * 2**20))
            assert answer.status_code == 401


def test_every_token_lets_in_and_none_is_remembered(server: Server) -> None:
    call = function_call("HRPARK_CHECK_CODE", "")
    for token, status in ((MULING, 200), ("wrong", 401), (f"Bearer {NINGAN}", 200), ("", 401)):
        with server.client(token) as client:
            assert ask(client, call).status_code == status


def whole(**changed: object) -> dict[str, Any]:
    return {**function_call("HRPARK_CHECK_CODE", ""), **changed}


@pytest.mark.parametrize(
    ("call", "status", "says"),
    [
        ([], 400, "看不懂"),
        ({}, 400, "看不懂"),
        (whole(func_name=7), 400, "看不懂"),
        (whole(args="x"), 400, "看不懂"),
        (whole(version=None), 400, "看不懂"),
        (whole(runtime="one"), 400, "看不懂"),
        (whole(args=[[[""]], [[""]]]), 400, "应有 1 个参数，收到 2 个"),
        (whole(func_name="HRPARK_NOTHING"), 404, "没有函数“HRPARK_NOTHING”"),
        (whole(func_name="answer"), 404, "没有函数“answer”"),
        (whole(func_name="\ud800"), 404, "没有函数“?”"),
        (whole(client="VBA", version="\ud800"), 409, "工作簿里是 ?，"),
        (whole(client="VBA", version="0.1.0"), 409, "工作簿里是 0.1.0，服务器上是 0.37.8"),
    ],
)
def test_what_is_no_call_is_refused(
    client: httpx.Client, call: dict[str, Any], status: int, says: str
) -> None:
    answer = ask(client, call)
    assert answer.status_code == status
    assert says in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b"1e999"])
def test_what_is_no_json_is_refused(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/xlwings/custom-functions-call", content=body)
    assert (answer.status_code, "看不懂" in answer.text) == (400, True)


def test_a_call_that_is_too_large_is_refused(client: httpx.Client) -> None:
    answer = client.post("/xlwings/custom-functions-call", content=b" " * (21 * 2**20))
    assert (answer.status_code, "20 MB" in answer.text) == (413, True)


def test_a_whole_column_is_not_checked_cell_by_cell(client: httpx.Client) -> None:
    for empty in ([[None]] * 2**20, [[None] * 2**15], [None] * 2**15):
        answer = ask(client, function_call("HRPARK_CHECK_PHONE", empty))
        assert (answer.status_code, "不选整列" in answer.text) == (413, True)
    cells = ranges(park(), ROWS, desktop=False)
    wide = computed_call("HRPARK_RESIDENTS", {**cells, "residents": [[None] * 1000] * 1000})
    assert ask(client, wide).status_code == 413


def test_ranges_of_any_shape_are_an_answer_or_none(client: httpx.Client) -> None:
    cells = ranges(park(), ROWS, desktop=False)
    for given in (None, [[None]], [[1, 2], [3]], [], [[[]]], "x", [[{"no": "cell"}]], True):
        call = computed_call("HRPARK_FLOOR_AREA", cells)
        call["args"][2] = given
        answer = ask(client, call)
        says_so = answer.status_code == 500 and answer.text.startswith("服务器出了错")
        assert says_so or answer.json() == NOT_AVAILABLE
    assert ask(client, computed_call("HRPARK_FLOOR_AREA", cells)).json() == {"result": [[MET]]}


@pytest.mark.parametrize(
    ("runtime", "status", "body"),
    [
        ("1.4", 200, '{"result":[[{"type":"Error","errorType":"NotAvailable"}]]}'),
        ("1.3", 400, "服务器不作答，由工作簿内置公式作答。"),
        ("1.2", 400, "服务器不作答，由工作簿内置公式作答。"),
        ("1.1", 200, '{"result":[["#N/A"]]}'),
    ],
)
def test_another_edition_is_left_to_the_formula(
    client: httpx.Client, runtime: str, status: int, body: str
) -> None:
    cells = ranges(park(), ROWS, desktop=False)
    call = {**computed_call("HRPARK_FLOOR_AREA", cells), "runtime": runtime}
    assert ask(client, call).json() == {"result": [[MET]]}
    call["args"][0] = [["000000000000"]]
    answer = ask(client, call)
    assert (answer.status_code, answer.text) == (status, body)


def test_several_counties_at_once_do_not_mix(server: Server) -> None:
    counties = {3: NOT_MET, 9: NOT_MET, 10: MET, 12: MET, 30: MET}

    def recalculate(count: int) -> set[str]:
        cells = ranges(park(residents=residents(count)), 40, desktop=False)
        with server.client(MULING) as client:
            return {
                ask(client, computed_call("HRPARK_RESIDENTS", cells)).json()["result"][0][0]
                for _ in range(25)
            }

    with ThreadPoolExecutor(len(counties)) as pool:
        said = dict(zip(counties, pool.map(recalculate, counties), strict=True))
    assert said == {count: {outcome} for count, outcome in counties.items()}


def test_nobody_waits_for_a_park_with_thousands_of_rows(server: Server) -> None:
    call = computed_call(
        "HRPARK_RESIDENTS", ranges(park(residents=residents(4900)), 4900, desktop=False)
    )
    with server.client(NINGAN) as large, server.client() as small, ThreadPoolExecutor(1) as pool:
        long = pool.submit(ask, large, call)
        answers = 0
        while not long.done():
            assert small.get("/health").status_code == 200
            answers += 1
        assert long.result().json() == {"result": [[MET]]}
    assert answers > 3  # were they made to wait, it would be one


def test_the_log_names_no_token_and_no_content(server: Server, client: httpx.Client) -> None:
    ask(client, function_call("HRPARK_CHECK_CODE", "91SECRETCONTENT000"))
    ask(client, function_call("HRPARK_CHECK_CODE", "", caller_address="91SECRETCONTENT000"))
    words = {"title": "x", "prompt": "91SECRETCONTENT000"}
    client.get("/xlwings/alert", params={**words, "buttons": "ok", "mode": "x", "callback": ""})
    log = server.log
    assert '"GET /xlwings/alert HTTP/1.1" 200' in log
    assert "/xlwings/custom-functions-call" in log
    for secret in (NINGAN, MULING, "91SECRETCONTENT000"):
        assert secret not in log


def test_without_a_token_only_this_computer_is_served(tmp_path: Path) -> None:
    call = function_call("HRPARK_CHECK_CODE", "")
    with Server(tmp_path / "open") as server, server.client() as client:
        assert ask(client, call).status_code == 200
        client.headers["X-Forwarded-For"] = "10.1.2.3"
        answer = ask(client, call)
        assert (answer.status_code, "--token-file" in answer.text) == (401, True)
