"""Hold every word that a button shows: VBA takes them from cells, for its sources are ASCII.

The sheet 按钮文字 carries them under the names `text_<key>`. In braces stands what the button fills
in; the formulas compose what the mail says from the form.
"""

from __future__ import annotations

from schemas.parameters import Law
from schemas.published import CATEGORY
from workbook.layout import name_of

ONLINE, DESKTOP, BUILT_IN = "在线校验", "本机 Python", "内置公式"
OPEN, DONE, NOTED = "待改正", "已改正", "供参考"
OFFERED, APPLIED, UNDONE, SKIPPED = "待应用", "已应用", "已撤销", "未动（单元格已变）"
ASKED = "填好后点右上方“校验”，结果在“校验结果”表。"  # before any button was pressed
LISTED = 200  # rows of the lists that buttons write

_FORBIDDEN = '\\/:*?"<>|\u3000'  # in a file's name, on Windows; or not seen there
_NAME_LENGTH = 40
_PARK, _APPLICANT, _CODE = name_of("park.name"), name_of("applicant.name"), "meta_code"


def fixed() -> dict[str, str]:
    """Give the fixed words by key."""
    return {
        "engine_server": ONLINE,
        "engine_python": DESKTOP,
        "engine_formula": BUILT_IN,
        "state_open": OPEN,
        "state_done": DONE,
        "state_noted": NOTED,
        "fix_offered": OFFERED,
        "fix_applied": APPLIED,
        "fix_undone": UNDONE,
        "fix_skipped": SKIPPED,
        "fix_note_text": "去掉全角字符和多余的空格",
        "fix_note_number": "文字改为数字",
        "fix_note_date": "文字改为日期",
        "running": "正在校验…",
        "reviewed": "校验完成：{open}个问题待改正，{done}个已改正。",
        "more": "只列出前{limit}个，改正后再点“校验”。",
        "server_failed": "在线校验没有成功（{reason}），改用下一种方式。",
        "python_failed": "本机 Python 没有成功（{reason}），改用内置公式。",
        "no_fixes": "没有可以确定整理的内容。",
        "fixes_offered": "可整理{count}处，看“整理”表，确认后点“应用”。",
        "fixes_applied": "已整理{count}处，可点“撤销”还原。",
        "fixes_undone": "已还原{count}处。",
        "mail_to": "",
        "mail_failed": "没有存成：{reason}",
        "mail_unsaved": "请先把工作簿保存到电脑上，再点“准备邮件”。",
        "failed": "没有成功：{reason}",
        "category": CATEGORY,
    }


def composed(law: Law) -> dict[str, str]:
    """Give the words that formulas compose, by key: the formulas, without the equals sign."""
    still = 'IF(live_count=0,"","注意：还有"&live_count&"个问题待改正。")'
    coded = f'IF({_CODE}="","","{{}}"&{_CODE})'
    return {
        "mail_name": f'"认定申报_"&{_file_name(_PARK)}&{coded.format("_")}',
        "mail_saved": (f'"已另存为 {{path}}，邮件草稿已打开，请自行附上该文件后发送。"&{still}'),
        "mail_no_draft": f'"已另存为 {{path}}，没能打开邮件草稿，请自行发送该文件。"&{still}',
        "mail_subject": f'"认定申报："&{_PARK}&"（"&{_APPLICANT}&"）"',
        "mail_body": (
            f'"{law.bureau}："&CHAR(10)&"　　现报送"&{_PARK}&"认定申报工作簿（"&{_APPLICANT}&"）'
            f'。"&{coded.format("填报码：")}&CHAR(10)&"　　附件：{{path}}"'
        ),
    }


def _file_name(cell: str) -> str:
    """Write a cell's words as a part of a file's name."""
    words = f"TRIM({cell})"
    for sign in (*_FORBIDDEN, "\n"):
        quoted = "CHAR(10)" if sign == "\n" else '""""' if sign == '"' else f'"{sign}"'
        words = f'SUBSTITUTE({words},{quoted},"")'
    return f'IF(LEN({cell})=0,"未填名称",LEFT({words},{_NAME_LENGTH}))'
