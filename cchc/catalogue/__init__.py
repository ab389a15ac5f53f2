"""What the forms ask for. In: reviewed YAML and CSV. Out: counts, indicators, rules, outline, units."""
