"""Which reports are asked for. In: parameter files, folders of them, batch files. Out: one request a report.

A batch file names many reports at once: `nam`, `ky`, and either `tinh` (all communes of a province that have submitted)
or a list `ma_xa`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.build.parameters import Parameters, check_parameters, find_parameter_files, load_parameters, name_file
from cchc.errors import CchcError, ParameterError, UsageError, shown
from cchc.raw.keys import check_period, check_year, show_value
from cchc.raw.layout import RAW, Layout

_BATCH = ("nam", "ky", "tinh", "ma_xa", "du_lieu")


@dataclass(frozen=True)
class ReportRequest:
    """One report that somebody asked for: its parameters, or why there are none; `asked_in` is the file."""

    asked_in: Path
    parameters: Parameters | None
    error: CchcError | None = None

    @property
    def name(self) -> str:
        """What messages call it: the period and the code, or the file where these are unknown."""
        return str(self.parameters.key if self.parameters else self.asked_in)


def find_requests(given: Iterable[Path], root: Path) -> list[ReportRequest]:
    """The requests in these files and folders, all of params/ if none is named; a report asked for twice is one request.

    Raises UsageError where there is no file at all; one file that cannot be used is a request with an error.
    """
    requests: dict[Any, ReportRequest] = {}
    for path in find_parameter_files(given, root):
        for request in _read(path, root):
            p = request.parameters
            first = requests.setdefault(p.key if p else (path, str(request.error)), request)
            if p and first.parameters != p:
                clash = f"{path}: {request.name} đã có ở {first.asked_in} với du_lieu khác; hãy bỏ một trong hai."
                requests[path, clash] = ReportRequest(path, None, ParameterError(clash))
    return list(requests.values())


def choose_shard(requests: Sequence[ReportRequest], shard: str) -> list[ReportRequest]:
    """Part i of n of the requests, for "i/n"; the n parts together are all of them. Raises UsageError."""
    given = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", shard)
    part, parts = (int(given[1]), int(given[2])) if given else (0, 0)
    if not 1 <= part <= parts:
        raise UsageError(f'--shard: cần i/n với 1 ≤ i ≤ n, ví dụ 2/8, gặp "{shard}".')
    return list(requests)[part - 1 :: parts]


def _read(path: Path, root: Path) -> list[ReportRequest]:
    try:
        data = load_parameters(path)
        if isinstance(data, dict) and ("tinh" in data or isinstance(data.get("ma_xa"), list)):
            return [_request(path, one) for one in _expand(data, root)]
        return [_request(path, data)]
    except CchcError as error:
        return [_failed(path, error)]


def _request(path: Path, data: Any) -> ReportRequest:
    try:
        return ReportRequest(path, check_parameters(data))
    except CchcError as error:
        return _failed(path, error)


def _failed(path: Path, error: CchcError) -> ReportRequest:
    return ReportRequest(path, None, name_file(error, path))


def _expand(data: dict[str, Any], root: Path) -> list[dict[str, Any]]:
    """The parameters that a batch file stands for, not yet checked. Raises ParameterError, UnitError."""
    unknown = [shown(str(name)) for name in data if name not in _BATCH]
    if unknown or ("tinh" in data) == ("ma_xa" in data):
        found = f"khóa lạ {', '.join(unknown)}" if unknown else "không có hoặc có cả hai"
        raise ParameterError(f"tệp nhiều báo cáo cần nam, ky và một trong hai: tinh, danh sách ma_xa; gặp {found}.")
    codes = data["ma_xa"] if "ma_xa" in data else _submitted_codes(data, root)
    if not codes:
        raise ParameterError('tham số ma_xa: danh sách trống; cần ít nhất một mã, ví dụ ma_xa: ["00010"].')
    common: dict[str, Any] = {name: data[name] for name in ("nam", "ky", "du_lieu") if name in data}
    return [{"ma_xa": code, **common} for code in codes]


def _submitted_codes(data: dict[str, Any], root: Path) -> list[str]:
    """The codes of the province's communes that have a submission for the period."""
    from cchc.catalogue.periods import periods
    from cchc.catalogue.units.register import units_on

    year, period, province = check_year(data.get("nam")), check_period(data.get("ky")), data["tinh"]
    if not isinstance(province, str):
        raise ParameterError(
            f'tham số tinh: cần tên hoặc mã trong ngoặc kép, ví dụ tinh: "01", gặp {show_value(province)}.'
        )
    as_of = periods()[period].window(year)[1]
    raw = Layout(root).raw(str(data.get("du_lieu", RAW)))
    given = raw.codes(year, period)
    codes = [unit.code for unit in units_on(as_of, province) if unit.code in given]
    if not codes:
        raise ParameterError(
            f"{raw.period(year, period)}: chưa có xã nào của {province} nộp số liệu kỳ này; hãy kiểm tra tinh, nam, ky, hoặc nhập "
            "số liệu trước."
        )
    return codes
