"""Corrections and acceptances: what a named person decided holds, until what it was decided on changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from cchc.checks.acceptances import apply_acceptances
from cchc.checks.finding import CellRef, Finding
from cchc.checks.run import CheckReport
from cchc.errors import SubmissionError
from cchc.indicators.counts import Counts
from cchc.raw.decisions import ACCEPTANCES, CORRECTIONS, AcceptanceEntry
from cchc.raw.submission import ANNEX, Submission, read_submission
from cchc.values.printing import print_value
from tests.checks.examples import ON, SAMPLE_SUBMISSION, check_report_of, check_submission
from tests.conftest import make_submission

CORRECTION = {
    "tep": ANNEX,
    "dong": "2",
    "cot": "so_lieu",
    "thay": "8 30",
    "bang": "830",
    "ly_do": "Gõ thừa dấu cách",
    "nguoi": "Nguyễn Văn A",
    "ngay": "2024-12-16",
}
ACCEPTANCE = {
    "quy_tac": "CEILING",
    "khoa": ["3.4.3", "3.1.3"],
    "gia_tri": ["214", "201"],
    "ly_do": "Đã đối chiếu với Cổng dịch vụ công",
    "nguoi": "Nguyễn Văn A",
    "ngay": "2024-12-16",
}
SEEDS = check_submission(SAMPLE_SUBMISSION).findings
SIGNED = {"kinh_gui": ["Phòng Nội vụ"], "nguoi_ky": {"ho_ten": "Lê Văn B"}}


def as_yaml(*entries: Mapping[str, object]) -> str:
    return yaml.safe_dump([dict(entry) for entry in entries], allow_unicode=True)


def corrected(root: Path, *entries: Mapping[str, object]) -> Path:
    return make_submission(root, annex={"ho_so.tiep_nhan": "8 30"}, files={CORRECTIONS: as_yaml(*entries)})


def refusal(folder: Path) -> str:
    with pytest.raises(SubmissionError) as caught:
        read_submission(folder)
    return str(caught.value)


def received(submission: Submission) -> str:
    return print_value(Counts(submission, ON).value("ho_so.tiep_nhan"))


def test_a_corrected_number_is_printed_and_computed_with(tmp_path: Path) -> None:
    assert received(read_submission(corrected(tmp_path / "mended", CORRECTION))) == "830"
    assert received(read_submission(make_submission(tmp_path, annex={"ho_so.tiep_nhan": "8 30"}))) == "chưa có số liệu"


def test_a_corrected_number_is_no_finding_any_more(tmp_path: Path) -> None:
    raw = make_submission(tmp_path, annex={"ho_so.tiep_nhan": "8 30"})
    assert "TYPE" in [found.rule for found in check_report_of(raw).findings]
    assert "TYPE" not in [found.rule for found in check_report_of(corrected(tmp_path / "mended", CORRECTION)).findings]


def test_the_lineage_of_a_corrected_number_has_both_values_the_reason_and_the_person(tmp_path: Path) -> None:
    value = Counts(read_submission(corrected(tmp_path, CORRECTION)), ON).value("ho_so.tiep_nhan")
    (cell,) = value.cells
    assert (cell.text, cell.original) == ("830", "8 30")
    assert cell.reason == "Gõ thừa dấu cách (Nguyễn Văn A, 2024-12-16)"
    assert (cell.file, cell.row, cell.column) == (ANNEX, 2, "so_lieu")


def test_a_cell_that_was_not_corrected_has_no_other_value(tmp_path: Path) -> None:
    folder = make_submission(
        tmp_path, annex={"ho_so.tiep_nhan": "8 30", "2.1": "1"}, files={CORRECTIONS: as_yaml(CORRECTION)}
    )
    (cell,) = Counts(read_submission(folder), ON).value("2.1").cells
    assert cell.original is None


def test_a_correction_to_a_figure_that_may_be_two_numbers_is_no_number(tmp_path: Path) -> None:
    folder = corrected(tmp_path, {**CORRECTION, "bang": "1,000"})
    assert received(read_submission(folder)) == "chưa có số liệu"
    (found,) = [found for found in check_report_of(folder).findings if found.rule == "TYPE"]
    assert "có thể là 1.000 hoặc 1." in found.message
    assert found.suggestion == "Ghi lại cho rõ: 1.000 hoặc 1; sửa bang của điều chỉnh ô này trong dieu_chinh.yaml."


def test_the_raw_file_stays_as_it_was_received(tmp_path: Path) -> None:
    folder = corrected(tmp_path, CORRECTION)
    before = (folder / ANNEX).read_bytes()
    submission = read_submission(folder)
    assert (folder / ANNEX).read_bytes() == before
    assert "8 30" in next(file.text for file in submission.files if file.name == ANNEX)


def test_a_correction_of_a_statement_of_the_narrative_is_made_too(tmp_path: Path) -> None:
    entry = {**CORRECTION, "tep": "so_lieu_khac.csv", "cot": "gia_tri"}
    stated = [("II.2.d", "ho_so.tiep_nhan", "8 30")]
    folder = make_submission(tmp_path, statements=stated, files={CORRECTIONS: as_yaml(entry)})
    assert received(read_submission(folder)) == "830"


def test_a_stale_correction_is_refused_with_what_was_expected_found_and_where(tmp_path: Path) -> None:
    message = refusal(corrected(tmp_path, {**CORRECTION, "thay": "830 hồ sơ"}))
    assert f"{CORRECTIONS}, dòng 1: {ANNEX}, dòng 2, cột so_lieu" in message
    assert 'cần "830 hồ sơ", gặp "8 30"' in message


def test_the_entry_that_is_stale_is_named_by_its_line(tmp_path: Path) -> None:
    other = {**CORRECTION, "cot": "ghi_chu", "thay": "x"}
    # The first entry has eight lines.
    assert f"{CORRECTIONS}, dòng 9: {ANNEX}" in refusal(corrected(tmp_path, CORRECTION, other))


def test_every_stale_correction_is_told(tmp_path: Path) -> None:
    others = [{**CORRECTION, "cot": column, "thay": "x"} for column in ("ghi_chu", "stt")]
    assert len(refusal(corrected(tmp_path, *others)).splitlines()) == 2


@pytest.mark.parametrize(
    ("found", "replaced"),
    [
        (unicodedata.normalize("NFD", "không"), "không"),
        ("không\u00a0", "không"),
        ("kh\u200bông", "không"),
        ("không", unicodedata.normalize("NFD", "không")),
    ],
)
def test_a_correction_fits_a_cell_that_looks_the_same(tmp_path: Path, found: str, replaced: str) -> None:
    entry = {**CORRECTION, "thay": replaced}
    folder = make_submission(tmp_path, annex={"ho_so.tiep_nhan": found}, files={CORRECTIONS: as_yaml(entry)})
    assert received(read_submission(folder)) == "830"


def test_a_stale_correction_names_what_cannot_be_seen(tmp_path: Path) -> None:
    folder = make_submission(
        tmp_path, annex={"ho_so.tiep_nhan": "83\u202e0"}, files={CORRECTIONS: as_yaml({**CORRECTION, "thay": "830"})}
    )
    assert 'cần "830", gặp "83<U+202E>0"' in refusal(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tep": "phu_luc_1b.csv"}, 'không có tệp số liệu "phu_luc_1b.csv" (có phải "phu_luc_01b.csv"?)'),
        ({"dong": "3"}, "phu_luc_01b.csv không có dòng 3, cột so_lieu"),
        ({"dong": "1"}, "phu_luc_01b.csv không có dòng 1, cột so_lieu"),
        ({"cot": "so_lieu_"}, "phu_luc_01b.csv không có dòng 2, cột so_lieu_"),
        ({"dong": "hai"}, "cần số thứ tự dòng trong tệp"),
    ],
)
def test_a_correction_of_nothing_is_refused(tmp_path: Path, change: dict[str, str], said: str) -> None:
    assert said in refusal(corrected(tmp_path, {**CORRECTION, **change}))


@pytest.mark.parametrize("left_out", ["thay", "ly_do", "nguoi", "ngay"])
def test_a_correction_says_what_it_replaces_why_who_and_when(tmp_path: Path, left_out: str) -> None:
    entry = {key: text for key, text in CORRECTION.items() if key != left_out}
    assert f'thiếu khóa "{left_out}"' in refusal(corrected(tmp_path, entry))


def accepted(root: Path, *entries: Mapping[str, object], annex: Mapping[str, str] | None = None) -> CheckReport:
    figures = {"3.1.3": "201", "3.4.3": "214"} if annex is None else annex
    files = {ACCEPTANCES: as_yaml(*entries)}
    statements = [
        ("II.2.d", f"ho_so.{key}", "0", "hồ sơ")
        for key in ("tiep_nhan", "trong_han", "da_giai_quyet", "dang_giai_quyet")
    ]
    texts = {"III.1": "Tốt.", "IV.1": "Tiếp tục."}
    return check_report_of(
        make_submission(root, annex=figures, statements=statements, texts=texts, source=SIGNED, files=files)
    )


def status(check_report: CheckReport, rule: str = "CEILING") -> list[str]:
    return [found.as_json()["status"] for found in check_report.findings if found.rule == rule]


def test_a_finding_accepted_with_its_keys_and_values_is_accepted(tmp_path: Path) -> None:
    check_report = accepted(tmp_path, ACCEPTANCE)
    assert status(check_report) == ["accepted"]
    assert check_report.void == ()
    (found,) = [found for found in check_report.findings if not found.open]
    assert found.accepted is not None
    assert (found.accepted.person, found.accepted.day) == ("Nguyễn Văn A", "2024-12-16")
    assert found.accepted.reason == "Đã đối chiếu với Cổng dịch vụ công"


def test_a_single_key_and_value_need_no_list(tmp_path: Path) -> None:
    entry = {**ACCEPTANCE, "quy_tac": "TYPE", "khoa": "2.1", "gia_tri": "8 30"}
    assert status(accepted(tmp_path, entry, annex={"2.1": "8 30"}), "TYPE") == ["accepted"]


def test_the_order_of_the_keys_is_free_as_long_as_the_values_follow_it(tmp_path: Path) -> None:
    entry = {**ACCEPTANCE, "khoa": ["3.1.3", "3.4.3"], "gia_tri": ["201", "214"]}
    assert status(accepted(tmp_path, entry)) == ["accepted"]


@pytest.mark.parametrize(
    ("khoa", "gia_tri"), [("3.4.3", "214"), ("3.1.3", "201"), ([], []), (["3.4.3", "3.1.3"], "214")]
)
def test_an_acceptance_that_leaves_a_number_out_is_void_and_told_what_to_write(
    tmp_path: Path, khoa: object, gia_tri: object
) -> None:
    check_report = accepted(tmp_path / "a", {**ACCEPTANCE, "khoa": khoa, "gia_tri": gia_tri})
    assert status(check_report) == ["open"]
    (line,) = check_report.void
    assert "phải nêu mọi số của phát hiện" in line
    assert line.endswith('hãy ghi khoa: ["3.4.3", "3.1.3"], gia_tri: ["214", "201"].')
    assert status(accepted(tmp_path / "b", {**ACCEPTANCE, **written(line)})) == ["accepted"]


def written(line: str) -> dict[str, object]:
    """What a line on a void acceptance says is to be written."""
    keys, values = line.rstrip(".").partition("ghi khoa: ")[2].split(", gia_tri: ")
    return {"khoa": yaml.safe_load(keys), "gia_tri": yaml.safe_load(values)}


def test_a_number_that_only_one_side_of_a_finding_has_is_sealed_too(tmp_path: Path) -> None:
    # Narrative and annex state one key: 830 against 751 differ by 79, against 429 by 401.
    key, told = "ho_so.tiep_nhan", [("II.2.d", "ho_so.tiep_nhan", "830")]

    def examined(root: Path, annex: str, gia_tri: list[str]) -> CheckReport:
        entry = {**ACCEPTANCE, "quy_tac": "NARRATIVE_EQ_ANNEX", "khoa": key, "gia_tri": gia_tri}
        files = {ACCEPTANCES: as_yaml(entry)}
        return check_report_of(make_submission(root, annex={key: annex}, statements=told, files=files))

    assert status(examined(tmp_path / "a", "751", ["830", "751"]), "NARRATIVE_EQ_ANNEX") == ["accepted"]
    assert status(examined(tmp_path / "b", "429", ["830", "751"]), "NARRATIVE_EQ_ANNEX") == ["open"]
    assert status(examined(tmp_path / "c", "751", ["830"]), "NARRATIVE_EQ_ANNEX") == ["open"]


@pytest.mark.parametrize("name", [f"{n}" for n in range(len(SEEDS))])
def test_what_a_line_tells_to_write_accepts_each_finding_of_the_sample_and_no_other_number_does(name: str) -> None:
    finding = SEEDS[int(name)]
    asked = AcceptanceEntry(quy_tac=finding.rule, khoa=(), gia_tri=("?",), ly_do="a", nguoi="b", ngay="c")
    told = written(apply_acceptances([finding], [asked])[1][0])
    entry = AcceptanceEntry.model_validate({**asked.model_dump(), **told})
    assert [found.open for found in apply_acceptances([finding], [entry])[0]] == [False]
    for key, number in finding.operands.items():
        changed = replace(finding, operands={**finding.operands, key: number + 1})
        assert [found.open for found in apply_acceptances([changed], [entry])[0]] == [True], key


def test_a_value_may_be_copied_as_kiem_tra_json_has_it(tmp_path: Path) -> None:
    entry = {**ACCEPTANCE, "khoa": ["3.4.3", "3.1.3"], "gia_tri": ["2.5", "2"]}
    finding = Finding("CEILING", "W", "", "", ("3.4.3", "3.1.3"), (), {"3.4.3": Decimal("2.5"), "3.1.3": Decimal(2)})
    assert not apply_acceptances([finding], [AcceptanceEntry.model_validate(entry)])[0][0].open


def test_a_code_is_not_a_number(tmp_path: Path) -> None:
    finding = Finding("CODE_FORMAT", "S", "", "", ("1.1",), (CellRef(ANNEX, 2, "stt", "1.10"),))
    entry = {**ACCEPTANCE, "quy_tac": "CODE_FORMAT", "khoa": "1.1", "gia_tri": "1.1"}
    assert apply_acceptances([finding], [AcceptanceEntry.model_validate(entry)])[0][0].open


def test_values_are_compared_as_numbers(tmp_path: Path) -> None:
    entry = {**ACCEPTANCE, "gia_tri": ["1.214", "0201"]}
    assert status(accepted(tmp_path, entry, annex={"3.1.3": "201", "3.4.3": "1214"})) == ["accepted"]


def test_a_report_whose_errors_are_all_accepted_is_no_draft(tmp_path: Path) -> None:
    assert accepted(tmp_path / "one").draft
    check_report = accepted(tmp_path / "two", ACCEPTANCE)
    assert not check_report.draft
    assert check_report.count("E") == 0


def test_a_report_with_one_error_left_open_is_a_draft(tmp_path: Path) -> None:
    annex = {"3.1": "202", "3.1.3": "201", "3.4.3": "214"}  # a heading with a value as well
    check_report = accepted(tmp_path, ACCEPTANCE, annex=annex)
    assert (status(check_report), status(check_report, "HEADER_VALUE")) == (["accepted"], ["open"])
    assert check_report.draft


def test_a_finding_of_words_is_accepted_by_the_text_of_its_places(tmp_path: Path) -> None:
    entry = {**ACCEPTANCE, "quy_tac": "HEADER_VALUE", "khoa": "3.1", "gia_tri": "hai trăm"}
    assert status(accepted(tmp_path, entry, annex={"3.1": "hai trăm"}), "HEADER_VALUE") == ["accepted"]


@pytest.mark.parametrize("changed", [{"3.1.3": "202", "3.4.3": "214"}, {"3.1.3": "201", "3.4.3": "215"}])
def test_an_acceptance_is_void_when_a_value_has_changed_and_a_line_says_so(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    check_report = accepted(tmp_path, ACCEPTANCE, annex=changed)
    assert status(check_report) == ["open"]
    assert check_report.draft
    (line,) = check_report.void
    assert line.startswith("chap_nhan.yaml, dòng 1 (CEILING, 3.4.3, 3.1.3): ")
    assert "đã chấp nhận với giá trị 214, 201" in line
    assert f"nay là {changed['3.4.3']}, {changed['3.1.3']}" in line


def test_values_in_the_order_of_other_keys_are_other_values(tmp_path: Path) -> None:
    assert status(accepted(tmp_path, {**ACCEPTANCE, "gia_tri": ["201", "214"]})) == ["open"]


@pytest.mark.parametrize(
    ("rule", "why"), [("CEILLING", 'không có quy tắc này (có phải "CEILING"?)'), ("BALANCE", "không còn phát hiện nào")]
)
def test_an_acceptance_of_what_is_not_found_is_void(tmp_path: Path, rule: str, why: str) -> None:
    check_report = accepted(tmp_path, {**ACCEPTANCE, "quy_tac": rule})
    assert status(check_report) == ["open"]
    (line,) = check_report.void
    assert f"({rule}, 3.4.3, 3.1.3): {why}" in line


def test_an_acceptance_of_a_key_that_the_finding_does_not_name_is_void(tmp_path: Path) -> None:
    check_report = accepted(tmp_path, {**ACCEPTANCE, "khoa": "3.2.6", "gia_tri": "214"})
    assert status(check_report) == ["open"]
    assert len(check_report.void) == 1


def test_an_acceptance_gives_its_reason_and_person(tmp_path: Path) -> None:
    for left_out in ("ly_do", "nguoi", "ngay", "gia_tri"):
        entry = {key: value for key, value in ACCEPTANCE.items() if key != left_out}
        folder = make_submission(tmp_path / left_out, files={ACCEPTANCES: as_yaml(entry)})
        assert f'thiếu khóa "{left_out}"' in refusal(folder)
