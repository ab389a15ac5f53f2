"""Read parameter files. In: params/*.yaml. Out: `Parameters`, checked before any cell runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from cchc.errors import CchcError, ParameterError, UsageError, hint, shown
from cchc.raw.entries import load_once
from cchc.raw.files import read_file
from cchc.raw.keys import IN_FILES, ProvinceKey, ReportKey, check_day, show_value
from cchc.raw.layout import RAW, Layout

NAMES = (*IN_FILES, "du_lieu")
PROVINCE_NAMES = ("tinh", "nam", "ky", "tinh_den", "du_lieu")
_SUFFIXES = (".yaml", ".yml")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Parameters:
    """What a notebook is run with. `du_lieu` stays as written, so that no path of a machine gets into a report."""

    key: ReportKey
    du_lieu: str = RAW

    def as_dict(self) -> dict[str, Any]:
        """The parameters as papermill takes them."""
        return {**self.key.as_parameters(), "du_lieu": self.du_lieu}


@dataclass(frozen=True)
class ProvinceParameters:
    """What the roll-up's notebook is run with; `tinh_den` is left to the due day where it is None."""

    key: ProvinceKey
    tinh_den: date | None = None
    du_lieu: str = RAW

    def as_dict(self) -> dict[str, Any]:
        """The parameters as papermill takes them."""
        day = {"tinh_den": self.tinh_den.isoformat()} if self.tinh_den else {}
        named = {"tinh": self.key.province.code, "nam": self.key.year, "ky": self.key.period}
        return {**named, **day, "du_lieu": self.du_lieu}


def check_province_parameters(data: Mapping[str, Any]) -> ProvinceParameters:
    """The parameters of a roll-up. Raises ParameterError, UnitError for unknown, missing and impossible ones."""
    _refuse_unknown(data, PROVINCE_NAMES)
    key = ProvinceKey.checked(data.get("tinh"), data.get("nam"), data.get("ky"))
    return ProvinceParameters(key, check_day(data.get("tinh_den")), _checked_root(data))


def find_parameter_files(given: Iterable[Path], root: Path) -> list[Path]:
    """The parameter files named, all of a folder named, or all of params/. Raises UsageError where there is none."""
    wanted = list(given) or [Layout(root).params]
    files: dict[Path, Path] = {}
    for path in wanted:
        found = _files_below(path) if path.is_dir() else [path]
        files.update({home: file for file in found if (home := file.absolute()) not in files})
    if not any(path.is_file() for path in files.values()):
        names = ", ".join(str(path) for path in wanted)
        raise UsageError(f"Không có tệp tham số nào ở {names}; cần tệp .yaml (hoặc .yml) với ma_xa, nam, ky.")
    return list(files.values())


def _files_below(folder: Path) -> list[Path]:
    """The parameter files in a folder and below. What begins with a dot was left by an editor or a system."""
    named = (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and not path.is_dir())
    return sorted(path for path in named if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def read_parameters(path: Path) -> Parameters:
    """The parameters in that file. Raises ParameterError naming the file and what was meant."""
    try:
        return check_parameters(load_parameters(path))
    except CchcError as error:
        raise name_file(error, path) from error


def name_file(error: CchcError, path: Path) -> CchcError:
    """The error with the file that it is about named in front, once."""
    return error if str(error).startswith(str(path)) else type(error)(f"{path}: {error}")


def check_parameters(data: Any) -> Parameters:
    """The parameters of a mapping. Raises ParameterError for unknown, missing and impossible ones."""
    if not isinstance(data, dict):
        raise ParameterError('cần các dòng dạng "tên: giá trị" với ma_xa, nam, ky.')
    _refuse_unknown(data, NAMES)
    root = _checked_root(data)
    return Parameters(ReportKey.checked(data.get("ma_xa"), data.get("nam"), data.get("ky")), root)


def _refuse_unknown(data: Mapping[str, Any], names: Sequence[str]) -> None:
    for name in data:
        if name not in names:
            raise ParameterError(
                f'tham số "{shown(str(name))}" lạ{hint(str(name), names)}; chỉ có các tham số {", ".join(names)}.'
            )


def _checked_root(data: Mapping[str, Any]) -> str:
    root = data.get("du_lieu", RAW)
    if not isinstance(root, str) or not root.strip():
        raise ParameterError(f"tham số du_lieu: cần tên thư mục, gặp {show_value(root)}; ví dụ du_lieu: data/raw.")
    return root


def load_parameters(path: Path) -> Any:
    """What the YAML file says, not yet checked. Raises ParameterError where it is no YAML or not there."""
    if not path.is_file():
        raise ParameterError(f"{path}: không có tệp tham số này; hãy kiểm tra tên tệp, hoặc chạy trong thư mục dự án.")
    try:
        return load_once(read_file(path).text, _LOADER, path).data
    except (ValueError, RecursionError) as error:
        raise ParameterError(f"không đọc được như tệp YAML ({error}); hãy sửa cú pháp.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"dòng {mark.line + 1}: " if mark else ""
        raise ParameterError(
            f"{line}không đọc được như tệp YAML ({getattr(error, 'problem', error)}); hãy sửa cú pháp."
        ) from error
