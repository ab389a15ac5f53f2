"""How Vietnamese is written here. In: YAML of conventions. Out: rules of prose, letters, words, names made comparable."""
