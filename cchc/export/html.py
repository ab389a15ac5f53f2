"""The nbconvert exporter `cchc_html`. In: an executed notebook. Out: one HTML file that needs nothing else.

`jupyter nbconvert --to cchc_html bao-cao.ipynb` finds it, and its template, without any option.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import Bool, default

from cchc.export.page.render import TEMPLATE_NAME, prepare_environment, render_html
from cchc.export.web import TEMPLATES, replace_unprintable

__all__ = ["CchcHtmlExporter", "render_html"]


class CchcHtmlExporter(TemplateExporter):
    """Prints a report's blocks with the template `cchc_html`; another template may extend it (`--template`).

    nbconvert's own HTMLExporter is no base for it: that one parses every page again and brings scripts from elsewhere.
    """

    export_from_notebook = "Báo cáo CCHC (HTML)"
    output_mimetype = "text/html"
    optimistic_validation = Bool(True).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return TEMPLATE_NAME

    @default("extra_template_basedirs")
    def _template_folders_default(self) -> list[str]:
        return [str(TEMPLATES), str(Path.cwd())]

    @default("extra_template_paths")
    def _extending_paths_default(self) -> list[str]:
        # Lets another template say {% extends 'cchc_html/index.html.j2' %}, as it can with nbconvert's own.
        return [str(TEMPLATES)]

    def _create_environment(self) -> jinja2.Environment:
        return prepare_environment(super()._create_environment())

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """The page as text, and nbconvert's resources. Raises ExportError when the notebook has not run."""
        output, resources = super().from_notebook_node(nb, resources, **kw)
        return replace_unprintable(output), resources
