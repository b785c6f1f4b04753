"""Deploying: what a state machine should be, what is to be done about it, and doing it."""
