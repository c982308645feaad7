"""The profession knowledge base: facts, their tables, and search. Knows nothing of Rasa, of people or of the web."""
