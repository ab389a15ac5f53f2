"""What has to be made, and why. In: parameters, files, manifests. Out: a task for each report."""
