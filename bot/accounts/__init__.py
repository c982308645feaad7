"""Who may enter the coach portal: accounts, passwords, the second factor and sessions. Knows nothing of the web."""
