"""The manifest of a report, ho-so.json. In: what a build made of what, or the file's bytes. Out: a `Manifest`, or its JSON.

It names no path of a machine, no user, no host and no clock time, so that the same inputs give the same manifest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from cchc.build.publish import as_json


class NamedFile(msgspec.Struct, frozen=True):
    """A file that went into a report or came out of it, by its name in the project or in the report's folder."""

    name: str
    sha256: str


class Causes(msgspec.Struct, frozen=True):
    """How many causes are behind the open findings, by the gravest severity of each."""

    E: int
    W: int
    S: int


class FindingCounts(Causes, frozen=True):
    """How many findings are open in each severity, how many causes they have, and how many were accepted.

    Reports of the first versions name no causes.
    """

    accepted: int
    causes: Causes | None = None

    def causes_of(self, severity: str) -> int:
        """How many causes are behind the findings of a severity; where none are named, each finding is its own."""
        return int(getattr(self.causes or self, severity))


class Coverage(msgspec.Struct, frozen=True):
    """How many of the items of the outline have content, of how many."""

    full: int
    of: int


class Summary(msgspec.Struct, frozen=True):
    """Whose report it is, its findings, and the few figures that stand for it, as decimal text; null without a number.

    `figures_in_error` are those that an open error touches in a cell which they were read or computed from.
    """

    ma_xa: str
    ten_xa: str
    tinh: str
    nam: Annotated[int, Meta(ge=date.min.year + 1, le=date.max.year - 1)]
    ky: Annotated[str, Meta(pattern=r"^[\w-]+$")]
    tu_ngay: date
    den_ngay: date
    synthetic: bool
    findings: FindingCounts
    figures: Mapping[str, Annotated[str, Meta(pattern=r"^-?\d+(\.\d+)?$")] | None]
    figures_in_error: Sequence[str] = ()
    huyen: str | None = None
    coverage: Coverage | None = None


class Manifest(msgspec.Struct, frozen=True):
    """What went into a report and what came out. `others` are files beside the submission that were not read.

    `program` has a sha256 of what decides what a report says, and one of what decides how it looks; `versions` are those
    of Python and the libraries.
    """

    report: Summary
    parameters: Mapping[str, str | int]
    inputs: Sequence[NamedFile]
    others: Sequence[str]
    program: Mapping[str, str]
    versions: Mapping[str, str]
    outputs: Sequence[NamedFile] = ()


class RollUpSummary(msgspec.Struct, frozen=True):
    """Whose roll-up it is, how many units the province has, how many have sent and how many reports it is put together from."""

    ma_tinh: str
    tinh: str
    nam: int
    ky: str
    synthetic: bool
    units: int
    sent: int
    reports: int


class RollUpManifest(msgspec.Struct, frozen=True):
    """What went into a province's roll-up and what came out, as of a report; `inputs` name the manifests of its reports."""

    report: RollUpSummary
    parameters: Mapping[str, str | int]
    inputs: Sequence[NamedFile]
    program: Mapping[str, str]
    versions: Mapping[str, str]
    outputs: Sequence[NamedFile] = ()


class _Made(msgspec.Struct, frozen=True):
    outputs: Sequence[NamedFile] = ()


def list_files(hashes: Mapping[str, str]) -> list[NamedFile]:
    """Files by name, from their sha256."""
    return [NamedFile(name, digest) for name, digest in sorted(hashes.items())]


def hashes_of(files: Iterable[NamedFile]) -> dict[str, str]:
    """The reverse of `list_files`."""
    return {file.name: file.sha256 for file in files}


def read_manifest(content: bytes) -> Manifest:
    """The manifest in these bytes. Raises ValueError, RecursionError."""
    return msgspec.json.decode(content, type=Manifest)


def read_roll_up(content: bytes) -> RollUpManifest:
    """The manifest of a roll-up in these bytes. Raises ValueError, RecursionError."""
    return msgspec.json.decode(content, type=RollUpManifest)


def read_outputs(content: bytes) -> dict[str, str]:
    """What came out, by name, of a report or a roll-up. Raises ValueError, RecursionError."""
    return hashes_of(msgspec.json.decode(content, type=_Made).outputs)


def write_manifest(manifest: Manifest | RollUpManifest) -> bytes:
    """The bytes of ho-so.json."""
    plain: Any = msgspec.to_builtins(manifest)
    return as_json(plain)
