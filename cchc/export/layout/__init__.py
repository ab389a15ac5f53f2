"""The paper: what stands where, for PDF and Word alike. In: the parts of a notebook. Out: nodes that either prints."""
