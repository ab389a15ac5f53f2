"""To whom a report goes and who signs it, by decree 30/2020/NĐ-CP. In: a CheckContext. Out: findings of ND30_PART.

E where the decree leaves no doubt, W where practice knows the form, S where only the abbreviation is misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.catalogue.nd30 import Post, Signing, SigningForm, nd30
from cchc.checks.context import CheckContext
from cchc.checks.finding import Finding, Severity, new_finding
from cchc.errors import shown
from cchc.raw.recipients import addressees
from cchc.raw.signing import SigningLine, signing_lines, split_form
from cchc.raw.submission import SOURCE
from cchc.values.printing import print_date
from cchc.values.reading import clean

_SHORT = re.compile(r"[A-ZĐ/]{1,4}\.")
_WRITTEN = {"UBND": "ỦY BAN NHÂN DÂN", "UỶ BAN": "ỦY BAN"}


@dataclass(frozen=True)
class _Line:
    """A line with its abbreviation ("" where it has none) and what that stands before, in full and in capitals."""

    given: SigningLine
    form: SigningForm | None
    rest: str

    @property
    def text(self) -> str:
        """The line as a message quotes it."""
        return shown(clean(self.given.text))


def check_parts(context: CheckContext) -> Iterator[Finding]:
    """To whom the report goes, and who signs it."""
    source = context.submission.source
    if not addressees(source):
        yield new_finding(
            "ND30_PART",
            "Không biết báo cáo gửi cấp trên nào: thiếu «Kính gửi» và không có nơi nhận (b/c) nào ngoài đơn vị.",
            f"Ghi kinh_gui trong {SOURCE}.",
            keys=["kinh_gui"],
            where=[context.in_source("kinh_gui", "")],
        )
    if not source.nguoi_ky.ho_ten.strip():
        yield new_finding(
            "ND30_PART",
            "Thiếu họ tên người ký.",
            f"Ghi nguoi_ky: ho_ten trong {SOURCE}.",
            keys=["nguoi_ky"],
            where=[context.in_source("nguoi_ky", "", "nguoi_ky", "ho_ten")],
        )


def check_signing(context: CheckContext) -> Iterator[Finding]:
    """Each line is a form of the decree, and the next may follow it."""
    lines = [_parse(line) for line in signing_lines(context.submission.source)]
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        for severity, message, suggestion in (*_spelling(line), *_alone(line, context), *_follows(line, after)):
            yield new_finding(
                "ND30_PART",
                message,
                suggestion,
                keys=["nguoi_ky"],
                where=[context.in_source("nguoi_ky", line.given.text, *line.given.path)],
                severity=severity,
            )
    if lines[0].form is None or lines[0].form.key in ("KT.", "Q."):
        yield from _without_collective(lines[0], context)


_Said = tuple[Severity, str, str]


def _parse(line: SigningLine) -> _Line:
    key, rest = split_form(line.text)
    for short, full in _WRITTEN.items():
        rest = rest.replace(short, full)
    return _Line(line, next((form for form in _signing().forms if form.key == key), None), rest)


def _signing() -> Signing:
    return nd30().signing


def _spelling(line: _Line) -> Iterator[_Said]:
    if line.form and not clean(line.given.text).upper().startswith(f"{line.form.key} "):
        right = f"{line.form.key} {line.rest}"
        yield "S", f"Quyền hạn của người ký viết chưa đúng: «{line.text}».", f"Viết «{right}»."


def _alone(line: _Line, context: CheckContext) -> Iterator[_Said]:
    """What a line says by itself."""
    kind, post = _kind(line.rest), _post(line.rest)
    if line.form and kind and kind != line.form.before:
        place = "tên tập thể lãnh đạo hoặc tên cơ quan" if line.form.before == "body" else "chức vụ của người đứng đầu"
        severity: Severity = "W" if kind == line.form.seen else "E"
        yield (severity, f"«{line.text}»: {line.form.key} ({line.form.label}) phải đứng trước {place}.",
               f"Viết như «{_example(line.form)}», hoặc dùng chữ viết tắt khác.")  # fmt: skip
    if line.form is None and kind == "body":
        yield (
            "E",
            f"«{line.text}» thiếu chữ TM. ở trước; ký thay mặt tập thể thì phải ghi TM.",
            f"Ghi «TM. {line.rest}».",
        )
    if line.form is None and _SHORT.match(line.rest):
        yield "W", f"Nghị định 30/2020/NĐ-CP không có chữ viết tắt như ở «{line.text}».", f"Chỉ dùng {_keys()}."
    if post and post.valid_from and context.as_of < post.valid_from:
        yield ("W", f"Trước ngày {print_date(post.valid_from)} cấp xã chưa có chức vụ như ở «{line.text}».",
               "Kiểm tra lại chức vụ của người ký.")  # fmt: skip


def _follows(line: _Line, after: _Line | None) -> Iterator[_Said]:
    """Whether the next line may stand below this one."""
    if line.form and after:
        severity = _may_follow(line, line.form, after)
        if severity:
            verb = "không thể là" if severity == "E" else "là"
            yield (severity, f"Dưới «{line.text}» ({line.form.label}) {verb} «{after.text}»; cần {_wanted(line, line.form)}.",
                   _advice(line.form, after))  # fmt: skip
    elif after:
        yield ("W", f"Dưới chức vụ «{line.text}» còn có dòng «{after.text}».",
               f"Quyền hạn ({_keys()}) ở trên, chức vụ của người ký ở dòng cuối.")  # fmt: skip
    elif line.form and line.form.then:
        yield ("E", f"Dưới «{line.text}» ({line.form.label}) thiếu {_wanted(line, line.form)}.",
               "Ghi nguoi_ky: chuc_vu.")  # fmt: skip


def _may_follow(line: _Line, form: SigningForm, after: _Line) -> Severity | None:
    """None where the next line may follow; E where the decree excludes it, W where somebody should look."""
    if after.form:
        return None if after.form.key in form.then else "E"
    over = _signing().posts[0] if _kind(line.rest) == "body" else _post(line.rest)
    head, deputy = _post(after.rest), _deputy_of(after.rest)
    if over is None:
        return None
    if head is over:
        return None if "head" in form.then else "E"
    if deputy is over:
        return None if "deputy" in form.then else "E" if form.before == "body" else "W"
    return None if "post" in form.then and not deputy else "W"


def _without_collective(line: _Line, context: CheckContext) -> Iterator[Finding]:
    """A report of the committee is signed on its behalf; a line above the head's post says so."""
    if _post(line.rest) is _signing().posts[0]:
        yield new_finding(
            "ND30_PART",
            f"Báo cáo của Ủy ban nhân dân do «{line.text}» ký mà không có dòng TM. ở trên.",
            f"Ghi thêm «TM. {_signing().body}» ở trên, nếu ký thay mặt Ủy ban nhân dân.",
            keys=["nguoi_ky"],
            where=[context.in_source("nguoi_ky", line.given.text, *line.given.path)],
            severity="W",
        )


