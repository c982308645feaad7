"""What the bot answers: from a request and what was said before to response keys, values and quick replies.

Knows the knowledge base and nothing of Rasa. What people read stands in `wording/`.
"""
