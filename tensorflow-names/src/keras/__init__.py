"""Not Keras: the names that Rasa imports from it; the package `tensorflow` beside this one fills them in."""

import tensorflow  # noqa: F401
