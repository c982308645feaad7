"""The website: the one process that can be reached from outside. It passes what people say on to Rasa."""
