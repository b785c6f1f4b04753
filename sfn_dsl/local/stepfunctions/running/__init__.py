"""What runs the executions of the local AWS: time, threads, calls of services, and replay.

An execution is a run of the engine in a world of its own. What reaches it from outside (outcomes of
calls, task tokens, a stop) is written down with its time before it takes effect, so that the same
execution can be brought back to where it was: the engine gives the same history for the same
input, seed and events.
"""
