"""Where units stand. In: submissions, a log of arrivals, reports. Out: a state a unit, and how late it is, counted by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cchc.build.issued import RECORD, IssueRecord, write_record
from cchc.build.manifest import NamedFile
from cchc.build.publish import sha256
from cchc.build.standing.states import State, UnitState, unit_states
from cchc.errors import SubmissionError, UnitError
from tests.conftest import make_submission
from tests.export.site_sample import manifest

# Reports of 2024 are due on 20/12/2024.
DUE = date(2024, 12, 20)
LOG = "ngay,ma_xa,nam,ky,tep,sha256\n"


def states(root: Path, as_of: date | None = None, province: str = "38") -> dict[str, UnitState]:
    return {one.unit.code: one for one in unit_states(root, 2024, "nam", province, as_of)}


def submit(root: Path, code: str, **given: str) -> Path:
    return make_submission(root / "data/raw", code=code, texts={"I.1": f"Đã ban hành kế hoạch {code}."}, **given)  # type: ignore[arg-type]


def log(root: Path, *lines: str) -> None:
    (root / "data/raw/tiep-nhan.csv").write_text(LOG + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def report(root: Path, submission: Path, errors: int = 0) -> Path:
    """A report that was made of the submission, as its manifest says."""
    inputs = {path.name: path.read_bytes() for path in submission.iterdir()}
    folder = root / "output/2024/nam" / submission.name
    folder.mkdir(parents=True)
    (folder / "ho-so.json").write_bytes(
        manifest(submission.name[:5], open_findings=(errors, 0, 0), inputs=inputs, files=())
    )
    return folder


def issue(root: Path, submission: Path) -> None:
    """The record of a report that was issued of the submission."""
    kept = root / "da_ban_hanh/2024/nam" / submission.name / "ban-1"
    kept.mkdir(parents=True)
    files = [NamedFile(path.name, sha256(path.read_bytes())) for path in sorted(submission.iterdir())]
    (kept / RECORD).write_bytes(write_record(IssueRecord("118", date(2024, 12, 18), (), files)))


def test_a_unit_that_has_sent_nothing_is_as_late_as_the_day_asked_about(tmp_path: Path) -> None:
    submit(tmp_path, "15976")
    told = states(tmp_path, date(2024, 12, 23))["15979"]
    # 23/12 is three days past 20/12.
    assert (told.state, told.arrived, told.due, told.days_late) == (State.CHUA_GUI, None, DUE, 3)
    assert states(tmp_path)["15979"].days_late == 0  # on the due day itself
    assert states(tmp_path, date(2024, 12, 1))["15979"].days_late == 0


def test_units_are_those_of_the_last_day_of_the_window_by_code(tmp_path: Path) -> None:
    submit(tmp_path, "15976")
    told = unit_states(tmp_path, 2024, "nam", "Tỉnh Thanh Hóa")
    codes = [one.unit.code for one in told]
    assert codes == sorted(codes)
    assert {one.unit.full_name for one in told if one.unit.code == "15976"} == {"Xã Hoằng Lưu"}
    # From 1/7/2025 the same code is another commune, and the province has 166 units.
    later = unit_states(tmp_path, 2025, "nam", "38")
    assert len(later) == 166
    assert {one.unit.full_name for one in later if one.unit.code == "15976"} == {"Xã Hoằng Châu"}


def test_the_first_arrival_is_judged(tmp_path: Path) -> None:
    submit(tmp_path, "15976")
    submit(tmp_path, "15979")
    log(tmp_path, "25/12/2024,15976,2024,nam,,", "2024-12-19,15976,2024,nam,,", "22/12/2024,15979,2024,nam,,")
    told = states(tmp_path, date(2024, 12, 31))
    assert (told["15976"].arrived, told["15976"].days_late) == (date(2024, 12, 19), 0)
    assert (told["15979"].arrived, told["15979"].days_late) == (date(2024, 12, 22), 2)
    assert told["15976"].state is State.DA_GUI and told["15976"].why == "chưa lập báo cáo"


def test_a_submission_whose_day_nobody_has_noted_is_not_called_in_time(tmp_path: Path) -> None:
    submit(tmp_path, "15976")
    told = states(tmp_path, date(2024, 12, 31))["15976"]
    assert (told.state, told.arrived, told.days_late) == (State.DA_GUI, None, None)


def test_a_file_that_cannot_be_read_is_told_with_its_fault_and_has_not_arrived(tmp_path: Path) -> None:
    broken = submit(tmp_path, "15976")
    (broken / "nguon.yaml").write_text("ma_xa: [\n", encoding="utf-8")
    log(tmp_path, "18/12/2024,15976,2024,nam,,")
    told = states(tmp_path, date(2024, 12, 24))["15976"]
    assert (told.state, told.arrived, told.days_late) == (State.KHONG_DOC_DUOC, date(2024, 12, 18), 4)
    assert told.why.startswith("data/raw/2024/nam/15976-xa-thu/nguon.yaml, dòng 2: không đọc được như tệp YAML")


def test_what_the_log_alone_knows_of_is_said(tmp_path: Path) -> None:
    submit(tmp_path, "15979")
    log(tmp_path, "21/12/2024,15976,2024,nam,thu.pdf,")
    told = states(tmp_path, date(2024, 12, 31))["15976"]
    assert (told.state, told.days_late) == (State.CHUA_GUI, 1)
    assert told.why == "sổ tiếp nhận ghi đã nhận, chưa có số liệu trong dự án"


def test_a_report_is_a_draft_sound_or_out_of_date(tmp_path: Path) -> None:
    report(tmp_path, submit(tmp_path, "15976"), errors=2)
    report(tmp_path, submit(tmp_path, "15979"))
    stale = submit(tmp_path, "15982")
    report(tmp_path, stale)
    (stale / "noi_dung.yaml").write_text("I.1: Khác\n", encoding="utf-8")
    told = states(tmp_path)
    assert (told["15976"].state, told["15976"].why) == (State.DU_THAO, "còn 2 lỗi")
    assert (told["15979"].state, told["15979"].why) == (State.SACH, "")
    assert told["15982"].state is State.DA_GUI
    assert told["15982"].why == "số liệu đã đổi sau khi lập báo cáo: noi_dung.yaml"


def test_an_issued_report_stays_issued_until_its_submission_changes(tmp_path: Path) -> None:
    kept, changed = submit(tmp_path, "15976"), submit(tmp_path, "15979")
    for one in (kept, changed):
        report(tmp_path, one)
        issue(tmp_path, one)
    (changed / "chap_nhan.yaml").write_text("[]\n", encoding="utf-8")
    told = states(tmp_path)
    assert (told["15976"].state, told["15976"].why) == (State.DA_BAN_HANH, "")
    assert told["15979"].state is State.DOI_SAU_BAN_HANH
    assert told["15979"].why == "số liệu đã đổi sau khi ban hành bản 1: chap_nhan.yaml"


def test_a_period_without_a_due_day_makes_nobody_late(tmp_path: Path) -> None:
    make_submission(tmp_path / "data/raw", period="quy-2")
    told = unit_states(tmp_path, 2024, "quy-2", "38", date(2025, 1, 1))
    assert {(one.due, one.days_late) for one in told} == {(None, None)}


def test_the_due_day_of_the_form_of_a_province_goes_before(tmp_path: Path) -> None:
    submit(tmp_path, "15976")
    form = tmp_path / "bieu_mau/thanh-hoa"
    form.mkdir(parents=True)
    for name in ("phu_luc.yaml", "de_cuong.yaml"):
        source = Path(__file__).parents[2] / "cchc/catalogue/forms/01b-2024" / name
        (form / name).write_bytes(source.read_bytes())
    head = {"id": "thanh-hoa", "title": "Thử", "provinces": ["38"], "verified": False, "source": "giả định để thử"}
    own = {"source": "giả định để thử", "verified": False, "periods": [{"ky": "nam", "due": "10/12"}]}
    (form / "bieu_mau.yaml").write_text(json.dumps(head), encoding="utf-8")
    (form / "ky.yaml").write_text(json.dumps(own), encoding="utf-8")
    log(tmp_path, "19/12/2024,15976,2024,nam,,")
    told = states(tmp_path)["15976"]
    # Nine days past 10/12; in time by the letter's 20/12.
    assert (told.due, told.days_late) == (date(2024, 12, 10), 9)


def test_a_log_that_cannot_be_read_and_a_province_that_is_none_are_errors(tmp_path: Path) -> None:
    submit(tmp_path, "15976")
    with pytest.raises(UnitError, match="Atlantis"):
        unit_states(tmp_path, 2024, "nam", "Atlantis")
    log(tmp_path, "19/12/2024,5976,2024,nam,,")
    with pytest.raises(SubmissionError, match="dòng 2, cột ma_xa"):
        unit_states(tmp_path, 2024, "nam", "38")
