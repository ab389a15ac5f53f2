"""What a province gives for its roll-up. In: its nguon.yaml, if there is one. Out: issuer, number, addressees, signer.

The folder stands beside those of the communes: data/raw/<year>/<period>/tinh-<code>-<slug>/.
"""

from __future__ import annotations

from pathlib import Path

from cchc.errors import shown
from cchc.raw.entries import read_yaml
from cchc.raw.faults import Faults
from cchc.raw.files import RawFile, read_file
from cchc.raw.keys import ProvinceKey
from cchc.raw.schema import check_form
from cchc.raw.source import ProvinceSource
from cchc.raw.submission import SOURCE


def read_province(folder: Path, key: ProvinceKey) -> tuple[ProvinceSource, tuple[RawFile, ...]]:
    """What the province gives, and the file as received; blanks where it gives none. Raises SubmissionError."""
    path = folder / SOURCE
    if not path.is_file():
        return ProvinceSource(ma_tinh=key.province.code, nam=str(key.year), ky=key.period), ()
    file = read_file(path)
    entries = read_yaml(file, path)
    source = check_form(entries, ProvinceSource, path)
    faults = Faults()
    wanted = {"ma_tinh": key.province.code, "nam": str(key.year), "ky": key.period}
    for name, value in wanted.items():
        if (stated := getattr(source, name)) != value:
            faults.add(
                f'{path}, dòng {entries.line(name)}, khóa "{name}": cần "{value}", gặp "{shown(stated)}"; hãy sửa tệp.'
            )
    faults.end()
    return source, (RawFile(SOURCE, file.sha256, file.text),)
