"""What a report is made of. In: values and findings. Out: blocks, and the Report of a notebook."""
