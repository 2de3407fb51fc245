"""Say in Chinese why the system refused a file: its own words are English on most computers."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "没有权限，或正被其他程序使用",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件夹或文件",
    errno.EEXIST: "同名的文件已经存在",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
}


def reason(error: OSError) -> str:
    """Give the reason of an error in Chinese, or as the system says it where we have no words."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
