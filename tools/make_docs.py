"""Write docs/chi-tieu.md and docs/quy-tac.md. In: the catalogue of cchc. Out: two Markdown files, always the same bytes.

The first lists every key that a submission may use, the second every rule that it is held to. Both are for clerks and
analysts, so they are in Vietnamese. `make docs` runs this; tests/project/test_docs.py fails when a file is out of date.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cchc.catalogue.indicators import indicators
from cchc.catalogue.rules import families
from tools.docs_keys import annex_tables, counts_table, indicator_entry, outline_table, reduction_entry, scales
from tools.docs_markdown import TEXTS
from tools.docs_rules import family_entry, severity_table

DOCS = Path(__file__).parents[1] / "docs"


def fill(name: str, parts: Mapping[str, str]) -> str:
    """The text tools/docs_text/<name> with every {{part}} filled in."""
    text = (TEXTS / name).read_text(encoding="utf-8")
    for part, content in parts.items():
        text = text.replace("{{" + part + "}}", content)
    return text


def make_documents() -> dict[str, str]:
    """Both documents by file name."""
    rates = "\n\n".join(map(indicator_entry, indicators().values()))
    keys = {
        "annex": annex_tables(), "counts": counts_table(False), "rates": counts_table(True), "indicators": rates,
        "reduction": reduction_entry(), "outline": outline_table(), "scales": scales(),
    }  # fmt: skip
    every = "\n\n".join(map(family_entry, families().values()))
    return {
        "chi-tieu.md": fill("chi-tieu.md", keys),
        "quy-tac.md": fill("quy-tac.md", {"glance": severity_table(), "families": every}),
    }


if __name__ == "__main__":
    for name, text in make_documents().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