def _kind(rest: str) -> str:
    """What a text names: the collective ("body"), a head or deputy ("head"), or nothing that we know."""
    if rest.startswith(_signing().body):
        return "body"
    return "head" if _post(rest) or _deputy_of(rest) else ""


def _post(rest: str) -> Post | None:
    """The post whose head the text names: "GIÁM ĐỐC TRUNG TÂM" is a GIÁM ĐỐC."""
    return next((post for post in _signing().posts if _begins(rest, post.head)), None)


def _deputy_of(rest: str) -> Post | None:
    """The post whose deputy the text names."""
    return next((p for p in _signing().posts if any(_begins(rest, deputy) for deputy in p.deputies)), None)


def _begins(text: str, words: str) -> bool:
    return f"{text} ".startswith(f"{words} ")


def _keys() -> str:
    return ", ".join(form.key for form in _signing().forms)


def _example(form: SigningForm) -> str:
    return f"{form.key} {_signing().body if form.before == 'body' else _signing().posts[0].head}"


def _wanted(line: _Line, form: SigningForm) -> str:
    """What belongs below a line, in words."""
    post = _post(line.rest) or _signing().posts[0]
    words = {"head": post.head, "deputy": post.deputies[0], "post": "chức vụ của người được giao ký"}
    return " hoặc ".join(words.get(line, line) for line in form.then) or "họ tên người ký"


def _advice(form: SigningForm, after: _Line) -> str:
    deputy = _deputy_of(after.rest)
    if deputy and "KT." in form.then:
        return f"Thêm dòng «KT. {deputy.head}» ở giữa."
    return "Sửa quyen_han và chuc_vu của nguoi_ky theo khoản 7 Mục II Phụ lục I Nghị định 30/2020/NĐ-CP."


CHECKS = (check_parts, check_signing)
