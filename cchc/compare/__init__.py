"""What changed between two reports. In: two reports or submissions. Out: rows old beside new; a page, a terminal's tables, JSON.

An add-on: no room of a report's making imports it, and a build without it leaves no page thay-doi.html.
"""
