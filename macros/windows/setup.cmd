@echo off
setlocal
title hrpark：把 Excel 接到本机 Python
set "TARGET=%LOCALAPPDATA%\hrpark"
set "PYTHON=%TARGET%\Scripts\python.exe"
set "PIP=-m pip --disable-pip-version-check --quiet install --no-index"

if not exist "%~dp0wheels" goto zipped
if exist "%PYTHON%" "%PYTHON%" -m pip --version >nul 2>nul && goto install
py -3.11 -c "import struct, sys; sys.exit(struct.calcsize('P') != 8)" >nul 2>nul
if errorlevel 1 goto nopython
echo 正在建立环境：%TARGET%
py -3.11 -m venv "%TARGET%"
if errorlevel 1 goto failed

:install
echo 正在安装（约一分钟，不用联网）……
"%PYTHON%" %PIP% --find-links "%~dp0wheels" --require-hashes --requirement "%~dp0requirements.txt" --requirement "%~dp0requirements-windows.txt"
if errorlevel 1 goto failed
"%PYTHON%" %PIP% --find-links "%~dp0wheels" --no-deps --force-reinstall hrpark
if errorlevel 1 goto failed
"%TARGET%\Scripts\hrpark.exe" excel
if errorlevel 1 goto failed
for %%f in ("%~dp0*.xlsm") do "%TARGET%\Scripts\hrpark.exe" excel "%%~ff" || goto failed
echo.
echo 安装完成。打开工作簿，启用宏即可。
pause
exit /b 0

:zipped
echo 旁边没有 wheels 文件夹。请先把压缩包全部解压，再双击解压出来的 setup.cmd。
pause
exit /b 1

:nopython
echo 没有找到 64 位的 Python 3.11。请先安装它，再运行本程序；
echo 不装也可以：工作簿由内置公式计算，结果相同。
pause
exit /b 1

:failed
echo 没有装成。请把上面的文字拍照发给市局；工作簿照样能用，由内置公式计算。
pause
exit /b 1
