@echo off
rem PII-XL: finds a Python and hands over to it. ASCII only. Arguments: install (the default) or uninstall; /quiet.
setlocal DisableDelayedExpansion
title PII-XL
set "SETUP=%~dp0goi\cai-dat.pyz"
set "README=%~dp0DOC-TRUOC.txt"
set "MISSING=%~dp0goi\thieu-python.txt"
set "PROBE=import sys, sysconfig; v = '.'.join(map(str, sys.version_info[:2])); sys.exit(sysconfig.get_platform() != 'win-amd64' or v not in '{pythons}'.split())"
set "PYTHONHOME="
set "PYTHONPATH="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "QUIET="
set "ARGUMENTS="

:nextargument
if "%~1" == "" goto search
if /i "%~1" == "/quiet" (set "QUIET=1" & set "ARGUMENTS=%ARGUMENTS% --quiet") else set "ARGUMENTS=%ARGUMENTS% %1"
if /i "%~1" == "--quiet" set "QUIET=1"
shift /1
goto nextargument

:search
if not exist "%SETUP%" goto notunzipped

{tries}

if defined INSTALLED goto notfound
for %%I in ("%~dp0python-3.*-amd64.exe") do (
    "%%~fI" /passive InstallAllUsers=0 PrependPath=0 Include_launcher=1 InstallLauncherAllUsers=0 Include_test=0
    set "INSTALLED=1"
)
if defined INSTALLED goto search

:notfound
if defined QUIET exit /b 3
for /f "tokens=2 delims=:." %%P in ('chcp') do set "PAGE=%%P"
chcp 65001 >nul
type "%MISSING%"
chcp %PAGE% >nul
start "" notepad "%README%"
pause
exit /b 3

:notunzipped
if defined QUIET exit /b 2
echo Hay giai nen ca tep .zip (chuot phai, Extract All) roi chay cai-dat.cmd trong thu muc da giai nen.
pause
exit /b 2

:found
%PYTHON% -P -B "%SETUP%" %ARGUMENTS%
set "RESULT=%ERRORLEVEL%"
if not defined QUIET pause
exit /b %RESULT%
