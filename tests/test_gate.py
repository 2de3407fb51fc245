"""What the gate owes: bounded, honest files pass; every other is named rightly and refused.

1. A file that is no .xlsx is recognised by its bytes, and the sentence says what it is.
2. The zip is bounded, and its directory and its members say the same.
3. The XML is bounded: no entities, no numbers that lie, no two sheets of one name.
4. Unknown macros are refused; links, connections, objects, DDE and hidden sheets are reported.
"""

from __future__ import annotations

import struct

import pytest
from hostile import (
    COMPOUND,
    CONTENT_TYPES,
    DECLARATION,
    LINKS,
    MAIN,
    SHEET,
    STRINGS,
    WORKBOOK,
    book,
    dice,
    frame,
    mangled,
    overlapping,
    pack,
    parts,
    relationships,
    sheet,
    twice,
    two_faced,
    with_directory,
)

from macros.project import Module, assemble
from workbook import errors
from workbook.errors import (
    DamagedError,
    EncryptedError,
    HostileError,
    LegacyFormatError,
    NotAWorkbookError,
    TooLargeError,
    UnreadableFileError,
    UnsafeMacroError,
)
from workbook.gate import inspect
from workbook.limits import MAX_FILE
from workbook.macro_sources import digest
from workbook.raw import Feature, FeatureKind, Visibility

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
GOOD = book(ROWS)
MACRO = assemble([Module("Ours", "Sub A()\nEnd Sub\n")], 1)


def with_parts(changes: dict[str, str | bytes]) -> bytes:
    return pack(parts(ROWS) | changes)


def utf_16(*names: str) -> bytes:
    return COMPOUND + "".join(names).encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "error", "word"),
    [
        (b"", NotAWorkbookError, "空文件"),
        (utf_16("EncryptionInfo", "EncryptedPackage"), EncryptedError, "密码"),
        (utf_16("Root Entry", "Workbook"), LegacyFormatError, ".xls"),
        (utf_16("Root Entry"), LegacyFormatError, ".et"),
        (utf_16("WordDocument"), NotAWorkbookError, "Word"),
        (b"\x62\x14\x23\x65E-SafeNet" + bytes(40), EncryptedError, "加密软件"),
        (b"%PDF-1.7\n", NotAWorkbookError, "PDF"),
        (b"\x89PNG\r\n\x1a\n", NotAWorkbookError, "图片"),
        (b"\xff\xd8\xff\xe0", NotAWorkbookError, "图片"),
        (b"Rar!\x1a\x07", NotAWorkbookError, "压缩包"),
        ("<html><table><tr><td>园区".encode("gb18030"), NotAWorkbookError, "HTML"),
        ("\ufeff<!DOCTYPE html>".encode(), NotAWorkbookError, "HTML"),
        (b'<?xml version="1.0"?><Workbook>', NotAWorkbookError, "2003"),
        ("机构名称,营业收入\n甲,300\n".encode(), NotAWorkbookError, "CSV"),
        ("机构名称,营业收入\n甲,300\n".encode("gb18030"), NotAWorkbookError, "CSV"),
        ("机构名称\t营业收入\n".encode("utf-16"), NotAWorkbookError, "CSV"),
        ("园区情况说明".encode(), NotAWorkbookError, "纯文本"),
        (bytes(range(256)), NotAWorkbookError, "无法识别"),
        (pack({}), NotAWorkbookError, "没有工作簿"),
        (pack({"说明.txt": "x"}), NotAWorkbookError, "没有工作簿"),
        (pack({"甲/申报.xlsx": "x"}), NotAWorkbookError, "解压"),
        (pack({CONTENT_TYPES: "<Types/>", "word/document.xml": "<x/>"}), NotAWorkbookError, "Word"),
        (pack({"OFD.xml": "<x/>"}), NotAWorkbookError, "OFD"),
        (pack({CONTENT_TYPES: "<Types/>", "xl/workbook.bin": ""}), LegacyFormatError, "xlsb"),
        (pack({"mimetype": "", "content.xml": "<x/>"}), LegacyFormatError, ".ods"),
    ],
)
def test_a_foreign_file_is_named(data: bytes, error: type[UnreadableFileError], word: str) -> None:
    with pytest.raises(error) as caught:
        inspect(data)
    assert word in caught.value.sentence
    assert "请" in caught.value.sentence


def test_a_sentence_says_what_it_is_and_what_to_do() -> None:
    assert NotAWorkbookError("PDF 文件").sentence == (
        "文件不是 Excel 工作簿（PDF 文件）。请报送用申报模板填写的 .xlsx 文件；只改扩展名无效。"
    )
    assert str(DamagedError()) == (
        "文件已损坏或不完整。"
        "请用 Excel 或 WPS 打开原文件，另存一份后重新报送；传输中断的，请重新发送。"
    )


def test_every_kind_of_refusal_has_a_sentence_of_its_own() -> None:
    sentences = {kind().sentence for kind in errors.KINDS.values()}
    assert len(sentences) == len(errors.KINDS)
    assert all("。请" in sentence for sentence in sentences)


