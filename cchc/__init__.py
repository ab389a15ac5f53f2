"""Reports on administrative reform for Vietnam's communes, from raw counts to HTML and PDF.

In a notebook: `report = cchc.open_report("15976", 2024, "nam")`, then one call a paragraph, table or chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cchc.document.opening import open_report

__version__ = "0.1.0"
__all__ = ["__version__", "open_report"]


def __getattr__(name: str) -> Any:
    """Import what a notebook asks for on first use, so that a command that needs none of it starts at once."""
    if name == "open_report":
        from cchc.document.opening import open_report

        return open_report
    raise AttributeError(f"module 'cchc' has no attribute '{name}'")
