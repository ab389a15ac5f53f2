"""Thanh Hóa, all 166 units, two years. In: the demo's submissions, and what is done to some of them here. Out: a project.

The reports stand as their builds would have left them. Whom something was done to is named by code, so that a test can
count on it; the demo itself plants an error in every tenth submission and lists them in loi-da-cai.csv.
"""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

from cchc.build.issued import RECORD, IssueRecord, write_record
from cchc.build.manifest import list_files
from cchc.build.publish import sha256
from cchc.demo.make import make_demo
from tests.province.small import PERIOD, YEAR, leave_report_of

ANNEX = "phu_luc_01b.csv"
# Due on 20/12/2026: one day, four days and sixteen days late.
LATE = {"14797": "21/12/2026", "15010": "24/12/2026", "15016": "05/01/2027"}
NOT_IN_LOG = "14845"
SILENT, LOST = "15664", "15667"  # no submission; of the second the log says that it came
UNREADABLE, NOT_BUILT = "14860", "14866"
ISSUED, CHANGED = "14869", "14872"  # the submission of the second is another one since
BEFORE = "phu-luc-da-ban-hanh.csv"  # its annex as it was issued
IN_WORDS, BLANK = "14875", "14890"  # 2.3 is "mười hai"; 2.2 is empty
FAR = "14896"  # has digitised a tenth of what it received
OTHER_UNIT = ("14902", "14908", "14923", "14932")  # 1.1.1 in "Văn bản", not in "Nhiệm vụ"
TOO_MANY = ("14950", "14953")  # done one more task than there were
NEW = ("14758", "14812")  # without a report of the year before
HALF = "14818"  # has data from July on of the year before
_UNLOGGED = ((NOT_IN_LOG, str(YEAR)), (SILENT, str(YEAR)))


def make_province(root: Path) -> None:
    """Make the project below `root`."""
    make_demo(root, 166, YEAR, YEAR - 1, province="38")
    raw = root / "data/raw"
    _write_log(raw)
    _change_submissions(raw)
    for code in (SILENT, LOST):
        shutil.rmtree(submission(root, code))
    for code in NEW:
        shutil.rmtree(submission(root, code, YEAR - 1))
    for folder in sorted(raw.glob(f"*/{PERIOD}/*")):
        if folder.name[:5] not in (UNREADABLE, NOT_BUILT) or folder.parents[1].name != str(YEAR):
            leave_report_of(root, folder)
    for code in (ISSUED, CHANGED):
        _issue(root, submission(root, code))
    shutil.copy(submission(root, CHANGED) / ANNEX, root / BEFORE)
    write(submission(root, CHANGED) / ANNEX, "1.1.1", "so_lieu", "999")
    (submission(root, UNREADABLE) / ANNEX).write_bytes("stt;chi_tieu;so_lieu\n".encode("utf-16"))


def submission(root: Path, code: str, year: int = YEAR) -> Path:
    """The folder of the unit's submission."""
    (found,) = (root / f"data/raw/{year}/{PERIOD}").glob(f"{code}-*")
    return found


def _write_log(raw: Path) -> None:
    lines = ["ngay,ma_xa,nam,ky,tep,sha256"]
    for folder in sorted(raw.glob(f"*/{PERIOD}/*")):
        code, year = folder.name[:5], folder.parents[1].name
        day = LATE.get(code, f"18/12/{year}") if year == str(YEAR) else f"18/12/{year}"
        lines += [f"{day},{code},{year},{PERIOD},bao-cao.docx,"] if (code, year) not in _UNLOGGED else []
    (raw / "tiep-nhan.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _change_submissions(raw: Path) -> None:
    def annex(code: str) -> Path:
        return submission(raw.parents[1], code) / ANNEX

    write(annex(IN_WORDS), "2.3", "so_lieu", "mười hai")
    write(annex(BLANK), "2.2", "so_lieu", "")
    write(annex(FAR), "3.6.1", "so_lieu", str(int(read(annex(FAR), "3.3.1")) // 10))
    for code in OTHER_UNIT:
        write(annex(code), "1.1.1", "don_vi_tinh", "Văn bản")
    source = submission(raw.parents[1], HALF, YEAR - 1) / "nguon.yaml"
    told = source.read_text(encoding="utf-8").replace(f'tu_ngay: "{YEAR - 2}-12-15"', f'tu_ngay: "{YEAR - 1}-07-01"')
    source.write_text(told, encoding="utf-8")
    for code in TOO_MANY:
        write(annex(code), "1.1.2", "so_lieu", str(int(read(annex(code), "1.1.1")) + 1))


def read(path: Path, stt: str) -> str:
    """The figure of that row of an annex."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(row["so_lieu"] for row in csv.DictReader(file) if row["stt"] == stt)


def write(path: Path, stt: str, column: str, text: str) -> None:
    """Have another text stand in that row of an annex."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    next(row for row in rows if row[0] == stt)[rows[0].index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _issue(root: Path, folder: Path) -> None:
    """Keep what a report that was issued leaves of its submission."""
    home = root / f"da_ban_hanh/{YEAR}/{PERIOD}" / folder.name / "ban-1"
    home.mkdir(parents=True)
    sent = list_files({path.name: sha256(path.read_bytes()) for path in folder.iterdir()})
    (home / RECORD).write_bytes(write_record(IssueRecord("118", date(YEAR, 12, 18), (), sent)))
