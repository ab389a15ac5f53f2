"""The command line speaks Vietnamese. In: command lines that are wrong, help pages. Out: one line each, exit code 2."""

from __future__ import annotations

import re

import pytest

from cchc.cli import app
from tests.products.project import cchc

COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
ENGLISH = re.compile(
    r"\b(the|of|usage|options?|arguments?|commands?|default|required|show|make|error|missing|invalid)\b", re.IGNORECASE
)
WRONG = {
    ("bild",): 'LỖI  Không có lệnh "bild" (có phải "build"?); chỉ có các lệnh build, check, ',
    ("check",): "LỖI  cchc check: thiếu DIR|FILE; gõ cchc check -h để xem cách dùng.",
    ("check", "a", "b"): 'LỖI  cchc check: thừa "b"; gõ cchc check -h để xem cách dùng.',
    ("build", "--rot", "."): 'LỖI  cchc build: không có tùy chọn "--rot" (có phải "--root"?); gõ cchc build -h để xem cách dùng.',
    ("build", "--root"): 'LỖI  cchc: tùy chọn "--root" cần một giá trị đi sau; gõ cchc -h để xem cách dùng.',
    ("build", "--force=3"): 'LỖI  cchc: tùy chọn "--force" không nhận giá trị; gõ cchc -h để xem cách dùng.',
    ("watch", "x", "--port", "70000"): "LỖI  cchc watch: --port: cần số không quá 65535, gặp 70000; gõ cchc watch -h",
    ("build", "--workers", "-1"): "LỖI  cchc build: --workers: cần số từ 0 trở lên, gặp -1; gõ cchc build -h để xem cách dùng.",
    ("demo", "x", "--communes", "hai", "--year", "2025"): "LỖI  cchc demo: --communes: cần số nguyên, gặp hai; gõ cchc demo -h",
    ("demo", "x", "--communes", "2", "--year", "2025", "--errors", "nửa"): "LỖI  cchc demo: --errors: cần số, gặp nửa; gõ cchc demo -h",
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG, ids=" ".join)
def test_a_wrong_command_line_is_one_line_that_says_what_is_wrong_and_how_to_go_on(line: tuple[str, ...]) -> None:
    result = cchc(*line)
    (said,) = result.stderr.splitlines()
    assert said.startswith(WRONG[line])
    assert (result.returncode, result.stdout) == (2, "")


@pytest.mark.parametrize("line", [["-h"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_pages_hold_no_english_but_names(line: list[str]) -> None:
    result = cchc(*line)
    assert result.returncode == 0
    assert "Cách dùng: cchc" in result.stdout
    names = re.compile(
        r"(^|(?<=[\s│])) *(-{1,2}[\w-]+|" + "|".join([*COMMANDS, "OPTIONS"]) + r"|<[^>]+>)(?=[\s.,;]|$)", re.MULTILINE
    )
    assert ENGLISH.findall(names.sub("", result.stdout)) == []


def test_without_a_command_the_help_page_is_shown_and_the_code_is_2() -> None:
    result = cchc()
    assert result.returncode == 2
    assert "Các lệnh" in result.stdout
