"""What a machine asks of its role: a least-privilege policy, and whether a role suffices."""
