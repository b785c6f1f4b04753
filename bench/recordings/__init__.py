"""Cases recorded on AWS: reading them, answering their tasks as recorded, and judging a run."""
