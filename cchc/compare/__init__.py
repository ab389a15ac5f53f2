"""What changed between two reports. In: two reports or submissions. Out: rows old beside new; a page, a terminal's tables, JSON.

An add-on: a build asks it for the page thay-doi.html, the command `cchc diff` for the rest; nothing else imports it.
"""
