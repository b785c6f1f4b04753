"""What answers the tasks of an execution that runs here: a simulated one, or a local AWS's.

Answers are values, functions, handlers of Lambda functions, files, and services; `simulating` runs
a workflow with them.
"""