def test_a_good_file_passes() -> None:
    gated = inspect(GOOD)
    assert [(found.name, found.visibility) for found in gated.book.sheets] == [
        ("表1", Visibility.VISIBLE)
    ]
    assert gated.features == ()


@pytest.mark.parametrize("kept", [4, 30, len(GOOD) // 2, len(GOOD) - 1])
def test_a_truncated_file_is_damaged(kept: int) -> None:
    with pytest.raises(DamagedError):
        inspect(GOOD[:kept])


def test_size_of_the_file() -> None:
    with pytest.raises(TooLargeError, match="30 MB"):
        inspect(GOOD + bytes(MAX_FILE))


@pytest.mark.parametrize(
    ("data", "error", "word"),
    [
        (overlapping(), HostileError, "重叠"),
        (two_faced(), HostileError, "不一致"),
        (twice(), HostileError, "同名"),
        (pack(parts(ROWS) | {"xl/Workbook.xml": "<x/>"}), HostileError, "同名"),
        (pack(parts(ROWS) | {"/xl/workbook.xml": "<x/>"}), HostileError, "同名"),
        (pack(parts(ROWS) | {"xl\\workbook.xml": "<x/>"}), HostileError, "同名"),
        (pack(parts(ROWS) | {"../../evil.xml": "<x/>"}), HostileError, "越界"),
        (pack(parts(ROWS) | {"xl\\..\\..\\evil.xml": "<x/>"}), HostileError, "越界"),
        (pack(parts(ROWS) | {"//host/evil.xml": "<x/>"}), HostileError, "越界"),
        (pack(parts(ROWS) | {"C:/evil.xml": "<x/>"}), HostileError, "越界"),
        (pack(parts(ROWS) | {"xl/media/a.xml": " " * 5_000_000}), HostileError, "压缩比"),
        (pack({f"{n}.xml": "" for n in range(2_001)}), TooLargeError, "2000"),
        # file size at 24, compressed size at 20, flags at 8, method at 10 of a directory entry
        (with_directory(GOOD, 24, struct.pack("<I", 201 * 2**20)), TooLargeError, "200 MB"),
        (with_directory(GOOD, 24, struct.pack("<I", 5)), DamagedError, "登记"),
        (with_directory(GOOD, 24, struct.pack("<I", 5_000)), DamagedError, "登记"),
        (with_directory(GOOD, 20, struct.pack("<I", 2**31)), DamagedError, "不完整"),
        (with_directory(GOOD, 8, b"\x01"), EncryptedError, "密码"),
        (with_directory(GOOD, 10, b"\x0c"), DamagedError, "压缩方式"),
    ],
)
def test_a_dishonest_zip_is_refused(
    data: bytes, error: type[UnreadableFileError], word: str
) -> None:
    with pytest.raises(error) as caught:
        inspect(data)
    assert word in caught.value.sentence


def test_slashes_of_other_programs() -> None:
    names = {name: name.replace("/", "\\") for name in parts(ROWS)}
    names[SHEET] = f"/{SHEET}"
    data = pack({names[name]: part for name, part in parts(ROWS).items()})
    assert inspect(data).parts.keys() == inspect(GOOD).parts.keys()


def test_a_small_part_may_pack_well() -> None:
    assert inspect(with_parts({"xl/theme.xml": f"<x>{' ' * 4_000_000}</x>"}))


@pytest.mark.parametrize(
    ("changes", "error", "word"),
    [
        ({SHEET: '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}, HostileError, "实体"),
        (
            {"docProps/app.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'},
            HostileError,
            "实体",
        ),
        ({SHEET: sheet(ROWS).encode("utf-16")}, HostileError, "空字符"),
        ({SHEET: sheet(ROWS).replace("UTF-8", "GBK")}, DamagedError, "UTF-8"),
        (
            {SHEET: sheet("<row><c t='str'><v>园区</v></c></row>").encode("gbk")},
            DamagedError,
            "编码",
        ),
        ({STRINGS: f'<sst xmlns="{MAIN}" uniqueCount="4000000000"/>'}, HostileError, "文本数量"),
        ({STRINGS: "<x:sst count='1' uniqueCount = '99'/>"}, HostileError, "文本数量"),
        ({WORKBOOK: frame({"表": "", "其他": ""})}, DamagedError, "缺少工作表"),
        ({WORKBOOK: frame({})}, DamagedError, "没有工作表"),
        ({WORKBOOK: frame({"表": ""}).replace("rId1", "")}, DamagedError, "没有工作表"),
        ({WORKBOOK: frame({"Data": "", "data": ""})}, HostileError, "重名"),
        ({WORKBOOK: frame({f"表{n}": "" for n in range(256)})}, HostileError, "255"),
        ({WORKBOOK: "<document/>"}, NotAWorkbookError, "其他"),
        ({WORKBOOK: "<workbook>"}, DamagedError, "XML"),
        ({"_rels/.rels": relationships()}, DamagedError, "主体"),
        ({LINKS: relationships(("rId1", "xlMacrosheet", SHEET[3:]))}, UnsafeMacroError, "宏表"),
        ({"xl/macrosheets/sheet1.xml": "<x/>"}, UnsafeMacroError, "宏表"),
    ],
)
def test_dishonest_xml_is_refused(
    changes: dict[str, str | bytes], error: type[UnreadableFileError], word: str
) -> None:
    with pytest.raises(error) as caught:
        inspect(with_parts(changes))
    assert word in caught.value.sentence


def test_a_count_of_uses_is_no_count_of_strings() -> None:
    strings = f'<sst xmlns="{MAIN}" count="4000000000" uniqueCount="1"><si><t>甲</t></si></sst>'
    assert inspect(with_parts({STRINGS: strings}))


def test_data_of_other_programs_may_be_in_any_encoding() -> None:
    item = f"{DECLARATION}<DataMashup/>".encode("utf-16")
    assert inspect(with_parts({"customXml/item1.xml": item}))


@pytest.mark.parametrize(
    "changes",
    [
        {"xl/vbaProject.bin": MACRO},
        {"xl/sub/vbaproject.BIN": MACRO},
        {
            "xl/anything.dat": MACRO,
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(
                ("rId1", "vbaProject", "../anything.dat")
            ),
        },
    ],
)
def test_only_known_macros_pass(changes: dict[str, str | bytes]) -> None:
    data = with_parts(changes)
    with pytest.raises(UnsafeMacroError):
        inspect(data)
    with pytest.raises(UnsafeMacroError):
        inspect(data, known_macros=frozenset({"0" * 64}))
    gated = inspect(data, known_macros=frozenset({digest(MACRO)}))
    assert [feature.kind for feature in gated.features] == [FeatureKind.KNOWN_MACRO]


LINKED = "xl/externalLinks/externalLink1.xml"


@pytest.mark.parametrize(
    ("changes", "feature"),
    [
        ({LINKED: "<externalLink/>"}, Feature(FeatureKind.EXTERNAL_LINK, LINKED.lower())),
        (
            {LINKED: "<externalLink><ddeLink/></externalLink>"},
            Feature(FeatureKind.DDE, LINKED.lower()),
        ),
        (
            {"xl/connections.xml": "<connections/>"},
            Feature(FeatureKind.DATA_CONNECTION, "xl/connections.xml"),
        ),
        (
            {"xl/embeddings/oleObject1.bin": b"\xd0\xcf"},
            Feature(FeatureKind.EMBEDDED_OBJECT, "xl/embeddings/oleobject1.bin"),
        ),
        (
            {
                "xl/drawings/_rels/drawing1.xml.rels": relationships(
                    ("rId1", "image", "http://example.com/pixel.png"), mode="External"
                )
            },
            Feature(FeatureKind.EXTERNAL_LINK, "xl/drawings/drawing1.xml"),
        ),
        (
            {SHEET: sheet("<row r='1'><c r='A1'><f>cmd|'/c calc'!A0</f></c></row>")},
            Feature(FeatureKind.DDE, "表1"),
        ),
        (
            {STRINGS: "<sst><si><t>=cmd|'/c calc'!A0</t></si></sst>"},
            Feature(FeatureKind.DDE, STRINGS.lower()),
        ),
        (
            {WORKBOOK: frame({"参数": 'state="hidden"'})},
            Feature(FeatureKind.HIDDEN_SHEET, "参数"),
        ),
        (
            {WORKBOOK: frame({"参数": 'state="veryHidden"'})},
            Feature(FeatureKind.VERY_HIDDEN_SHEET, "参数"),
        ),
    ],
)
def test_the_unusual_is_reported(changes: dict[str, str | bytes], feature: Feature) -> None:
    assert inspect(with_parts(changes)).features == (feature,)


def test_the_usual_is_not_reported() -> None:
    changes: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            ("rId1", "hyperlink", "https://example.com/"), mode="External"
        ),
        STRINGS: "<sst><si><t>甲|乙!</t></si><si><t>0453-1234567|13800000000</t></si></sst>",
    }
    assert inspect(with_parts(changes)).features == ()


def outcome(data: bytes) -> str:
    """Return what the gate says; any other exception fails the test."""
    try:
        inspect(data)
    except UnreadableFileError as refusal:
        return refusal.sentence
    return "通过"


@pytest.mark.parametrize("seed", range(4))
def test_a_mangled_file_passes_or_is_refused_and_nothing_else(seed: int) -> None:
    chance = dice(seed)
    outcomes = [outcome(mangled(GOOD, chance)) for _ in range(250)]
    assert all(outcomes)
    assert len(set(outcomes)) > 3


@pytest.mark.parametrize("seed", range(4))
def test_mangled_parts_pass_or_are_refused_and_nothing_else(seed: int) -> None:
    chance = dice(seed)
    members = parts(ROWS) | {"docProps/app.xml": "<Properties/>"}
    outcomes = []
    for _ in range(150):
        name = chance.choice(list(members))
        part = mangled(str(members[name]).encode(), chance)
        outcomes.append(outcome(pack(members | {name: part})))
    assert all(outcomes)
    assert "通过" in outcomes
