"""Rasa plug-ins: reading Dutch as people type it, training data from the knowledge base, and guards on what comes in."""
