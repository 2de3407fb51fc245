"""Say why a file cannot be read: each class's docstring is the message that people see."""

from __future__ import annotations

from inspect import cleandoc


class UnreadableFileError(Exception):
    """文件无法读取。

    请用 Excel 或 WPS 打开，确认内容完整，另存为“Excel 工作簿（*.xlsx）”后重新报送。
    """

    def __init__(self, detail: str = "") -> None:
        """Keep `detail`, a few Chinese words that say more closely what was found."""
        super().__init__(detail)
        self.detail = detail

    @property
    def sentence(self) -> str:
        """Return what the file is, the detail in brackets, and what to do."""
        what, _, remedy = cleandoc(type(self).__doc__ or "").partition("\n\n")
        given = f"（{self.detail}）" if self.detail else ""
        return f"{what.removesuffix('。')}{given}。{remedy.replace(chr(10), '')}"

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


class MissingFileError(UnreadableFileError):
    """打不开文件。

    请核对文件名和位置；文件在的，关闭正在使用它的程序后重试。
    """


class EncryptedError(UnreadableFileError):
    """文件设有打开密码或已被加密。

    请取消密码（或由本单位解密），另存为“Excel 工作簿（*.xlsx）”后重新报送。
    """


class LegacyFormatError(UnreadableFileError):
    """文件不是 .xlsx 格式。

    请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后重新报送；只改扩展名无效。
    """


class NotAWorkbookError(UnreadableFileError):
    """文件不是 Excel 工作簿。

    请报送用申报模板填写的 .xlsx 文件；只改扩展名无效。
    """


class DamagedError(UnreadableFileError):
    """文件已损坏或不完整。

    请用 Excel 或 WPS 打开原文件，另存一份后重新报送；传输中断的，请重新发送。
    """


class TooLargeError(UnreadableFileError):
    """文件过大。

    请删去图片、空白行和无关的工作表，另存后重新报送。
    """


class HostileError(UnreadableFileError):
    """文件内部结构异常，为安全起见不予读取。

    请在新下载的申报模板中重新填写后报送。
    """


class UnsafeMacroError(UnreadableFileError):
    """文件带有来历不明的宏，为安全起见不予读取。

    请另存为不含宏的“Excel 工作簿（*.xlsx）”后重新报送。
    """


class UnsafeToReadError(UnreadableFileError):
    """无法安全读取这个文件。

    请用 Excel 或 WPS 打开，把内容复制到新下载的申报模板后重新报送。
    """


class TimedOutError(UnsafeToReadError):
    """无法安全读取这个文件，读取超过了时限。

    请删去无关的内容和工作表，另存后重新报送。
    """


class ForeignWorkbookError(UnreadableFileError):
    """文件是 Excel 工作簿，但不是认定申报工作簿。

    请使用市局下发的《认定申报工作簿》填写；自制表格请把内容粘贴到模板中。
    """


class OtherKindError(UnreadableFileError):
    """文件是本系统的另一种工作簿，不是认定申报工作簿。

    请核对是否发错文件。
    """


KINDS = {
    kind.__name__: kind
    for kind in (
        UnreadableFileError,
        MissingFileError,
        EncryptedError,
        LegacyFormatError,
        NotAWorkbookError,
        DamagedError,
        TooLargeError,
        HostileError,
        UnsafeMacroError,
        UnsafeToReadError,
        TimedOutError,
    )
}
