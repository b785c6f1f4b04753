"""Lambda functions written in Python: their code, their context, and what they come to."""
