"""The index and the pages of the provinces. In: manifests. Out: HTML pages."""
