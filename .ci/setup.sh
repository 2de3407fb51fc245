#!/bin/sh
# Install the programs that the tests drive, when they are missing: LibreOffice as the second
# calculator, Xvfb and xdotool to click its buttons, Poppler for pictures, Node.js for the Open XML
# validator, Chromium for the pages of the server (libatomic for the driver). Debian only; on another
# system it says what is needed.
set -eu

packages="libreoffice-calc python3-uno libreoffice-script-provider-python poppler-utils fonts-noto-cjk chromium libatomic1 xvfb xdotool"
commands="soffice pdftoppm node npm chromium Xvfb xdotool"

missing_commands() {
    for command in $commands; do
        command -v "$command" >/dev/null 2>&1 || printf ' %s' "$command"
    done
}

missing_packages() {
    for package in $packages; do
        state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) || state=
        [ "$state" = installed ] || printf ' %s' "$package"
    done
    # Node.js counts wherever it comes from: many machines have a newer one than Debian's.
    command -v node >/dev/null 2>&1 || printf ' nodejs'
    command -v npm >/dev/null 2>&1 || printf ' npm'
}

if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
    missing=$(missing_commands)
    [ -z "$missing" ] && exit 0
    echo "测试还需要这些程序，请先用本系统的软件管理工具安装：$missing" >&2
    echo "（LibreOffice 须带 Python-UNO，另需中文字体 Noto CJK；Debian 12 上可自动安装）" >&2
    exit 1
fi

missing=$(missing_packages)
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo env"
else
    echo "测试还需要这些软件包，请让管理员执行：apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "正在安装测试所需的软件包：$missing" >&2
$as_root apt-get update
# shellcheck disable=SC2086 # both are lists of words
$as_root DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing
