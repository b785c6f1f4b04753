"""Whether a role suffices for a definition, what is missing, and what is in excess."""
