"""What a file from outside is and what stands in it. In: a path. Out: its kind and bytes, checked; grids of cells, pages."""
