"""Where the reports of a province stand: what has arrived and when, what state each is in, who is late."""
