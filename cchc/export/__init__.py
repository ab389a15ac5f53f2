"""What is handed over. In: an executed notebook, or manifests for the site. Out: HTML, PDF and the site."""
