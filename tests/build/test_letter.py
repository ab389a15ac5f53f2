"""Number and date put into nguon.yaml. In: a file as people write it. Out: the same file, with the two values and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cchc.build.issuing.letter import with_letter
from cchc.errors import SubmissionError

WHERE = Path("nguon.yaml")
NEW = 'van_ban:\n  so: "118"\n  ngay: "2024-12-12"\n'
CASES = {
    "no entry": ('ma_xa: "00010" # mã\nky: nam\n', f'ma_xa: "00010" # mã\nky: nam\n{NEW}'),
    "no line break at the end": ("ky: nam", f"ky: nam\n{NEW}"),
    "comments at the end": ("nguoi_ky:\n  ho_ten: A # x\n# cuối\n", f"nguoi_ky:\n  ho_ten: A # x\n{NEW}# cuối\n"),
    "a text block at the end": ("ten: |\n  TM. UB\n  KT. CT\n# hết\n", f"ten: |\n  TM. UB\n  KT. CT\n{NEW}# hết\n"),
    "a list at the end": ("noi_nhan:\n- a\n- b\n", f"noi_nhan:\n- a\n- b\n{NEW}"),
    "a document that is ended": ("ky: nam\n...\n", f"ky: nam\n{NEW}...\n"),
    "a blank entry": (
        "van_ban:   # chưa có\nky: nam\n",
        'van_ban:   # chưa có\n  so: "118"\n  ngay: "2024-12-12"\nky: nam\n',
    ),
    "an entry without the keys": (
        "van_ban:\n    ky_hieu: BC-UBND # giữ\nky: nam\n",
        'van_ban:\n    so: "118"\n    ngay: "2024-12-12"\n    ky_hieu: BC-UBND # giữ\nky: nam\n',
    ),
    "blank keys": (
        'van_ban:\n  ngay: ""   # ngày\n  so:   # số\n',
        'van_ban:\n  ngay: "2024-12-12"   # ngày\n  so: "118"   # số\n',
    ),
    "a number that is there": (
        "van_ban:\n  so: '118'\n  ngay:\nky: nam\n",
        "van_ban:\n  so: '118'\n  ngay: \"2024-12-12\"\nky: nam\n",
    ),
    "one line": (
        "van_ban: {ky_hieu: BC, so: '', ngay: }\n",
        'van_ban: {ky_hieu: BC, so: "118", ngay: "2024-12-12" }\n',
    ),
    "one line without the keys": (
        "van_ban: {ky_hieu: BC}\n",
        'van_ban: {so: "118", ngay: "2024-12-12", ky_hieu: BC}\n',
    ),
    "one line with nothing": ("van_ban: {}\n", 'van_ban: {so: "118", ngay: "2024-12-12"}\n'),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_only_the_two_values_are_put_in(before: str, after: str, encoding: str, ending: str) -> None:
    given, wanted = (text.replace("\n", ending).encode(encoding) for text in (before, after))
    if "\n" in before:
        assert with_letter(given, "118", date(2024, 12, 12), WHERE) == wanted
    else:  # a file of one line has no line ending to go by
        assert with_letter(given, "118", date(2024, 12, 12), WHERE).decode(encoding) == after


@pytest.mark.parametrize(
    "text", ['{ma_xa: "00010"}\n', "  ky: nam\n", "van_ban: ~\n", "van_ban: [a]\n", "- a\n", "a: [\n"]
)
def test_a_file_that_is_written_otherwise_is_refused_with_what_to_add(text: str) -> None:
    with pytest.raises(SubmissionError, match='van_ban: {so: "118", ngay: "2024-12-12"}'):
        with_letter(text.encode(), "118", date(2024, 12, 12), WHERE)
