"""What arrives from outside: the forms of exports, the words by which counts are found. In: YAML. Out: their types."""
