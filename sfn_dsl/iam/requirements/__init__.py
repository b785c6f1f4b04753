"""The permissions that a definition requires of its role."""
