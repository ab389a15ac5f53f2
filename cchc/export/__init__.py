"""What is handed over. In: an executed notebook, and nothing else. Out: HTML and PDF."""
