"""The web page. In: the parts of a notebook. Out: HTML, with the source of every number."""
