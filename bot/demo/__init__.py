"""Example data: one coach account and three dossiers of made-up people."""
