"""The role of a state machine: its least-privilege policy, and whether a role suffices."""
