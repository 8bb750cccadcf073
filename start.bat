@echo off
rem Voor een dubbelklik op Windows: zoekt Python en geeft het werk aan start.py.
setlocal
chcp 65001 >nul
set "PYTHON=py -3"
py -3 --version >nul 2>nul && goto gevonden
set "PYTHON=python"
python --version >nul 2>nul && goto gevonden
echo Op deze computer staat nog geen Python. Installeer Python 3.11 of nieuwer,
echo of vraag dat aan je helpdesk. Dubbelklik daarna opnieuw op start.bat.
pause
exit /b 1

:gevonden
%PYTHON% "%~dp0start.py" %*
set "RESULTAAT=%ERRORLEVEL%"
rem Bij een fout blijft het venster open, zodat je de melding kunt lezen.
if not "%RESULTAAT%"=="0" pause
exit /b %RESULTAAT%
