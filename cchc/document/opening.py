"""Open the report of a commune and period. In: the four parameters. Out: a Report. Checks the parameters first."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from cchc.catalogue.units.register import Unit, unit
from cchc.document.past.period import Past
from cchc.document.report import Report
from cchc.document.submission_data import SubmissionData
from cchc.errors import CchcError, ParameterError, shown, visible
from cchc.raw.faults import Faults
from cchc.raw.keys import ReportKey, check_code, check_period, check_year, show_value
from cchc.raw.layout import RAW, PastFolders, Tree, past_of
from cchc.raw.submission import SOURCE, Submission, read_submission
from cchc.values.printing import print_date


def open_report(
    ma_xa: str | None = None,
    nam: int | None = None,
    ky: str | None = None,
    du_lieu: str | Path = RAW,
) -> Report:
    """The report of the commune `ma_xa` (text, 5 digits) for the year `nam` and the period `ky`.

    `du_lieu` is the folder of raw submissions; a relative one is looked for in this folder and those above it.
    Raises ParameterError, UnitError or SubmissionError, each saying what was expected, found, and what to do.
    """
    key = ReportKey.checked(ma_xa, nam, ky)
    raw = Tree(resolve_root(du_lieu))
    return open_submission(raw.find(key), key, functools.partial(_open_past, raw, key))


def open_submission(
    folder: Path, asked: ReportKey | None = None, earlier: Callable[[], tuple[Past, ...]] | None = None
) -> Report:
    """The report of a submission folder; `asked` is what its nguon.yaml must name.

    `earlier` opens, when it is asked for, the periods that the report looks back at.
    """
    submission = read_submission(folder)
    source = submission.source
    key = asked or _named_by(submission, folder)
    faults = Faults()
    for name, stated, wanted in (
        ("ma_xa", source.ma_xa, key.code),
        ("nam", source.nam, str(key.year)),
        ("ky", source.ky, key.period),
    ):
        if stated != wanted:
            faults.add(
                f'{_line(submission, folder, name)}, khóa "{name}": cần "{wanted}" theo tham số và thư mục, gặp '
                f'"{shown(stated)}"; hãy sửa tệp hoặc chuyển thư mục về đúng chỗ.'
            )
    if source.tu_ngay > source.den_ngay:
        faults.add(
            f"{_line(submission, folder, 'tu_ngay')}: tu_ngay ({print_date(source.tu_ngay)}) phải trước den_ngay "
            f"({print_date(source.den_ngay)}); hãy sửa tệp."
        )
    if source.den_ngay.year != key.year:
        faults.add(
            f"{_line(submission, folder, 'den_ngay')}: den_ngay ({print_date(source.den_ngay)}) phải thuộc năm báo cáo {key.year}; "
            "hãy sửa den_ngay hoặc nam."
        )
    faults.end()
    return Report(submission, unit(key.code, source.den_ngay), key, earlier)


def _open_past(raw: Tree, key: ReportKey) -> tuple[Past, ...]:
    """The periods that the report looks back at. A submission of then that cannot be read costs no report of now."""
    return tuple(_open_period(found) for found in past_of(raw, key))


def _open_period(found: PastFolders) -> Past:
    parts: list[SubmissionData] = []
    unread: list[Unit] = []
    for one, folder in found.folders:
        try:
            parts.append(open_submission(folder, found.key_of(one)))
        except CchcError:
            unread.append(one)
    return Past(found, tuple(parts), tuple(unread))


def _line(submission: Submission, folder: Path, key: str) -> str:
    return f"{folder / SOURCE}, dòng {submission.line_of(SOURCE, key)}"


def _named_by(submission: Submission, folder: Path) -> ReportKey:
    """What nguon.yaml names. Raises SubmissionError naming the line of each that is none."""
    source, faults = submission.source, Faults()
    year = int(source.nam) if source.nam.isascii() and source.nam.isdigit() else source.nam
    asked = {"ma_xa": (check_code, source.ma_xa), "nam": (check_year, year), "ky": (check_period, source.ky)}
    for name, (check, value) in asked.items():
        try:
            check(value)
        except ParameterError as error:
            faults.add(f"{_line(submission, folder, name)}: {error}")
    faults.end()
    return ReportKey.checked(source.ma_xa, year, source.ky)


def resolve_root(du_lieu: str | Path) -> Path:
    """The raw root; a relative one in the nearest of this folder and its parents that has it."""
    if not isinstance(du_lieu, str | Path) or not str(du_lieu).strip():
        raise ParameterError(f"Tham số du_lieu: cần tên thư mục, gặp {show_value(du_lieu)}; ví dụ du_lieu: data/raw.")
    root = Path(du_lieu)
    candidates = [root] if root.is_absolute() else [root, *(folder / root for folder in Path.cwd().parents)]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise ParameterError(
        f'Tham số du_lieu: không có thư mục "{visible(str(du_lieu))}" ở đây hay ở thư mục nào phía trên; '
        "hãy chạy trong thư mục dự án hoặc sửa du_lieu."
    )
