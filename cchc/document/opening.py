"""Open the report of a commune and period. In: the four parameters. Out: a Report. Checks the parameters first."""

from __future__ import annotations

import difflib
from pathlib import Path

from cchc.catalogue.periods import periods
from cchc.catalogue.register import unit
from cchc.document.report import Report
from cchc.errors import ParameterError, SubmissionError
from cchc.raw.source import Source
from cchc.raw.submission import SOURCE, find_submission, read_submission

DEFAULT_ROOT = "data/raw"
FIRST_YEAR, LAST_YEAR = 2011, 2099


def open_report(
    ma_xa: str | None = None,
    nam: int | None = None,
    ky: str | None = None,
    du_lieu: str | Path = DEFAULT_ROOT,
) -> Report:
    """The report of the commune `ma_xa` (text, 5 digits) for the year `nam` and the period `ky`.

    `du_lieu` is the folder of raw submissions; a relative one is looked for in this folder and those above it.
    Raises ParameterError, UnitError or SubmissionError, each saying what was expected, found, and what to do.
    """
    code, year, period = check_code(ma_xa), check_year(nam), check_period(ky)
    root = resolve_root(du_lieu)
    return open_submission(find_submission(root, code, year, period), (code, year, period))


def open_submission(folder: Path, asked: tuple[str, int, str] | None = None) -> Report:
    """The report of a submission folder; `asked` is the code, year and period that its nguon.yaml must name."""
    submission = read_submission(folder)
    source = submission.source
    code, year, period = asked or _named_by(source, folder)
    for name, stated, wanted in (
        ("ma_xa", source.ma_xa, code),
        ("nam", source.nam, str(year)),
        ("ky", source.ky, period),
    ):
        if stated != wanted:
            raise SubmissionError(
                f'{folder / SOURCE}, khóa "{name}": cần "{wanted}" theo tham số và thư mục, gặp "{stated}"; '
                "hãy sửa tệp hoặc chuyển thư mục về đúng chỗ."
            )
    if source.tu_ngay > source.den_ngay:
        raise SubmissionError(
            f"{folder / SOURCE}: tu_ngay ({source.tu_ngay}) phải trước den_ngay ({source.den_ngay}); hãy sửa tệp."
        )
    if source.den_ngay.year != year:
        raise SubmissionError(
            f"{folder / SOURCE}: den_ngay ({source.den_ngay}) phải thuộc năm báo cáo {year}; hãy sửa den_ngay hoặc nam."
        )
    return Report(submission, unit(code, source.den_ngay), periods()[period], year)


def _named_by(source: Source, folder: Path) -> tuple[str, int, str]:
    """Code, year and period as nguon.yaml names them. Raises SubmissionError naming the file."""
    try:
        year = int(source.nam) if source.nam.isascii() and source.nam.isdigit() else source.nam
        return check_code(source.ma_xa), check_year(year), check_period(source.ky)
    except ParameterError as error:
        raise SubmissionError(f"{folder / SOURCE}: {error}") from error


def check_code(ma_xa: object) -> str:
    """The unit code as text of 5 digits. Raises ParameterError; a code is never padded."""
    if ma_xa is None:
        raise ParameterError('Thiếu tham số ma_xa: cần mã xã gồm 5 chữ số trong ngoặc kép, ví dụ ma_xa: "00010".')
    if isinstance(ma_xa, str) and len(ma_xa) == 5 and ma_xa.isascii() and ma_xa.isdigit():
        return ma_xa
    raise ParameterError(
        f"Tham số ma_xa: cần văn bản gồm 5 chữ số, gặp {_show(ma_xa)}. Hãy đặt mã trong ngoặc kép, "
        'ví dụ ma_xa: "00010" (không có ngoặc kép, 00010 bị hiểu thành số 8); '
        "trên dòng lệnh papermill dùng -r ma_xa 00010."
    )


def check_year(nam: object) -> int:
    """The reporting year. Raises ParameterError."""
    if nam is None:
        raise ParameterError("Thiếu tham số nam: cần năm báo cáo, ví dụ nam: 2024.")
    if isinstance(nam, int) and not isinstance(nam, bool) and FIRST_YEAR <= nam <= LAST_YEAR:
        return nam
    raise ParameterError(
        f"Tham số nam: cần số nguyên từ {FIRST_YEAR} đến {LAST_YEAR}, gặp {_show(nam)}; hãy sửa, ví dụ nam: 2024."
    )


def check_period(ky: object) -> str:
    """The key of the period. Raises ParameterError naming the one probably meant."""
    known = list(periods())
    if isinstance(ky, str) and ky in known:
        return ky
    if ky is None:
        raise ParameterError(f"Thiếu tham số ky: cần một trong {', '.join(known)}.")
    near = difflib.get_close_matches(str(ky), known, n=1)
    meant = f'; có phải "{near[0]}"?' if near else ""
    raise ParameterError(f"Tham số ky: cần một trong {', '.join(known)}, gặp {_show(ky)}{meant}")


def resolve_root(du_lieu: str | Path) -> Path:
    """The raw root; a relative one in the nearest of this folder and its parents that has it."""
    if not isinstance(du_lieu, str | Path) or not str(du_lieu).strip():
        raise ParameterError(f"Tham số du_lieu: cần tên thư mục, gặp {_show(du_lieu)}; ví dụ du_lieu: data/raw.")
    root = Path(du_lieu)
    candidates = [root] if root.is_absolute() else [root, *(folder / root for folder in Path.cwd().parents)]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise ParameterError(
        f'Tham số du_lieu: không có thư mục "{du_lieu}" ở đây hay ở thư mục nào phía trên; '
        "hãy chạy trong thư mục dự án hoặc sửa du_lieu."
    )


def _show(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value!r} (kiểu {type(value).__name__})"
