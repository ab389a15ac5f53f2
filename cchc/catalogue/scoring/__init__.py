"""Tables by which a unit is scored. In: YAML of the package and of a form. Out: groups, criteria, their most, their rules."""
