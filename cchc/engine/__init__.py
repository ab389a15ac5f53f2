"""How cells are run: in forked processes, within limits. In: a notebook. Out: the same, executed."""
