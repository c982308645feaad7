"""Loopbaanbot: set-up and running, the intake, the Rasa plug-ins and the website."""
