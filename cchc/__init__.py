"""Reports on administrative reform for Vietnam's communes, from raw counts to HTML and PDF.

In a notebook: `report = cchc.open_report("15976", 2024, "nam")`, then one call a paragraph, table or chart; and for
questions over all reports `cchc.load_counts(year=2024, province="Thanh Hóa")`, `load_indicators`, `load_findings`,
`load_scores`, `load_units`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cchc.document.charts.drawing import axis_number as axis_number
    from cchc.document.charts.drawing import house_style as house_style
    from cchc.document.opening import open_report as open_report
    from cchc.library.display_table import show_table as show_table
    from cchc.library.load import choose_period as choose_period
    from cchc.library.load import load_counts as load_counts
    from cchc.library.load import load_findings as load_findings
    from cchc.library.load import load_indicators as load_indicators
    from cchc.library.load import load_scores as load_scores
    from cchc.library.units import load_units as load_units
    from cchc.province.opening import open_province as open_province

__version__ = "0.2.0"
_HOMES = {
    "axis_number": "cchc.document.charts.drawing",
    "choose_period": "cchc.library.load",
    "house_style": "cchc.document.charts.drawing",
    "load_counts": "cchc.library.load",
    "load_findings": "cchc.library.load",
    "load_indicators": "cchc.library.load",
    "load_scores": "cchc.library.load",
    "load_units": "cchc.library.units",
    "open_province": "cchc.province.opening",
    "open_report": "cchc.document.opening",
    "show_table": "cchc.library.display_table",
}
__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    """Import what a notebook asks for on first use, so that a command that needs none of it starts at once."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'cchc' has no attribute '{name}'")


def __dir__() -> list[str]:
    """The names that completion offers: those of a notebook."""
    return sorted(__all__)
