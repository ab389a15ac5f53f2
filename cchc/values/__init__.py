"""What a number is. In: text as printed, or operands. Out: values with lineage, and their print."""
