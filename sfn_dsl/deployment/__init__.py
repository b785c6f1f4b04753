"""Deploying: what a state machine should be, the plan to get there, and carrying it out."""
