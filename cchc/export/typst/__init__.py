"""The paper: blocks and Markdown as Typst. In: the parts of a notebook. Out: what Typst lays out."""
