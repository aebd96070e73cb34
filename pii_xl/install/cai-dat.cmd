@echo off
rem PII-XL: finds a Python and hands over to it. ASCII only. Arguments: install (the default) or uninstall.
setlocal DisableDelayedExpansion
title PII-XL
set "SETUP=%~dp0goi\cai-dat.pyz"
set "README=%~dp0DOC-TRUOC.txt"
set "PROBE=import sys, sysconfig; v = '.'.join(map(str, sys.version_info[:2])); sys.exit(sysconfig.get_platform() != 'win-amd64' or v not in '{pythons}'.split())"
set "PYTHONHOME="
set "PYTHONPATH="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"

if not exist "%SETUP%" goto notunzipped

{tries}

echo Khong tim thay Python 64 bit phien ban {pythons}.
echo Xem cach cai Python trong DOC-TRUOC.txt, roi chay lai tep nay.
start "" notepad "%README%"
pause
exit /b 2

:notunzipped
echo Hay giai nen ca tep .zip (chuot phai, Extract All) roi chay cai-dat.cmd trong thu muc da giai nen.
pause
exit /b 2

:found
%PYTHON% -P -B "%SETUP%" %*
set "RESULT=%ERRORLEVEL%"
pause
exit /b %RESULT%
